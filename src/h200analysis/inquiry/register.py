"""The register of forecasts: what was expected on each day, entry after entry, never rewritten.

Each line of `data/forecasts.jsonl` is an entry in JSON that bears the hash of the entry before it.
So none can be altered, inserted or taken out unseen; which was the last, version control says.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from h200analysis.errors import H200Error
from h200analysis.evidence import folder_of
from h200analysis.inquiry.forecasts import Forecast, ForecastError, unit_of_rounding

try:
    import fcntl
except ImportError:  # Windows, where entries are read and written without a lock
    fcntl = None  # type: ignore[assignment]

NAME = "forecasts.jsonl"
ODDS_TOLERANCE = 5e-4
"""Odds that differ by no more are the same forecast: they are locked to four decimals."""
CHIPS_TOLERANCE = 0.01
"""Amounts that differ by no more than this share, or by their rounding, are the same forecast."""

_FIELDS = {"as_of", "revision", "recorded", "hindsight", "evidence", "forecast", "previous", "hash"}
_MEND = "restore it from version control"


class RegisterError(H200Error, ValueError):
    """A register that was altered: the message names the first line that is not as locked."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A locked forecast: the `revision` of its day, and the hash of the evidence it rests on.

    `previous` is the hash of the entry before it in the register, None for the first.
    """

    forecast: Forecast
    revision: int
    evidence: str
    previous: str | None

    def content(self) -> dict[str, Any]:
        """Return the entry as JSON holds it, without its own hash."""
        locked = self.forecast.locked()
        return {
            "as_of": locked.pop("as_of"),
            "recorded": locked.pop("recorded"),
            "hindsight": self.forecast.is_hindsight,
            "revision": self.revision,
            "evidence": self.evidence,
            "forecast": locked,
            "previous": self.previous,
        }

    @property
    def hash(self) -> str:
        """The SHA-256 of the entry, in hexadecimal."""
        return hashlib.sha256(_canonical(self.content())).hexdigest()

    def line(self) -> bytes:
        """Return the entry as a line of the register."""
        return _canonical(self.content() | {"hash": self.hash}) + b"\n"


def file_of(data: Path | None = None) -> Path:
    """Return the file of the register: that of H200_REGISTER, else the one in the data folder."""
    return Path(os.environ.get("H200_REGISTER") or folder_of(data) / NAME)


def read(path: Path) -> tuple[Entry, ...]:
    """Return the entries of a register, the oldest first, once none is found to be altered."""
    try:
        with path.open("rb") as file:
            hold(file.fileno(), is_written=False)
            return parsed(file.read())
    except FileNotFoundError:
        return ()


def hold(descriptor: int, *, is_written: bool) -> None:
    """Hold the lock of an open file until it is closed: alone to write, with others to read."""
    if fcntl is not None:
        with suppress(OSError):  # some network file systems have no locks
            fcntl.flock(descriptor, fcntl.LOCK_EX if is_written else fcntl.LOCK_SH)


def parsed(content: bytes) -> tuple[Entry, ...]:
    """Return the entries that a register holds; the first altered one is refused by its line."""
    entries: list[Entry] = []
    for number, line in enumerate(content.splitlines(keepends=True), start=1):
        try:
            entry = _entry(line)
            _check_place(entry, entries)
        except (RegisterError, ForecastError) as error:
            told = f"data/{NAME}, line {number}: {error}; {_MEND}."
            raise RegisterError(told) from None
        entries.append(entry)
    return tuple(entries)


def following(entries: Sequence[Entry], forecast: Forecast, evidence: str) -> Entry | None:
    """Return the entry that locks a forecast after others, or None where it is locked already.

    It is if the last revision of its day has the same odds and amounts, within the tolerances.
    """
    of_day = [entry for entry in entries if entry.forecast.as_of == forecast.as_of]
    if of_day and is_same(of_day[-1].forecast, forecast):
        return None
    before = entries[-1].hash if entries else None
    return Entry(forecast, len(of_day) + 1, evidence, before)


def is_same(one: Forecast, other: Forecast) -> bool:
    """Whether two forecasts of a day ask about the same days and agree within the tolerances."""
    if one.any_by.keys() != other.any_by.keys() or one.chips_by.keys() != other.chips_by.keys():
        return False
    odds = ((one.any_by[day], other.any_by[day]) for day in one.any_by)
    if any(abs(a - b) > ODDS_TOLERANCE for a, b in odds):
        return False
    both = (zip(one.chips_by[day], other.chips_by[day], strict=True) for day in one.chips_by)
    return not any(_differ(a, b) for pairs in both for a, b in pairs)


def _differ(one: float, other: float) -> bool:
    larger = max(one, other)
    return abs(one - other) > max(CHIPS_TOLERANCE * larger, unit_of_rounding(larger))


def counted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the one entry of each day that scores count, by rising day.

    It is the first that was recorded by that day, so that a forecast is not bettered later; where
    all were recorded later, it is the newest of them, which is a hindcast whichever it be.
    """
    by_day: dict[date, Entry] = {}
    for entry in entries:
        held = by_day.get(entry.forecast.as_of)
        if held is None or held.forecast.is_hindsight:
            by_day[entry.forecast.as_of] = entry
    return tuple(by_day[day] for day in sorted(by_day))


def _entry(line: bytes) -> Entry:
    """Return the entry of a line, which has to be just as it would be written."""
    try:
        raw = json.loads(line)
    except ValueError:
        raise RegisterError("found no JSON, expected an entry") from None
    if not isinstance(raw, dict) or raw.keys() != _FIELDS or not isinstance(raw["forecast"], dict):
        raise RegisterError(f"found other fields, expected {', '.join(sorted(_FIELDS))}")
    dated = {**raw["forecast"], "as_of": raw["as_of"], "recorded": raw["recorded"]}
    forecast = Forecast.unlocked(dated)
    entry = Entry(forecast, raw["revision"], raw["evidence"], raw["previous"])
    if entry.line() != line:
        raise RegisterError("found another content than its hash was made of: it was altered")
    return entry


def _check_place(entry: Entry, before: Sequence[Entry]) -> None:
    """Refuse an entry that does not follow those before it."""
    if entry.previous != (before[-1].hash if before else None):
        raise RegisterError("found an entry that does not follow the line before it")
    number = 1 + sum(other.forecast.as_of == entry.forecast.as_of for other in before)
    if entry.revision != number:
        raise RegisterError(
            f"found revision {entry.revision} of {entry.forecast.as_of}, expected {number}"
        )


def _canonical(content: Any) -> bytes:
    """Write JSON in the one way that hashes are made of: no spaces, keys in order."""
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
