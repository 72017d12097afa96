"""Mail: what a message holds, and to which servers it goes."""

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.delivery import archive
from h200analysis.delivery.post import letter, plain
from h200analysis.delivery.post.channels.mail import MailCarrier
from h200analysis.delivery.post.recipients import Server
from tests.delivery.post import certificates, mailserver, standing
from tests.delivery.post.certificates import Certificates
from tests.delivery.post.mailserver import MailServer

EDITION = "2026-05-20/supply_gap/1"
HOUR = datetime(2026, 5, 21, 7, 0, tzinfo=UTC)
HOSTILE = (
    "Up\r\nBcc: all@example.org\r\n\r\n<script>x</script> \u202eevil\u202c \u200b“naïve” "
    + "é" * 999
)


def _message(folder: Path, server: Server, link: str | None = None, **edition: Any) -> EmailMessage:
    standing.stand(folder, EDITION, **edition)
    (made,) = archive.editions(folder)
    written = letter.of_editions(
        "desk", "Supply desk", "mail desk@example.org", {made: None}, HOUR,
        {"supply_gap": "Supply gap"}, lambda _: link,
    )  # fmt: skip
    carrier = MailCarrier("desk@example.org", server, folder)
    return carrier.message(written, int(server.largest_megabytes * 1_000_000))


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def _server(**told: object) -> Server:
    return Server.model_validate({"host": "h", "sender": "press@example.org", **told})


def test_a_message_says_title_answer_range_and_carries_the_pdf(tmp_path: Path) -> None:
    """Plain text and HTML say the same; the attached file is the edition's, to the byte."""
    message = _message(tmp_path, _server(), link="https://library.example/x")

    for words in (_body(message, "plain"), _body(message, "html")):
        for told in ("None has been delivered", "750,000", "50,000 chips", EDITION, "library.ex"):
            assert told in words
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "supply_gap_2026-05-20_1.pdf"
    assert attached.get_content() == (tmp_path / EDITION / "briefing.pdf").read_bytes()


def test_the_headers_are_those_of_the_edition_and_the_hour(tmp_path: Path) -> None:
    """The same recipient and edition have the same Message-ID, at whichever hour."""
    message = _message(tmp_path, _server())

    told = letter.identity("desk", "mail desk@example.org", EDITION)
    assert message["Message-ID"] == f"<{told}@example.org>"
    assert message["Date"] == "Thu, 21 May 2026 07:00:00 +0000"
    assert message["To"] == "Supply desk <desk@example.org>"
    assert message["Subject"] == "Supply gap, 20 May 2026: None has been delivered"
    assert message["List-Unsubscribe"] == "<mailto:press@example.org?subject=unsubscribe%20desk>"
    assert message["List-Unsubscribe-Post"] is None


def test_one_click_is_offered_only_with_an_address_for_it(tmp_path: Path) -> None:
    """RFC 8058 wants an https address, in which the recipient is named."""
    message = _message(tmp_path, _server(unsubscribe_url="https://e.example/u?who={recipient}"))

    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Unsubscribe"].startswith("<https://e.example/u?who=desk>, <mailto:")


@pytest.mark.parametrize(
    ("link", "told"), [("https://l.example/x", "https://l.example/x"), (None, "ask whoever")]
)
def test_too_large_a_pdf_gives_way_to_a_link(tmp_path: Path, link: str | None, told: str) -> None:
    """The message stays below the limit, and says where the PDF is."""
    message = _message(tmp_path, _server(largest_megabytes=0.01), link, pdf=b"%PDF" + b"x" * 20_000)

    assert list(message.iter_attachments()) == []
    assert len(message.as_bytes()) < 10_000
    assert "too large to attach" in _body(message, "plain")
    assert told in _body(message, "plain")


@pytest.mark.parametrize("field", ["title", "answer"])
def test_hostile_words_stay_words(tmp_path: Path, field: str) -> None:
    """No header, no recipient, no markup and no turned text comes of them."""
    message = _message(tmp_path, _server(), **{field: HOSTILE.replace("<", "&lt;")})
    read = mailserver.as_read(message.as_bytes())

    assert read["Bcc"] is None
    assert sorted(set(read.keys())) == sorted(set(_message(tmp_path / "b", _server()).keys()))
    assert len(read["Subject"]) <= plain.LONGEST
    assert "<script>" not in _body(read, "html")
    for words in (read["Subject"], _body(read, "plain"), _body(read, "html")):
        assert not set("\u202e\u202c\u200b") & set(words)
    assert all(len(line) <= 998 for line in message.as_bytes().splitlines())
    assert message.as_bytes().isascii()


