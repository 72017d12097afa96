"""A real SMTP server on loopback, which drops its client or kills it at a stage of its own."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.delivery.post.certificates import Certificates

USER, PASSWORD = "briefings", "correct horse battery staple"
BEFORE = ("connect", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA")
AFTER = ("contents", "final dot")
STAGES = (*BEFORE, *AFTER, "answered")


@dataclass
class MailServer:
    """What the server is to do, and what it has taken in whole.

    At `stage` it drops the connection, or kills `victim` if there is one. `answers` are given in
    place of its own to a command, "final dot" the answer to the contents.
    """

    certificates: Certificates
    port: int = 0
    stage: str = ""
    victim: "subprocess.Popen[str] | None" = None
    answers: dict[str, str] = field(default_factory=dict)
    taken: list[EmailMessage] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    offers_tls: bool = True

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str | None:  # noqa: N802
        """Take a message."""
        if answer := self.answers.get("final dot"):
            return answer
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append(as_read(content))
        if self.strikes("final dot", server):
            return None
        return "250 2.0.0 taken as number 1"

    def strikes(self, stage: str, server: SMTP) -> bool:
        """Drop or kill the client if this is the stage; say whether it was."""
        if stage != self.stage:
            return False
        if self.victim is not None:
            os.kill(self.victim.pid, signal.SIGKILL)
        if server.transport is not None:
            server.transport.abort()  # type: ignore[attr-defined]
        return True

    def let_in(self, *asked: Any) -> AuthResult:
        """Return whether user and password are right."""
        told = asked[-1]
        is_right = (told.login, told.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=is_right, handled=False)


class _Stages(SMTP):
    """aiosmtpd's own server, but for what it does at a stage."""

    told: MailServer

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.told.strikes("connect", self)

    async def push(self, status: Any) -> None:
        text = status.decode() if isinstance(status, bytes) else str(status)
        await super().push(status)
        if text.startswith("354"):
            self.told.strikes("contents", self)
        if "taken as number" in text:
            self.told.strikes("answered", self)

    async def _at(self, stage: str, argument: str) -> None:
        self.told.heard.append(f"{stage} {argument}")
        if self.told.strikes(stage, self):
            return
        if answer := self.told.answers.get(stage):
            await self.push(answer)
            return
        await getattr(super(), f"smtp_{stage}")(argument)

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802
        await self._at("EHLO", hostname)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802
        await self._at("STARTTLS", arg)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802
        await self._at("AUTH", arg)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802
        await self._at("MAIL", arg or "")

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        await self._at("RCPT", arg or "")

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        await self._at("DATA", arg)


class _Controller(Controller):
    def __init__(self, told: MailServer) -> None:
        super().__init__(told, hostname="127.0.0.1", port=0)
        self._told = told

    def factory(self) -> SMTP:
        told = self._told
        made = _Stages(
            told, enable_SMTPUTF8=False, data_size_limit=20_000_000,
            tls_context=told.certificates.context() if told.offers_tls else None,
            auth_required=told.offers_tls, authenticator=told.let_in,
        )  # fmt: skip
        made.told = told
        return made

    def _trigger_server(self) -> None:
        """Learn the port that the system has given before a first connection is tried."""
        server: Any = self.server
        self.port = self._told.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


def settings(server: MailServer) -> str:
    """Return the table of deliveries.toml by which mail goes out by a server.

    The password is in the environment, as H200_TEST_PASSWORD.
    """
    return f"""
[mail]
host = "127.0.0.1"
port = {server.port}
ca = "{server.certificates.authority}"
user = "{USER}"
password = {{env = "H200_TEST_PASSWORD"}}
sender = "press@example.org"
patience_seconds = 5
"""


@contextmanager
def running(certificates: Certificates, offers_tls: bool = True) -> Iterator[MailServer]:
    """Run a server in a thread; it is ready when this yields."""
    told = MailServer(certificates, offers_tls=offers_tls)
    controller = _Controller(told)
    controller.start()
    try:
        yield told
    finally:
        controller.stop()


def as_read(content: bytes) -> EmailMessage:
    """Return a message as its receiver reads it."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message
