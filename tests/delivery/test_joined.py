"""The parts of the delivery together: alerts and withdrawals go out by mail, PDFs signed."""

import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from h200analysis import project
from h200analysis.cli import main
from h200analysis.delivery.trust import signature
from h200analysis.delivery.trust.checks import State
from h200analysis.press import catalogue, withdrawals
from h200analysis.press.withdrawals import Withdrawal
from tests import small
from tests.delivery.post import certificates, mailserver, standing
from tests.delivery.post.certificates import Certificates
from tests.delivery.post.mailserver import MailServer
from tests.delivery.trust.certificates import PASSPHRASE
from tests.delivery.trust.certificates import authority as make_authority

EDITION = "2026-05-20/supply_gap/1"
AT = datetime(2026, 5, 21, 7, tzinfo=UTC)
DESK = """
[recipients.desk]
channels = [{kind = "mail", address = "desk@example.org"}]
"""


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """A mail server's certificate."""
    return certificates.make(tmp_path_factory.mktemp("certificates"))


class House:
    """A checkout of a small briefing with a desk that gets mail, and commands over it."""

    def __init__(self, root: Path, server: MailServer, further: str = "") -> None:
        small.lay_out(root, ["one"], 'schedule = "daily 06:30 Europe/London"\nretries = 0\n')
        told = f'keepers = ["desk"]\n{mailserver.settings(server)}{further}{DESK}'
        (root / "reports" / "deliveries.toml").write_text(told, "utf-8")
        self.root, self.out, self.server = root, root / "reports" / "editions", server

    def runs(self, *words: str, code: int = 0) -> str:
        """Run a command in this process, which ends with a code; return what it told."""
        ran = CliRunner().invoke(main, [*words, "--out", str(self.out)])
        assert ran.exit_code == code, ran.output
        return ran.output


@pytest.fixture
def server(certified: Certificates, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A mail server with STARTTLS and AUTH."""
    monkeypatch.setenv("H200_TEST_PASSWORD", mailserver.PASSWORD)
    with mailserver.running(certified) as running:
        yield running


@pytest.fixture
def house(tmp_path: Path, server: MailServer, monkeypatch: pytest.MonkeyPatch) -> House:
    """A checkout in which commands run."""
    root = tmp_path / "house"
    monkeypatch.setenv(project.ROOT, str(root))
    monkeypatch.setenv("H200_REGISTER", str(tmp_path / "register.jsonl"))
    return House(root, server)


def test_a_withdrawal_is_told_to_those_who_received_the_edition(house: House) -> None:
    """And to nobody twice; what was never sent is told to nobody."""
    known = catalogue.read(house.root).briefings
    edition = f"2026-05-20/{next(iter(known))}/1"
    standing.stand(house.out, edition)
    standing.stand(house.out, edition.replace("05-20", "05-19"))
    house.runs("deliver", "--at", f"{AT:%FT%TZ}")

    told = house.runs("withdraw", edition, "--why", "It counted the H20 as an H200.")
    house.runs("withdraw", edition.replace("05-20", "05-19"), "--why", "It was wrong too.")
    house.runs("deliver", "--at", f"{AT:%FT%TZ}")

    first, notice = house.server.taken
    assert "it was sent to desk" in told
    assert notice["Subject"].startswith("Withdrawn: ")
    assert "It counted the H20 as an H200." in _text(notice)
    assert first["Subject"] != notice["Subject"]


def test_an_hour_that_is_given_up_is_told_to_the_keepers_once(house: House) -> None:
    """A notebook that fails is alerted by mail as well as on stderr, and not again."""
    notebook = house.root / "notebooks" / "one.ipynb"
    notebook.write_text(notebook.read_text("utf-8").replace("exhibits.use()", "1 / 0"), "utf-8")
    house.runs("run", "--at", "2026-01-14T07:00Z")

    told = house.runs("run", "--at", "2026-01-15T07:00Z", code=1)
    house.runs("run", "--at", "2026-01-15T07:10Z")
    house.runs("deliver", "--at", "2026-01-15T07:20Z")

    (alert,) = house.server.taken
    assert "ZeroDivisionError" in told
    assert "ZeroDivisionError" in _text(alert)


def test_what_is_attached_is_signed_where_a_certificate_is_named(
    tmp_path: Path, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first bytes are the edition's; the archive's own file stays unsigned."""
    authority = make_authority()
    authority.pkcs12(tmp_path)
    pkcs12 = next(tmp_path.glob("*.p12"))
    told = f'[signature]\npkcs12 = "{pkcs12}"\npassphrase = {{env = "H200_TEST_PASSPHRASE"}}'
    root = tmp_path / "house"
    monkeypatch.setenv(project.ROOT, str(root))
    monkeypatch.setitem(os.environ, "H200_TEST_PASSPHRASE", PASSPHRASE)
    house = House(root, server, told)
    pdf = _pdf()
    standing.stand(house.out, "2026-05-20/one/1", pdf=pdf)

    house.runs("deliver", "--at", f"{AT:%FT%TZ}")

    (message,) = server.taken
    (attached,) = message.iter_attachments()
    content = attached.get_content()
    assert content.startswith(pdf)
    assert State.SOUND is signature.checks(content, authority.pem(tmp_path), AT)[0].state
    assert PASSPHRASE not in message.as_string()


def _pdf() -> bytes:
    written = io.BytesIO()
    made = pikepdf.new()
    made.add_blank_page()
    made.save(written)
    return written.getvalue()


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())


