"""Withdrawn: once, for a reason that can be printed, told to those who received it; bytes stay."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from h200analysis.delivery import archive, database, stamp
from h200analysis.delivery.notice import Notice
from h200analysis.delivery.trust import verifying, withdrawing
from h200analysis.delivery.trust.checks import State
from h200analysis.delivery.trust.verifying import Asked
from h200analysis.press import withdrawals
from tests.delivery.trust.conftest import ADDRESS

ON = date(2026, 11, 28)
INSERT = "insert into messages (recipient, channel, subject, written, state) values (?,?,?,?,?)"


def _sent(out: Path, **states: str) -> None:
    with database.opened(out) as book:
        for recipient, state in states.items():
            book.execute(INSERT, (recipient, "mail", ADDRESS, "2026-11-28T06:30Z", state))


def test_a_withdrawal_is_kept_and_the_edition_too(out: Path, folder: Path) -> None:
    """It stands beside the editions with key, day and reason; no byte of the edition changes."""
    done = withdrawing.withdraw(out, ADDRESS, "  It counted\nchips twice. ", ON)

    assert done.why == "It counted chips twice."
    assert withdrawals.withdrawn(out) == {ADDRESS: done}
    assert done.key == archive.edition(out, ADDRESS).key
    assert archive.edition(out, ADDRESS).is_intact


def test_those_who_received_it_are_told_once(out: Path) -> None:
    """Whoever has it or may have it is told; who refused it, or is still to get it, is not."""
    _sent(out, desk="sent", board="unknown", bank="refused", press="written")
    told: list[Notice] = []

    withdrawing.withdraw(out, ADDRESS, "It counted chips twice.", ON, told.append)

    [notice] = told
    assert notice.only_to == ("board", "desk")
    assert notice.subject == f"withdrawn {ADDRESS}"
    assert notice.title == "Withdrawn: A small briefing"
    assert "It counted chips twice." in notice.text


def test_nobody_is_told_where_nobody_received_it(out: Path) -> None:
    """A notice without recipients would go to those who keep the service."""
    told: list[Notice] = []

    withdrawing.withdraw(out, ADDRESS, "It counted chips twice.", ON, told.append)

    assert [] == told


def test_a_stamped_copy_is_told_from_an_altered_one(out: Path, tmp_path: Path) -> None:
    """The copy that the library serves is sound, and archive and library both say why."""
    done = withdrawing.withdraw(out, ADDRESS, "It counted chips twice.", ON)
    kept = (archive.edition(out, ADDRESS).folder / "briefing.pdf").read_bytes()
    copy = tmp_path / "library" / "briefing.pdf"
    copy.parent.mkdir()
    copy.write_bytes(stamp.stamped(kept, done))
    (copy.parent / stamp.NOTE).write_text(json.dumps(asdict(done)), encoding="utf-8")

    found = list(verifying.checks(str(copy), Asked(datetime(2026, 11, 29, tzinfo=UTC), out=out)))

    told = " ".join(each.told for each in found)
    assert [] == [each.told for each in found if each.state is State.DIFFERS]
    assert f"It is the PDF of {ADDRESS} in the archive, stamped as withdrawn." in told
    assert "It was withdrawn on 2026-11-28: It counted chips twice." in told
    assert "The library beside it says: Withdrawn on 28 November 2026: It counted chips" in told


def test_what_cannot_be_withdrawn_is_refused(out: Path) -> None:
    """Twice, what never was, without a reason, or for one that no page may print."""
    with pytest.raises(archive.ArchiveError, match=f"There stands {ADDRESS}"):
        withdrawing.withdraw(out, "2026-01-15/gap/7", "Wrong.", ON)
    for why, said in ((" ", "--why is empty"), ("It said None chips.", "cannot be printed")):
        with pytest.raises(withdrawing.WithdrawingError, match=said):
            withdrawing.withdraw(out, ADDRESS, why, ON)
    withdrawing.withdraw(out, ADDRESS, "Wrong.", ON)

    with pytest.raises(withdrawing.WithdrawingError, match="already, on 2026-11-28: Wrong"):
        withdrawing.withdraw(out, ADDRESS, "Wrong again.", ON)
    assert 1 == len((out / withdrawals.NAME).read_text().splitlines())


def test_who_received_it_is_asked_once_no_message_is_being_marked(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A delivery that has seen no withdrawal, and marks the edition just now, is waited for."""
    monkeypatch.setattr(database, "_PATIENCE", 0.1)
    with database.opened(out) as book, database.transaction(book):
        book.execute(INSERT, ("desk", "mail", ADDRESS, "2026-11-28T06:30Z", "sending"))
        with pytest.raises(database.DatabaseError, match="wait until it ends"):
            withdrawing.received(out, ADDRESS)

    assert withdrawing.received(out, ADDRESS) == ("desk",)
