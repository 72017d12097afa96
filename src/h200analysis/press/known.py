"""The evidence of a day from a copy that nobody changes: read once, however many ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from h200analysis import evidence
from h200analysis.evidence import DataError, Ledger
from h200analysis.evidence.still import Present
from h200analysis.press import keys

_views = lru_cache(maxsize=8)(evidence.views)
latest_day = lru_cache(maxsize=8)(evidence.latest_day)


def sound(home: Path, copy: Path) -> None:
    """Refuse evidence with faults, which are told of the folder that was copied."""
    try:
        _views(copy, date.max)
    except DataError:
        evidence.views(home, date.max)
        raise


@dataclass(frozen=True, slots=True)
class Hashes:
    """The hash of a day's evidence, and that of each of its records."""

    evidence: str
    records: Mapping[str, str]


@lru_cache(maxsize=8)
def present(data: Path, limit: date) -> Present:
    """Return the evidence up to a limit, with which what editions have used is compared."""
    return Present(lambda day: ledger(str(day), data, limit)[0])


@lru_cache(maxsize=64)
def hashes(as_of: str, data: Path, limit: date) -> Hashes:
    """Return the hashes of the evidence of a day up to a limit."""
    known, _ = ledger(as_of, data, limit)
    records = {name: keys.short(text.encode()) for name, text in texts(as_of, data, limit)}
    return Hashes(known.fingerprint(), records)


@lru_cache(maxsize=8)
def texts(as_of: str, data: Path, limit: date) -> tuple[tuple[str, str], ...]:
    """Return every record of a day up to a limit, as `Ledger.texts` yields them."""
    known, _ = ledger(as_of, data, limit)
    return tuple(known.texts())


@lru_cache(maxsize=64)
def ledger(as_of: str, data: Path, limit: date) -> tuple[Ledger, date | None]:
    """Return the evidence of a day up to a limit, and the limit; None where it leaves nothing out.

    Of all limits that come to the same, the one returned is the day of the newest record, since
    that is what the page says to ask for: the same edition then stands in the same folder.
    """
    whole = _views(data, date.max)(as_of)
    if limit == date.max:
        return whole, None
    known = _views(data, limit)(as_of)
    if known.fingerprint() == whole.fingerprint():
        return whole, None
    if not known.sources:  # whoever asks for anything in it is told when that was recorded
        return known, limit
    newest = known.newest_recorded()
    return _views(data, newest)(as_of), newest
