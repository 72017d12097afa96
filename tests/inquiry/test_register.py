"""The register of forecasts: a chain in which no line can be altered, and no forecast bettered."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.inquiry import register
from h200analysis.inquiry.forecasts import END, Forecast
from h200analysis.inquiry.register import Entry, RegisterError
from tests.conftest import ROOT
from tests.inquiry.beliefs import made

EVIDENCE = "e" * 64
FORECASTS = (made("2026-01-15", 0.6), made("2026-02-01", 0.5), made("2026-01-15", 0.7))


def _chain(*forecasts: Forecast) -> tuple[Entry, ...]:
    """Return the register in which forecasts were locked in turn."""
    entries: tuple[Entry, ...] = ()
    for given_ in forecasts:
        entry = register.following(entries, given_, EVIDENCE)
        entries += () if entry is None else (entry,)
    return entries


def _content(*forecasts: Forecast) -> bytes:
    return b"".join(entry.line() for entry in _chain(*forecasts))


def test_what_was_locked_is_read_again(tmp_path: Path) -> None:
    """Each entry comes back with its revision of the day, tied to the entry before it."""
    path = tmp_path / register.NAME
    path.write_bytes(_content(*FORECASTS))
    first, second, third = register.read(path)

    assert [1, 1, 2] == [first.revision, second.revision, third.revision]
    assert [None, first.hash, second.hash] == [e.previous for e in (first, second, third)]
    assert pytest.approx(0.7) == third.forecast.any_by[END]
    assert third.forecast.is_hindsight


def test_a_register_that_is_not_there_is_empty(tmp_path: Path) -> None:
    """Before the first lock nothing has been expected."""
    assert () == register.read(tmp_path / register.NAME)


@given(st.data())
def test_whatever_is_altered_is_found_and_named(data: st.DataObject) -> None:
    """Any other character, anywhere, is told by the line in which it stands."""
    content = _content(*FORECASTS)
    place = data.draw(st.integers(0, len(content) - 1))
    other = data.draw(st.integers(32, 126).filter(lambda byte: byte != content[place]))
    altered = content[:place] + bytes([other]) + content[place + 1 :]
    line = content[:place].count(b"\n") + 1

    with pytest.raises(RegisterError, match=f"line {line}: "):
        register.parsed(altered)


def test_one_digit_of_the_odds_is_named_with_what_to_do() -> None:
    """Odds of 0.6 that become 0.8 are told in a sentence, with the line and the way back."""
    line = _content(FORECASTS[0]).replace(b'"2026-12-31":0.6', b'"2026-12-31":0.8')

    with pytest.raises(RegisterError) as told:
        register.parsed(line)

    assert "data/forecasts.jsonl, line 1: found another content than its hash" in str(told.value)
    assert "restore it from version control" in str(told.value)


@pytest.mark.parametrize("kept", [(1, 2), (0, 2), (1, 0, 2), (0, 0, 1)])
def test_a_line_taken_out_moved_or_repeated_is_found(kept: tuple[int, ...]) -> None:
    """Each line names the one before it, so neither may be missing nor stand elsewhere."""
    lines = _content(*FORECASTS).splitlines(keepends=True)

    with pytest.raises(RegisterError, match="does not follow the line before it"):
        register.parsed(b"".join(lines[n] for n in kept))


def test_a_forged_revision_is_found() -> None:
    """An entry with a sound hash whose revision is not the next of its day is refused."""
    [first] = _chain(FORECASTS[0])
    forged = replace(_chain(*FORECASTS)[1], revision=3)

    with pytest.raises(RegisterError, match="line 2: found revision 3 of 2026-02-01, expected 1"):
        register.parsed(first.line() + forged.line())


@pytest.mark.parametrize("line", [b"{}\n", b"[1]\n", b"\xff\n", b"\n", b'{"as_of":1}\n'])
def test_what_is_no_entry_is_a_sentence(line: bytes) -> None:
    """No line of other content meets a traceback."""
    with pytest.raises(RegisterError, match="line 1: found"):
        register.parsed(line)


def test_a_torn_line_is_found() -> None:
    """A last line of which a part is missing is no entry."""
    with pytest.raises(RegisterError, match="line 3: found no JSON"):
        register.parsed(_content(*FORECASTS)[:-40])


def _with_chips(chips: float, chance: float = 0.6) -> Forecast:
    even = made("2026-01-15", chance)
    return replace(even, chips_by={END: (0.0,) * 50 + (chips,) * 50})


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (_with_chips(50_000), _with_chips(50_000, 0.6004), True),
        (_with_chips(50_000), _with_chips(50_000, 0.6006), False),
        (_with_chips(50_000), _with_chips(50_450), True),
        (_with_chips(50_000), _with_chips(50_600), False),
        (_with_chips(20), _with_chips(20.9), True),  # less than a chip is rounding
        (_with_chips(20), _with_chips(22), False),
        (_with_chips(0), _with_chips(1_000), False),
        (_with_chips(50_000), made("2026-01-15", 0.6), False),  # other days are asked about
    ],
)
def test_a_revision_needs_another_forecast(one: Forecast, other: Forecast, is_same: bool) -> None:
    """Odds that moved by more than 5 in 10,000, or amounts by more than 1%, are a revision."""
    entries = _chain(one, other)

    assert ([1] if is_same else [1, 2]) == [entry.revision for entry in entries]


def test_a_return_to_old_odds_is_a_revision_too() -> None:
    """Compared is the newest revision, so that the register tells the whole story."""
    entries = _chain(FORECASTS[0], FORECASTS[2], FORECASTS[0])

    assert [1, 2, 3] == [entry.revision for entry in entries]


def test_what_was_locked_in_time_counts_and_is_not_bettered() -> None:
    """Of a day the first forecast recorded by then counts; of hindcasts alone, the newest."""
    in_time = made("2026-01-15", 0.2, recorded="2026-01-15")
    late, later = made("2026-01-15", 0.9), made("2026-01-15", 0.95)
    better = made("2026-01-15", 0.5, recorded="2026-01-14")

    def counted(*forecasts: Forecast) -> list[float]:
        return [e.forecast.any_by[END] for e in register.counted(_chain(*forecasts))]

    assert [pytest.approx(0.95)] == counted(late, later)
    assert [pytest.approx(0.2)] == counted(late, in_time, later)
    assert [pytest.approx(0.2)] == counted(in_time, better, later)
    assert [date(2026, 1, 15), date(2026, 2, 1)] == [
        e.forecast.as_of for e in register.counted(_chain(FORECASTS[1], in_time))
    ]


def test_the_register_of_the_checkout_is_sound() -> None:
    """The register under version control is as it was locked."""
    entries = register.read(ROOT / "data" / register.NAME)

    assert all(entry.revision >= 1 for entry in entries)
