"""A new kind of record: one module that says what it is, and one line that lists it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from h200analysis import evidence
from h200analysis.evidence import DataError, reading
from h200analysis.evidence.files import Folder
from h200analysis.evidence.kind import Asked, Kind
from h200analysis.evidence.kinds import KINDS
from h200analysis.evidence.record import Judgement, Names, Number, Text, held

if TYPE_CHECKING:
    from h200analysis.evidence.ledger import Ledger


class Quote(Judgement):
    """What a market paid on a day for a delivery that was still open."""

    title: Text
    chance: Number
    claims: Names


def _known(quote: Quote, asked: Asked) -> Quote | None:
    return quote if held((quote,), asked.day, asked.recorded) else None


def _check(folder: Folder, quotes: Mapping[str, Quote], _: "Ledger") -> None:
    for name, quote in quotes.items():
        if not 0 <= quote.chance <= 1:
            folder.fault(QUOTES.file, name, "chance", str(quote.chance), "a share from 0 to 1")


QUOTES = Kind("quotes", Quote, _known, _check, lambda quote: (quote,))
MAY = """\
[by_june]
since = 2026-05-20
recorded = 2026-11-25
title = "Delivered by the end of June"
chance = 0.65
claims = ["orders_seed"]
"""


@pytest.fixture
def quotes(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a kind that is listed beside the others."""
    monkeypatch.setattr(reading, "KINDS", (*KINDS, QUOTES))
    path = data_folder / QUOTES.file
    path.write_text(MAY, encoding="utf-8")
    return path


@pytest.mark.usefixtures("quotes")
def test_a_new_kind_is_known_from_its_day_on() -> None:
    """It is read, typed, and left out of every view of an earlier day or an earlier ledger."""
    assert {} == evidence.read("2026-05-19").of(QUOTES)
    assert {} == evidence.read("2026-05-20", recorded="2026-11-24").of(QUOTES)
    assert 0.65 == evidence.read("2026-05-20").of(QUOTES)["by_june"].chance


def test_a_new_kind_is_part_of_what_was_known(quotes: Path) -> None:
    """The hash of the evidence follows its records, on the days that know them and on no other."""
    before = [evidence.read(day).fingerprint() for day in ("2026-05-19", "2026-05-20")]
    quotes.write_text(MAY.replace("0.65", "0.66"), encoding="utf-8")
    after = [evidence.read(day).fingerprint() for day in ("2026-05-19", "2026-05-20")]

    assert before[0] == after[0]
    assert before[1] != after[1]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"orders_seed"', '"orders_sed"', "claims: found 'orders_sed', expected the id of a sound"),
        ('"orders_seed"', '"delivered_august"', "published 2026-08-19, expected claims published"),
        ("chance = 0.65", "chance = 65", "chance: found 65.0, expected a share from 0 to 1"),
        ("chance = 0.65", "chnace = 0.65", "a field of this name"),
    ],
)
def test_a_new_kind_is_checked(quotes: Path, old: str, new: str, told: str) -> None:
    """Its own rules, the fields and the claims it cites are told with file, line and record."""
    quotes.write_text(MAY.replace(old, new), encoding="utf-8")

    with pytest.raises(DataError) as unsound:
        evidence.read("2026-08-27")

    assert "data/quotes.toml" in str(unsound.value)
    assert "by_june" in str(unsound.value)
    assert told in str(unsound.value)