@given(st.text())
def test_a_line_is_one_line_and_never_hides_anything(text: str) -> None:
    """Whatever comes in, what goes into a header can begin no other."""
    line = plain.line(text)

    assert plain.is_plain(line)
    assert len(line) <= plain.LONGEST
    assert plain.line(line) == line


@given(st.text(max_size=300))
def test_a_message_may_be_called_anything(text: str) -> None:
    """Title, name and notice of any characters make a message that can be read again."""
    written = letter.of_notice("desk", text, "mail", "s", text, text, HOUR)
    message = MailCarrier("desk@example.org", _server(), Path()).message(written, 10**6)

    read = mailserver.as_read(message.as_bytes())

    assert read["To"].addresses[0].addr_spec == "desk@example.org"
    assert len(read["To"].addresses) == 1
    assert set(read.keys()) <= set(message.keys())


def _told(folder: Path, server: MailServer, **changed: str) -> tuple[str, str]:
    file = folder / "deliveries.toml"
    text = file.read_text(encoding="utf-8")
    for line, other in changed.items():
        old = next(each for each in text.splitlines() if each.startswith(f"{line} ="))
        text = text.replace(old, other)
    file.write_text(text, encoding="utf-8")
    standing.stand(folder / "out", EDITION)
    (ended,), _ = standing.delivered(folder)
    return ended["state"], ended["told"]


def test_a_certificate_of_an_authority_that_is_not_ours_is_not_accepted(
    desk: Path, mail: MailServer
) -> None:
    """Nothing is said to such a server but that TLS is wanted."""
    state, told = _told(desk, mail, ca="")

    assert (state, mail.taken) == ("held", [])
    assert "certificate is not accepted" in told
    assert [each.split()[0] for each in mail.heard] == ["EHLO", "STARTTLS"]


def test_a_certificate_of_another_name_is_not_accepted(desk: Path) -> None:
    """A server must be the one that was asked for, whoever has signed for it."""
    other = certificates.make(desk, "192.0.2.1")
    with mailserver.running(other) as server:
        ours = {"port": f"port = {server.port}", "ca": f'ca = "{other.authority}"'}
        state, told = _told(desk, server, **ours)

    assert (state, server.taken) == ("held", [])
    assert "certificate is not accepted" in told
    assert "AUTH" not in "".join(server.heard)


def test_a_server_without_tls_is_told_nothing(desk: Path, certified: Certificates) -> None:
    """It is never fallen back to plain words, with a password or without."""
    with mailserver.running(certified, offers_tls=False) as plain_server:
        state, told = _told(desk, plain_server, port=f"port = {plain_server.port}")

        assert (state, plain_server.taken) == ("held", [])
    assert "no STARTTLS" in told
    assert [each.split()[0] for each in plain_server.heard] == ["EHLO"]


def test_a_wrong_password_is_told_without_the_servers_words(
    desk: Path, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server might echo what it was told."""
    monkeypatch.setenv("H200_TEST_PASSWORD", "wrong and long enough")

    assert _told(desk, mail) == ("held", "535 user or password not accepted")


def test_a_missing_password_is_told_by_its_name(
    desk: Path, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message waits until it is set."""
    monkeypatch.delenv("H200_TEST_PASSWORD")

    state, told = _told(desk, mail)

    assert state == "held"
    assert "the environment has no H200_TEST_PASSWORD; set it there" in told


def test_what_a_server_says_of_a_recipient_is_told(desk: Path, mail: MailServer) -> None:
    """A refused address is refused for good, in the server's words."""
    mail.answers["RCPT"] = "550 5.1.1 no such mailbox"

    assert _told(desk, mail) == ("refused", "550 5.1.1 no such mailbox")


def test_a_missing_file_of_an_authority_is_told_by_its_path(desk: Path, mail: MailServer) -> None:
    """It is not taken for a server that is away."""
    state, told = _told(desk, mail, ca='ca = "ours.pem"')

    assert state == "held"
    assert f"{desk}/ours.pem: no certificate can be read there" in told
