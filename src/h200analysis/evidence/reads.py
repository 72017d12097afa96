"""What is read of the evidence: noted while an edition is made, by its kernel and by the press."""

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from h200analysis.evidence import answers
from h200analysis.evidence.ledger import Ledger
from h200analysis.evidence.notes import (
    WHOLE,
    Entry,
    Noted,
    Notes,
    content,
    digest,
    label,
    noting,
)
from h200analysis.evidence.used import ELSEWHERE, Used, merged

SWITCH = "H200_READS"
"""The environment variable by which a process notes what it reads; its value is by `asked`."""
_NAMED = ("sources", "claims", "conflicts", "measures", "parameters", "scenarios", "first_known")


class _Place(NamedTuple):
    """The place of a ledger whose reading is noted."""

    notes: Notes
    ledger: Ledger

    def plain(self) -> Ledger:
        return self.ledger

    def answered(self, question: str, args: str, answer: Any) -> None:
        self.notes.answered(question, "", args, answer)

    def __reduce__(self) -> Any:
        """Have no copy note anything: to be copied, all was read."""
        return type(None), ()


class Reads:
    """What is read of some ledgers."""

    def __init__(self) -> None:
        self._noted: dict[date, _Place] = {}
        self._used: Used = {}

    def noted(self, ledger: Ledger) -> Ledger:
        """Return a ledger like the one given, of which is noted here what is read.

        If another one of its day was noted before, what is used counts as changed for good.
        """
        ledger = answers.plain(ledger)
        place = self._noted.setdefault(ledger.as_of, _Place(Notes(), ledger))
        if place.ledger is not ledger and place.ledger != ledger:
            self.elsewhere()
        kinds = by_kind(ledger)
        held = {kind: Noted(place.notes, kind, kinds[kind]) for kind in kinds if kind != "rules"}
        own: dict[str, Any] = {name: held[name] for name in _NAMED}
        made = replace(
            ledger,
            **own,
            kinds={kind: held[kind.name] for kind in ledger.kinds},
            rules=noting(Entry(place.notes, "rules", "", ledger.rules)),
        )
        object.__setattr__(made, answers.NOTED_BY, place)
        return made

    def elsewhere(self) -> None:
        """Note that evidence was read of which nobody can say later whether it has changed."""
        self._used[ELSEWHERE] = {}

    def add(self, used: Mapping[str, Any]) -> None:
        """Add what another process has used, as its `used` returned it."""
        self._used = merged(self._used, used)

    def used(self) -> Used:
        """Return what was read so far, as JSON holds it."""
        own = {str(day): _written(*self._noted[day]) for day in sorted(self._noted)}
        return merged(own, self._used)


_own: dict[str, Reads] = {}


def asked(data: Path, recorded: date) -> str:
    """Return the value of `SWITCH` for reading a folder of evidence as recorded by a day."""
    return f"{recorded} {data.absolute()}"


def noted_by_process(ledger: Ledger, data: Path, recorded: date) -> Ledger:
    """Return a ledger as it was read, with its reading noted if this process is asked to."""
    wanted = os.environ.get(SWITCH)
    if not wanted:
        return ledger
    noted = _own.setdefault(wanted, Reads())
    if wanted == asked(data, recorded):
        return noted.noted(ledger)
    noted.elsewhere()
    return ledger


def used_by_process() -> str:
    """Return as JSON what this process has read so far; where it does not note that, it says so."""
    noted = of_process()
    return json.dumps(noted.used() if noted else {ELSEWHERE: {}})


def of_process() -> Reads | None:
    """Return what this process has noted of all that it reads; None where it notes nothing."""
    wanted = os.environ.get(SWITCH)
    return _own.setdefault(wanted, Reads()) if wanted else None


def by_kind(ledger: Ledger) -> dict[str, Mapping[Any, Any]]:
    """Return all that a ledger holds, by kind: since when each was known, and the rules, too."""
    own = {name: getattr(ledger, name) for name in _NAMED}
    kinds = {kind.name: records for kind, records in ledger.kinds.items()}
    return own | kinds | {"rules": {"": ledger.rules}}


def labelled(ledger: Ledger) -> dict[str, dict[str, Any]]:
    """Return all that a ledger holds, by kind and by name as notes have it."""
    kinds = by_kind(ledger).items()
    return {kind: {label(key): each for key, each in held.items()} for kind, held in kinds}


def _written(notes: Notes, ledger: Ledger) -> Used:
    every = labelled(ledger)
    given: Used = {}
    for (question, subject, args), found in sorted(notes.answers.items()):
        given.setdefault(question, {}).setdefault(subject, {})[args] = found
    return {
        "records": {
            f"{kind}.{name}": _read(every[kind], name, read)
            for (kind, name), read in sorted(notes.read.items())
            if read or kind not in notes.names  # else the names say it
        },
        "names": {kind: digest(list(every[kind])) for kind in sorted(notes.names)},
        "answers": given,
    }


def _read(records: Mapping[str, Any], name: str, read: set[str] | None) -> dict[str, str] | None:
    """Return the fields that were read of a record and their hash; None if there is no record."""
    ordered = [WHOLE] if read and WHOLE in read else sorted(read or ())
    held = {" ".join(ordered): content(records[name], ordered)} if ordered else {}
    return None if read is None else held
