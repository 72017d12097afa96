"""Words that depend on events: the newest wording not after the day, and never a later claim."""

from datetime import date
from pathlib import Path

import pytest

from h200analysis import evidence
from h200analysis.exhibits import passages
from h200analysis.exhibits.bundle import ExhibitError

JANUARY = date(2026, 1, 15)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one passage in two wordings."""
    place = tmp_path / "gap"
    place.mkdir()
    (place / "2026-01-15.md").write_text("about: approvals, rules\n\nSoon.\n", encoding="utf-8")
    (place / "2026-05-14.md").write_text("Later: {x}.\n", encoding="utf-8")
    return tmp_path


def test_the_newest_wording_not_after_the_day_holds(folder: Path) -> None:
    """A wording holds from its day on, until the next does."""
    texts = [
        passages.passage("gap", date(2026, *d), folder).text for d in ((1, 15), (5, 13), (5, 14))
    ]

    assert ["Soon.", "Soon.", "Later: {x}."] == texts
    assert ("approvals", "rules") == passages.passage("gap", JANUARY, folder).about


@pytest.mark.parametrize(
    ("name", "day", "sentence"),
    [
        (
            "gap",
            "2026-01-14",
            "passages/gap: no wording holds on 2026-01-14, the first is of 2026-01-15",
        ),
        ("gaps", "2026-01-15", "no passage 'gaps' beside the notebook; did you mean 'gap'"),
    ],
)
def test_a_day_without_words_is_refused(folder: Path, name: str, day: str, sentence: str) -> None:
    """The sentence says since when there are words, or which passages there are."""
    with pytest.raises(ExhibitError, match=sentence):
        passages.passage(name, date.fromisoformat(day), folder)


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        ("january.md", "x", "january.md: found the name 'january', expected the day"),
        (
            "2026-01-16.md",
            "about: weather\nx",
            "about: found 'weather', expected some of approvals",
        ),
    ],
)
def test_an_unsound_wording_is_refused(folder: Path, file: str, text: str, sentence: str) -> None:
    """Its file is named, and what was expected there."""
    (folder / "gap" / file).write_text(text, encoding="utf-8")

    with pytest.raises(ExhibitError, match=sentence):
        passages.every("gap", folder)


def test_words_grow_old_by_what_they_speak_of(folder: Path) -> None:
    """A report on one of its topics makes a wording old; of others it knows nothing."""
    held = passages.passage("gap", JANUARY, folder)

    assert held.newer(evidence.read("2026-01-15")) is None
    assert date(2026, 1, 28) == held.newer(evidence.read("2026-01-28"))
    silent = passages.Passage("gap", JANUARY, (), "x")
    assert silent.newer(evidence.read("2026-08-27")) is None
    delivered = passages.Passage("gap", JANUARY, ("deliveries",), "x")
    assert date(2026, 8, 26) == delivered.newer(evidence.read("2026-08-27"))


def test_a_later_wording_changes_no_earlier_hash(folder: Path) -> None:
    """The hash covers the words that hold on the day, of the passages asked for."""
    before = passages.fingerprint(["gap"], JANUARY, folder)
    (folder / "gap" / "2026-06-01.md").write_text("New.", encoding="utf-8")

    assert before == passages.fingerprint(["gap"], JANUARY, folder)
    assert before != passages.fingerprint(["gap"], date(2026, 6, 1), folder)
    (folder / "gap" / "2026-01-15.md").write_text("Other.", encoding="utf-8")
    assert before != passages.fingerprint(["gap"], JANUARY, folder)
