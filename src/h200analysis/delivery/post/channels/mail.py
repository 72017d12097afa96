"""Mail: a letter with the PDF attached, handed to a server over TLS."""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import quote

from h200analysis.delivery.post import plain
from h200analysis.delivery.post.answers import Answer, State, by_code, of_ours
from h200analysis.delivery.post.channels import trust
from h200analysis.delivery.post.channels.signing import Signs, unsigned
from h200analysis.delivery.post.letter import Letter, Outline
from h200analysis.delivery.post.recipients import Server
from h200analysis.errors import H200Error

_MEGABYTE = 1_000_000
_FOR_THE_LAST_ANSWER = 600.0  # seconds that RFC 5321 has a client wait once all is sent
_LOG_IN_FIRST = 530  # RFC 4954, whatever was asked
_TOO_LARGE = {552, 523}  # of RFC 1870 and of older servers: about the size of a message
_POLICY = SMTP.clone(cte_type="7bit")  # a server need not take eight bits


class _NotTakenError(H200Error):
    """The server has not taken the message; the answer says what it told."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.told)
        self.answer = answer


class MailCarrier:
    """Sends letters to one mailbox by one server."""

    is_message = True
    is_repeatable = False

    def __init__(self, address: str, server: Server, folder: Path, signs: Signs = unsigned) -> None:
        self._address = address
        self._server = server
        self._folder = folder
        self._signs = signs

    def outline(self, letter: Letter) -> Outline:
        """Return the size of the message, the names of attached files, and its plain text."""
        message = self.message(letter, self._largest())
        files = tuple(str(part.get_filename()) for part in message.iter_attachments())
        body = message.get_body(("plain",))
        text = str(body.get_content()) if isinstance(body, EmailMessage) else ""
        return Outline(len(message.as_bytes()), files, text.replace("\r\n", "\n"))

    def message(self, letter: Letter, largest: int) -> EmailMessage:
        """Return the message, without a PDF by which it would be larger than so many bytes."""
        left_out: set[str] = set()
        while True:
            message = self._with(letter, left_out)
            attached = [each for each in letter.entries if each.address not in left_out]
            if not attached or len(message.as_bytes()) <= largest:
                return message
            left_out.add(max(attached, key=lambda each: each.pdf.stat().st_size).address)

    def send(self, letter: Letter) -> Answer:
        """Hand a letter to the server. Once it has been told the contents, silence is unknown."""
        try:
            with self._connected() as server:
                advertised = server.esmtp_features.get("size", "")
                limits = [self._largest(), int(advertised) if advertised.isdecimal() else 0]
                written = self.message(letter, min(each for each in limits if each))
                self._announce(server, len(written.as_bytes()))
                return _handed_over(server, written.as_bytes())
        except _NotTakenError as error:
            return error.answer
        except smtplib.SMTPServerDisconnected:
            return Answer(
                State.DEFERRED, "the server closed the connection before it took anything"
            )

    def _largest(self) -> int:
        return int(self._server.largest_megabytes * _MEGABYTE)

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """Connect, under TLS and with the password as asked; raise what keeps this from success."""
        told, server = self._server, None
        try:
            server = self._opened()
            server.ehlo_or_helo_if_needed()
            if told.security == "starttls":
                server.starttls(context=trust.context(self._folder, told.ca))
                server.ehlo()
            self._log_in(server)
            yield server
        except ssl.SSLCertVerificationError as error:
            raise _held(f"its certificate is not accepted ({error.verify_message})") from None
        except smtplib.SMTPServerDisconnected:
            raise
        except smtplib.SMTPNotSupportedError:
            raise _held(
                "it offers no STARTTLS, or no way to log in; nothing goes to it in the clear"
            ) from None
        except smtplib.SMTPResponseException as error:
            raise _NotTakenError(_told(error.smtp_code, error.smtp_error, of_ours)) from None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise _deferred(f"{told.host}:{told.port} cannot be reached ({reason})") from None
        finally:
            if server is not None:
                server.close()

    def _opened(self) -> smtplib.SMTP:
        told = self._server
        if told.security == "tls":
            return smtplib.SMTP_SSL(
                told.host,
                told.port,
                timeout=told.patience_seconds,
                context=trust.context(self._folder, told.ca),
            )
        return smtplib.SMTP(told.host, told.port, timeout=told.patience_seconds)

    def _log_in(self, server: smtplib.SMTP) -> None:
        told = self._server
        if told.user is None or told.password is None:
            return
        try:
            server.login(told.user, told.password.value())
        except smtplib.SMTPAuthenticationError as error:  # its words may hold what it was told
            raise _NotTakenError(
                of_ours(error.smtp_code, "user or password not accepted")
            ) from None

    def _announce(self, server: smtplib.SMTP, size: int) -> None:
        options = [f"size={size}"] if server.has_extn("size") else []
        code, told = server.mail(self._server.sender, options)
        if not 200 <= code < 300:
            is_about_size = code in _TOO_LARGE
            raise _NotTakenError(_told(code, told, by_code if is_about_size else of_ours))
        code, told = server.rcpt(self._address)
        if not 200 <= code < 300:
            raise _NotTakenError(_told(code, told))

    def _with(self, letter: Letter, left_out: set[str]) -> EmailMessage:
        message = EmailMessage(policy=_POLICY)
        told = self._server
        domain = told.sender.partition("@")[2]
        message["Subject"] = plain.line(letter.subject)
        message["From"] = Address(plain.line(told.sender_name), addr_spec=told.sender)
        message["To"] = Address(plain.line(letter.to), addr_spec=self._address)
        message["Date"] = format_datetime(letter.at)
        message["Message-ID"] = f"<{letter.identity}@{domain}>"
        message["Auto-Submitted"] = "auto-generated"
        self._say_how_to_unsubscribe(message, letter.recipient)
        message.set_content(letter.text(left_out))
        message.add_alternative(letter.html(left_out), subtype="html")
        for each in letter.entries:
            if each.address not in left_out:
                pdf = self._signs(each.pdf.read_bytes(), letter.at)
                message.add_attachment(pdf, "application", "pdf", filename=each.attachment)
        return message

    def _say_how_to_unsubscribe(self, message: EmailMessage, recipient: str) -> None:
        told = self._server
        to = told.unsubscribe_address or told.sender
        ways = [f"<mailto:{to}?subject={quote(f'unsubscribe {recipient}')}>"]
        if told.unsubscribe_url:
            address = told.unsubscribe_url.replace("{recipient}", quote(recipient))
            ways.insert(0, f"<{address}>")
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message["List-Unsubscribe"] = ", ".join(ways)


def _handed_over(server: smtplib.SMTP, message: bytes) -> Answer:
    code, told = server.docmd("DATA")
    if code != 354:
        raise _NotTakenError(_told(code, told))
    try:
        server.send(re.sub(rb"(?m)^\.", b"..", message))
        if server.sock is not None:
            server.sock.settimeout(max(_FOR_THE_LAST_ANSWER, server.timeout))
        server.send(b".\r\n")
        code, told = server.getreply()
    except (smtplib.SMTPException, OSError):
        return Answer(State.UNKNOWN, "the connection was lost once the server had begun to take it")
    if 200 <= code < 300:
        with suppress(smtplib.SMTPException, OSError):
            server.docmd("QUIT")
        return Answer(State.SENT, _words(told))
    if 400 <= code < 600:
        return _told(code, told)
    return Answer(State.UNKNOWN, f"the server gave no answer that could be read ({code})")


def _told(code: int, told: bytes | str, by: Callable[[int, str], Answer] = by_code) -> Answer:
    """Return what a code means: of a message, or `of_ours` where it has not come to that yet."""
    if code < 400:  # no answer to what was asked; nothing has been taken
        return Answer(State.DEFERRED, f"an answer out of turn: {code} {_words(told)}")
    return (of_ours if code == _LOG_IN_FIRST else by)(code, _words(told))


def _words(told: bytes | str) -> str:
    text = told.decode("utf-8", "replace") if isinstance(told, bytes) else told
    return plain.line(text, 200)


def _held(reason: str) -> _NotTakenError:
    return _NotTakenError(Answer(State.HELD, reason))


def _deferred(reason: str) -> _NotTakenError:
    return _NotTakenError(Answer(State.DEFERRED, reason))
