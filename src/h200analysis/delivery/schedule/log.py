"""Logs: a file for each run, beside the editions; the oldest go."""

import traceback
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from h200analysis.delivery.schedule.hour import Hour
from h200analysis.delivery.schedule.stamps import stamp

if TYPE_CHECKING:
    from h200analysis.press.building import Ended

FOLDER = ".logs"
_MOST_FILES = 1_000
_MOST_CHARACTERS = 200_000  # of what one edition has said


def name(hour: Hour, attempt: int, at: datetime) -> str:
    """Return the path of a run's log in the folder of editions; by name, the oldest come first."""
    when = stamp(at).replace(":", "").replace("-", "")
    return f"{FOLDER}/{when}-{hour.briefing}-due-{hour.due:%Y%m%dT%H%MZ}-{attempt}.log"


def write(out: Path, log: str, lines: Iterable[str]) -> None:
    """Add lines to a log. Where the disk takes none the run goes on without."""
    with suppress(OSError):
        (out / FOLDER).mkdir(exist_ok=True)
        with (out / log).open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(f"{line}\n" for line in lines)


def told(ended: "Ended") -> list[str]:
    """Return what there is to be said of an edition that was tried: why, what came of it."""
    why = "; ".join(ended.step.why) or "it stands"
    said = "\n".join(f"{each.logger}: {each.message}" for each in ended.said)
    lines = [f"{ended.step.folder}: {why}", said[:_MOST_CHARACTERS]]
    if ended.error is not None:
        lines.append("".join(traceback.format_exception(ended.error))[:_MOST_CHARACTERS])
    elif ended.edition is not None:
        outcome = f"made in {ended.seconds:.1f} s" if ended.edition.made else "unchanged"
        lines.append(f"{ended.edition.folder}: {outcome}")
    return [line for line in lines if line]


def sweep(out: Path) -> None:
    """Take away the oldest logs where there are too many."""
    with suppress(OSError):
        for path in sorted((out / FOLDER).glob("*.log"))[:-_MOST_FILES]:
            path.unlink(missing_ok=True)