def test_a_withdrawal_that_was_cut_short_is_told_by_the_next_call(house: House) -> None:
    """A kill between the line and the notices leaves nobody untold; the call is still refused."""
    edition = "2026-05-20/one/1"
    standing.stand(house.out, edition)
    house.runs("deliver", "--at", f"{AT:%FT%TZ}")
    withdrawals.append(house.out, Withdrawal(edition, "0f", "2026-05-21", "Wrong."))

    house.runs("withdraw", edition, "--why", "Wrong.", code=2)
    house.runs("withdraw", edition, "--why", "Wrong.", code=2)

    _, notice = house.server.taken
    assert notice["Subject"].startswith("Withdrawn: ")


def test_whoever_gets_files_alone_is_named_to_be_told_by_hand(house: House) -> None:
    """A folder takes no notice of a withdrawal, and nobody should think that it was given one."""
    path = house.root / "reports" / "deliveries.toml"
    shelf = '[recipients.shelf]\nchannels = [{kind = "folder", path = "."}]\n'
    path.write_text(f"{path.read_text('utf-8')}{shelf}", "utf-8")
    standing.stand(house.out, "2026-05-20/one/1")
    house.runs("deliver", "--at", f"{AT:%FT%TZ}")

    told = house.runs("withdraw", "2026-05-20/one/1", "--why", "It was wrong.")

    assert "it was sent to desk, shelf." in told
    assert "No notice reaches shelf, for whom reports/deliveries.toml has neither" in told


def test_a_correction_goes_by_any_rule(house: House) -> None:
    """Who was told of a withdrawal gets what corrects it, though its figures be the same."""
    path = house.root / "reports" / "deliveries.toml"
    told = path.read_text("utf-8").replace(
        "[recipients.desk]", '[recipients.desk]\nwhen = "changes"'
    )
    path.write_text(told, "utf-8")
    standing.stand(house.out, "2026-05-20/one/1")
    house.runs("deliver", "--at", f"{AT:%FT%TZ}")
    house.runs("withdraw", "2026-05-20/one/1", "--why", "Its words were wrong.")
    standing.stand(house.out, "2026-05-20/one/2")

    house.runs("deliver", "--at", f"{AT:%FT%TZ}")

    assert len(house.server.taken) == 3
