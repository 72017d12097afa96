"""Kept: what a rule keeps and what something rests on; of the rest a line stays."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from h200analysis.delivery import archive, database
from h200analysis.delivery.trust import keeping, withdrawing
from h200analysis.delivery.trust.keeping import Rules
from h200analysis.inquiry import register
from h200analysis.press import lines, placing, removals
from tests.conftest import ROOT

NONE = Path("no such register")
START = date(2026, 1, 15)
INSERT = "insert into messages (recipient, channel, subject, written, state) values (?,?,?,?,?)"


def stand(out: Path, address: str, evidence: str = "", forecasts: str = "[]") -> None:
    """Write an edition whose files are only what retention looks at."""
    folder = out / address
    folder.mkdir(parents=True)
    told = {"key": address, "files": {"forecasts.json": "0f"}, "evidence": evidence}
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    (folder / "forecasts.json").write_text(forecasts, encoding="utf-8")


def _gone(out: Path, rules: Rules, forecasts: Path = NONE) -> list[str]:
    return [each.edition.address for each in keeping.spent(out, rules, forecasts)]


def test_without_rules_everything_is_kept(tmp_path: Path) -> None:
    """No file is no rule, and so is a file that only says what holds in any case."""
    for number in (1, 2):
        stand(tmp_path, f"2026-01-15/gap/{number}")
    path = tmp_path / keeping.NAME
    assert [] == _gone(tmp_path, keeping.rules(path))

    path.write_text('delivered = "for ever"', encoding="utf-8")

    assert [] == _gone(tmp_path, keeping.rules(path))


def test_the_last_and_one_a_month_are_kept(tmp_path: Path) -> None:
    """Each briefing and each variant is counted by itself, from the newest."""
    for address in (
        "2026-01-15/gap/1", "2026-01-15/gap/2", "2026-01-31/gap/1", "2026-02-01/gap/1",
        "2026-02-02/gap/1", "2026-02-02/gap/2", "2026-01-01/gap--x/1", "2026-01-01/fee/1",
    ):  # fmt: skip
        stand(tmp_path, address)

    assert _gone(tmp_path, Rules(last=1, monthly=1)) == [
        "2026-01-15/gap/1", "2026-01-15/gap/2", "2026-02-01/gap/1", "2026-02-02/gap/1",
    ]  # fmt: skip
    assert len(_gone(tmp_path, Rules(last=2))) == 4
    assert len(_gone(tmp_path, Rules(monthly=1))) == 4


def test_what_something_rests_on_is_kept(tmp_path: Path) -> None:
    """Delivered, perhaps delivered, about to be, withdrawn, or a locked forecast."""
    entry = register.read(ROOT / "data" / register.NAME)[0]
    forecast = json.dumps([entry.forecast.locked()])
    locked = f"{entry.forecast.as_of}/gap/1"
    stand(tmp_path, locked, entry.evidence, forecast)
    days = [START + timedelta(days=each) for each in range(200, 206)]
    for day in days:
        stand(tmp_path, f"{day}/gap/1")
    with database.opened(tmp_path) as book:
        for day, state in zip(days, ("sent", "unknown", "written", "refused"), strict=False):
            book.execute(INSERT, ("desk", "mail", f"{day}/gap/1", "2026-11-28", state))
    (tmp_path / f"{days[4]}/gap/1" / "briefing.html").write_text("<h1>Gap</h1>")
    withdrawing.withdraw(tmp_path, f"{days[4]}/gap/1", "Wrong.", date(2026, 11, 28))

    told = _gone(tmp_path, Rules(last=1), ROOT / "data" / register.NAME)

    assert told == [f"{days[3]}/gap/1"]
    assert locked in _gone(tmp_path, Rules(last=1))


def test_a_removal_leaves_a_line_and_its_number(tmp_path: Path) -> None:
    """Address, key, hashes, day and reason stay; the number is never given again."""
    for number in (1, 2):
        stand(tmp_path, f"2026-01-15/gap/{number}")
    for each in keeping.spent(tmp_path, Rules(last=1), NONE):
        keeping.remove(tmp_path, each.edition, date(2026, 11, 28), "no rule keeps it")

    assert [2] == placing.numbers(tmp_path / "2026-01-15" / "gap")
    told = removals.removed(tmp_path)["2026-01-15/gap/1"]
    assert (told.key, told.files) == ("2026-01-15/gap/1", {"forecasts.json": "0f"})
    assert (told.on, told.why) == ("2026-11-28", "no rule keeps it")
    keeping.remove(tmp_path, archive.edition(tmp_path, "2026-01-15/gap/2"), START, "by hand")
    assert 2 == removals.last_number(tmp_path, "2026-01-15/gap")
    assert 0 == removals.last_number(tmp_path, "2026-01-15/fee")


def test_a_removal_that_was_cut_short_is_ended_with_one_line(tmp_path: Path) -> None:
    """A kill between line and deletion leaves an edition that goes the next time."""
    for number in (1, 2):
        stand(tmp_path, f"2026-01-15/gap/{number}")
    first = archive.edition(tmp_path, "2026-01-15/gap/1")
    removals.append(tmp_path, removals.Removal(first.address, first.key, {}, "2026-11-27", "cut"))

    keeping.remove(tmp_path, first, date(2026, 11, 28), "again")

    assert not first.folder.exists()
    assert 1 == len((tmp_path / removals.NAME).read_text().splitlines())


def test_what_a_build_holds_is_left(tmp_path: Path) -> None:
    """Nothing is deleted from under it, and no line is written."""
    stand(tmp_path, "2026-01-15/gap/1")
    gone = archive.edition(tmp_path, "2026-01-15/gap/1")

    with placing.alone(gone.folder.parent), pytest.raises(placing.TakenError):
        keeping.remove(tmp_path, gone, START, "no rule keeps it")

    assert {} == removals.removed(tmp_path)
    assert gone.folder.is_dir()


@settings(max_examples=30)
@given(
    days=st.lists(st.integers(0, 70), min_size=1, max_size=12),
    last=st.none() | st.integers(1, 4),
    monthly=st.none() | st.integers(1, 2),
)
def test_the_newest_of_each_month_and_of_all_stay(
    days: Sequence[int], last: int | None, monthly: int | None
) -> None:
    """Whatever the rules, the newest edition stays; more rules never let more go."""
    with TemporaryDirectory() as temporary:
        out = Path(temporary)
        for number, day in enumerate(sorted(days), start=1):
            stand(out, f"{START + timedelta(days=day)}/gap/{number}")
        every = [each.address for each in archive.editions(out)]
        gone = _gone(out, Rules(last=last, monthly=monthly))

        assert every[-1] not in gone
        if last is not None:
            assert not {*every[-last:]} & {*gone}
            assert {*gone} <= {*_gone(out, Rules(last=last))}
        if monthly is not None:
            months = {address[:7]: address for address in every}
            assert not {*months.values()} & {*gone}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("last = 0", "last: "),
        ("last = true", "last: "),
        ("lasts = 3", "lasts: "),
        ('delivered = "a year"', "delivered: "),
        ("last =", "keep.toml: "),
    ],
)
def test_rules_that_are_none_are_a_sentence(tmp_path: Path, text: str, told: str) -> None:
    """File and rule are named; a misspelt rule never deletes anything."""
    path = tmp_path / keeping.NAME
    path.write_text(text, encoding="utf-8")

    with pytest.raises(keeping.KeepError, match=told):
        keeping.rules(path)


def test_a_line_that_is_no_removal_is_told_by_its_number(tmp_path: Path) -> None:
    """The sentence names file and line."""
    (tmp_path / removals.NAME).write_text("{}\n", encoding="utf-8")

    with pytest.raises(lines.LinesError, match=r"removed\.jsonl, line 1"):
        removals.removed(tmp_path)
