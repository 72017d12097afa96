"""Secrets: taken from where they are kept, and written nowhere."""

import base64
import json
import sys
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend

from h200analysis.delivery.post import secrets
from h200analysis.delivery.post.secrets import Reference, SecretError
from tests.delivery.post import mailserver, standing, webserver
from tests.delivery.post.certificates import Certificates
from tests.delivery.post.mailserver import MailServer

HOOK = "T0KENofAhook"


class _InMemory(KeyringBackend):
    """A keyring that lasts as long as a test."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        """Return the one password that there is."""
        return "open sesame" if (service, username) == ("smtp.example", "press") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep nothing."""

    def delete_password(self, service: str, username: str) -> None:
        """Delete nothing."""


def test_a_secret_comes_from_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named by service and user; one that is not there is told by that name."""
    before = keyring.get_keyring()
    keyring.set_keyring(_InMemory())  # type: ignore[no-untyped-call]
    try:
        assert Reference(keyring="smtp.example/press").value() == "open sesame"
        with pytest.raises(SecretError, match="the keyring has no smtp"):
            Reference(keyring="smtp.example/desk").value()
    finally:
        keyring.set_keyring(before)


def test_a_missing_library_is_told_by_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence says what to install."""
    monkeypatch.setitem(sys.modules, "keyring", None)

    with pytest.raises(SecretError, match=r"pip install h200analysis\[delivery\]"):
        Reference(keyring="smtp.example/press").value()


@given(st.text(min_size=4), st.binary(max_size=5), st.binary(max_size=5))
def test_a_secret_is_hidden_however_it_is_echoed(secret: str, before: bytes, after: bytes) -> None:
    """As it is, or within base64, as a server might say again what it was told by AUTH."""
    hide = secrets.hider([secret])
    told = base64.b64encode(before + secret.encode("utf-8", "replace") + after).decode()

    assert secret not in hide(f"no: {secret}") or secret in secrets.HIDDEN + "no: "
    assert hide(told) != told or len(secret.encode("utf-8", "replace")) < 7


def test_no_secret_is_written_anywhere(
    desk: Path, mail: MailServer, certified: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither by a delivery that fails, nor by one that works, nor by a dry run, at -vv."""
    standing.stand(desk / "out", "2026-05-20/supply_gap/1")
    password = mailserver.PASSWORD
    plain_auth = base64.b64encode(f"\0{mailserver.USER}\0{password}".encode()).decode()
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certified.authority))
    with webserver.running(certified) as hook:
        monkeypatch.setenv("H200_HOOK", f"jsons://127.0.0.1:{hook.port}/{HOOK}")
        file = desk / "deliveries.toml"
        hooked = '[recipients.hook]\nchannels = [{kind = "webhook", url = {env = "H200_HOOK"}}]'
        file.write_text(f"{file.read_text()}\n{hooked}\n", encoding="utf-8")
        said: list[str] = []
        for answer, status, words, at in (
            ("", 200, ["--dry-run", "-vv"], standing.AT),
            (f"451 {password} {plain_auth}", 503, ["-vv", "--traceback"], standing.AT),
            ("", 404, ["-vv"], standing.LATER),
        ):
            mail.answers = {"MAIL": answer} if answer else {}
            hook.status = status
            process = standing.deliver(desk, *words, at=at)
            said += process.communicate(timeout=60)

    assert [len(mail.taken), len(hook.taken)] == [1, 2]
    assert "[secret]" in "".join(said)
    written = [path.read_bytes() for path in (desk / "out").rglob("*") if path.is_file()]
    written += [text.encode() for text in said]
    for secret in (password, plain_auth, plain_auth[8:], HOOK):
        assert not any(secret.encode() in each for each in written)
    assert json.loads(said[-2])[-1]["told"] == "HTTP 404; look at the address"
