"""The figures that readers see: none changes unless somebody means it to."""

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.printed import HELD, sheets

BEGINNINGS = {"Contents", "Sources of this page"}


@pytest.fixture(scope="module")
def printed(archive: Path) -> Mapping[Path, str]:
    """The figures of every edition of the catalogue."""
    return dict(sheets(archive))


def test_the_first_page_is_one_page(archive: Path) -> None:
    """What a reader is to see at once does not run over: the second page begins with the contents.

    A briefing of one page has none: its second page begins with the sources.

    If this fails, shorten the headline, the deck or the bullets.
    """
    papers = sorted(archive.rglob("briefing.pdf"))
    second = {path: PdfReader(path).pages[1].extract_text() for path in papers}

    assert papers
    assert [] == [
        path for path, text in second.items() if BEGINNINGS.isdisjoint(text.splitlines()[:4])
    ]


def test_every_edition_is_held(printed: Mapping[Path, str]) -> None:
    """Each edition of the catalogue has its file below tests/editions, and no other file is there.

    If this fails after a new briefing or a new day, run `make figures` and look at the difference.
    """
    assert printed.keys() == {path.relative_to(HELD) for path in HELD.rglob("*.csv")}


def test_no_figure_moves_unnoticed(printed: Mapping[Path, str]) -> None:
    """Every figure is printed as the repository says, in the same order, with the same statistic.

    If a figure was meant to change, run `make figures`, and say in the changelog from what it
    changed to what, why, and by which source.
    """
    for place, text in printed.items():
        held = (HELD / place).read_text(encoding="utf-8")
        assert held.splitlines() == text.splitlines(), f"tests/editions/{place}"


@pytest.mark.parametrize("day", sorted(path.name for path in HELD.iterdir()))
def test_a_quantity_is_printed_alike_in_all_briefings(day: str) -> None:
    """What is expected of deliveries has the same value on every page of a day."""
    pages = [_expected(path) for path in sorted((HELD / day).glob("*.csv"))]
    names = Counter(name for page in pages for name in page)
    several = {name for name, count in names.items() if count > 1}

    assert {"delivered_chips", "washington_licensed", "import_duty_usd"} <= several
    for name in several:
        first, *others = (page[name] for page in pages if name in page)
        assert all(first & other for other in others), name


def _expected(path: Path) -> dict[str, set[str]]:
    """Return the texts of every mean and chance that a page prints, by name."""
    found: dict[str, set[str]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["statistic"] in {"mean", "chance"} and not row["supposing"]:
                found.setdefault(row["figure"], set()).add(row["text"])
    return found
