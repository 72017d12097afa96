"""Reading the data folder: every record of every day, then the view of one."""

import logging
import os
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from h200analysis import project
from h200analysis.errors import ArgumentError
from h200analysis.evidence import answers, caution, checks, files, reads
from h200analysis.evidence.faults import DataError
from h200analysis.evidence.files import Folder
from h200analysis.evidence.kinds import KINDS
from h200analysis.evidence.ledger import Ledger
from h200analysis.evidence.qualifiers import Rules
from h200analysis.evidence.record import UNITS, Units
from h200analysis.evidence.records import Claim, Conflict, MeasureName, Parameter, Scenario, Source
from h200analysis.evidence.view import view

logger = logging.getLogger(__name__)


def read(
    as_of: str | date, data: str | Path | None = None, recorded: str | date | None = None
) -> Ledger:
    """Read what could be known at the end of the day `as_of`, as it stood here on `recorded`.

    `recorded` leaves out every claim that was found, and every judgement that was made, after that
    day, so that an old edition can be made again: by default the day of the environment variable
    H200_RECORDED, else nothing is left out. `data` is the data folder: by default that of
    H200_DATA, else the project's own. Raises `DataError` with every fault of every file.

    >>> from h200analysis import evidence
    >>> evidence.read("2026-01-15").as_of
    datetime.date(2026, 1, 15)
    """
    known = views(data, recorded)(as_of)
    caution.of_day(known)
    logger.debug("%d claims were known on %s", len(answers.plain(known).claims), known.as_of)
    return known


def views(
    data: str | Path | None = None, recorded: str | date | None = None
) -> Callable[[str | date], Ledger]:
    """Return what gives the ledger of any day, as `read` does.

    The files are read once, and again where one of them has changed since.
    """
    root, last = folder_of(data), last_recorded(recorded)
    known = _record(root, files.stamps(root))
    return lambda as_of: reads.noted_by_process(view(known, day(as_of), last), root, last)


def latest_day(data: str | Path | None = None, recorded: str | date | None = None) -> date:
    """Return the newest publication date of the ledger, by which all of it was known.

    Both arguments are those of `read`.
    """
    return read(date.max, data, recorded).newest()


def folder_of(data: str | Path | None = None) -> Path:
    """Return the data folder that is read where none, or this one, is named."""
    return Path(data or os.environ.get("H200_DATA") or project.data())


def last_recorded(recorded: str | date | None = None) -> date:
    """Return the last day whose records are read where none, or this one, is named."""
    return day(recorded or os.environ.get("H200_RECORDED") or date.max, "recorded")


def day(given: str | date, name: str = "as_of") -> date:
    """Return a day given as such or as text; refuse what is none, under the name it was given."""
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    try:
        return date.fromisoformat(given)  # type: ignore[arg-type]  # whatever it is, it is told
    except (TypeError, ValueError):
        raise ArgumentError(f"{name} is {given!r}; expected a day such as '2026-01-15'.") from None


@lru_cache(maxsize=2)  # folders, as they are now
def _record(root: Path, _stamps: files.Stamps) -> Ledger:
    """Return every record of every day; raise `DataError` with every fault of every file."""
    folder = Folder(root)
    record = _every(folder)
    if folder.faults or record is None:
        raise DataError(folder.located())
    logger.debug("%s: read", root)
    return record


def _every(folder: Folder) -> Ledger | None:
    """Read every record of every day, noting what is wrong in `folder.faults`."""
    if listed := folder.record("units.toml", "", folder.table("units.toml"), Units):
        folder.context[UNITS] = listed.units
    sources = folder.records("sources.toml", Source)
    claims, places = _claims(folder, sources)
    groups = folder.records_if_any("conflicts.toml", Conflict)
    measures = folder.records_if_any("measures.toml", MeasureName)
    parameters = folder.records("parameters.toml", Parameter)
    scenarios = _scenarios(folder)
    kinds = {kind: folder.records_if_any(kind.file, kind.record) for kind in KINDS}
    rules = folder.record("rules.toml", "", folder.table("rules.toml"), Rules)
    if folder.unread or rules is None:  # what stands there is unknown, so who names it is too
        return None
    record = Ledger(
        as_of=date.max,
        sources=sources,
        claims=claims,
        conflicts=groups,
        measures=measures,
        parameters=parameters,
        scenarios=scenarios,
        rules=rules,
        kinds=kinds,
        first_known={},
    )
    checks.check(folder, places, record)
    return record


def _claims(
    folder: Folder, sources: Mapping[str, Source]
) -> tuple[dict[str, Claim], dict[str, str]]:
    """Return the claims of all files by id, and the file that each stands in.

    A claim entered the ledger with its source, unless it says that it came later.
    """

    def entered(raw: Any) -> date:
        source = sources.get(str(raw.get("source"))) if isinstance(raw, dict) else None
        return source.recorded if source else date.max  # the missing source is told by itself

    claims: dict[str, Claim] = {}
    places: dict[str, str] = {}
    for name in folder.names("claims/*.toml"):
        for key, claim in folder.records(name, Claim, entered).items():
            if key in claims:
                folder.fault(name, key, "", f"an id also used in {places[key]}", "an id of its own")
            claims[key], places[key] = claim, name
    return claims, places


def _scenarios(folder: Folder) -> dict[str, Scenario]:
    scenarios: dict[str, Scenario] = {}
    for name in folder.names("scenarios/*.toml"):
        raw = folder.table(name)
        if raw and (scenario := folder.record(name, "", raw, Scenario)):
            scenarios[Path(name).stem] = scenario
    return scenarios
