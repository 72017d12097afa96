"""h200 build: from the catalogue to editions."""

import logging
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from h200analysis.cli import verbosity
from h200analysis.cli.guard import FAULT_OF_OURS, sentences, tell
from h200analysis.errors import ArgumentError

if TYPE_CHECKING:
    from h200analysis.press.catalogue import Catalogue
    from h200analysis.press.editions import Job


@click.command()
@click.argument("briefings", nargs=-1, metavar="[BRIEFING]...")
@click.option(
    "--as-of",
    metavar="DAY",
    help="The day the briefing speaks of, such as 2026-01-15, or latest.",
)
@click.option(
    "--recorded",
    metavar="DAY",
    help="Leave out what the ledger took in after this day, to make an old edition again.",
)
@click.option("--scenario", metavar="NAME", help="A scenario of data/scenarios/.")
@click.option(
    "-p",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    help="A name of the parameters cell, or an evidence parameter to set by hand.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where DIR/<day>/<briefing>/<number>/ is written; reports/editions if not said.",
)
@click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=VALUE",
    help="cell_seconds, edition_seconds, memory_mb or output_mb, in place of the catalogue's.",
)
@click.option("--force", is_flag=True, help="Run the notebook again though nothing has changed.")
@sentences
def build(
    briefings: tuple[str, ...],
    as_of: str | None,
    recorded: str | None,
    scenario: str | None,
    given: tuple[str, ...],
    out: Path | None,
    limits: tuple[str, ...],
    force: bool,
) -> None:
    """Build editions: HTML, PDF, notebook, figures and manifest of each BRIEFING, or of all.

    An edition is never overwritten: one that comes out otherwise stands beside it, with the next
    number, and says what has changed. One that would say the same is left alone. A failing briefing
    does not keep the others from being built; the exit code then is 1, or 70 where one of them met
    a fault of h200analysis itself.
    """
    values = _values(given, "-p", "fee_rate=0.15") | {
        name: value for name, value in (("as_of", as_of), ("scenario", scenario)) if value
    }
    from h200analysis import evidence
    from h200analysis.press import catalogue, editions, leftovers

    leftovers.sweep()
    limit = evidence.day(recorded, "--recorded") if recorded else None
    known = catalogue.read()
    folder = out or known.root / "reports" / "editions"
    jobs, codes = _jobs(
        known, briefings, values, limit, _values(limits, "--limit", "cell_seconds=60")
    )
    if not jobs:
        sys.exit(max(codes, default=0))
    _make_folder(folder)
    for job in jobs:
        _progress(f"{job.briefing}, as of {job.values['as_of']} …", is_open=True)
        try:
            edition = editions.publish(job, folder, force)
        except Exception as error:  # whatever one briefing meets, the others go on
            _progress("")
            codes.append(tell(error, job.briefing))
            continue
        _progress(" made" if edition.made else " unchanged")
        click.echo(_shown(edition.folder))
    sys.exit(FAULT_OF_OURS if FAULT_OF_OURS in codes else 1 if codes else 0)


def _jobs(
    known: "Catalogue",
    named: tuple[str, ...],
    values: dict[str, str],
    recorded: date | None,
    limits: dict[str, str],
) -> "tuple[list[Job], list[int]]":
    """Return what can be made, and the exit code that each unsound briefing calls for.

    A briefing that was named must be sound. Where all are asked for the unsound ones are told and
    left out, each with its day; where none is sound, and all for one reason, the mistake is in
    what was asked, and is told once.
    """
    from h200analysis.press import editions

    jobs: list[Job] = []
    refused: list[tuple[str, str, Exception]] = []
    for name, day in _days(known, named, values):
        try:
            jobs.append(editions.job(known, name, {**values, "as_of": day}, recorded, limits))
        except Exception as error:
            if named:
                raise
            refused.append((name, day, error))
    if not jobs and len({_apart_from(name, reason) for name, _, reason in refused}) == 1:
        raise refused[0][2]
    return jobs, [tell(reason, f"{name}, as of {day}") for name, day, reason in refused]


def _apart_from(briefing: str, reason: Exception) -> str:
    """Return a reason without the name of its briefing; “fee” is no part of “fee_rate”."""
    return re.sub(rf"\b{re.escape(briefing)}\b", "", str(reason))


def _days(
    known: "Catalogue", named: tuple[str, ...], values: dict[str, str]
) -> list[tuple[str, str]]:
    """Return each briefing with each day that it is to be built for."""
    return [
        (name, day)
        for name in named or known.briefings
        for day in ([values["as_of"]] if "as_of" in values else known.briefing(name).as_of)
    ]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArgumentError(
            f"--out {folder}: no folder can be made there ({error.strerror}); name another."
        ) from None


def _progress(text: str, *, is_open: bool = False) -> None:
    """Tell how far the work is; the line stays open where nothing else is told meanwhile."""
    asked = verbosity.level()
    if asked == logging.WARNING:
        click.echo(text, err=True, nl=not is_open)
    elif asked < logging.WARNING and text:
        click.echo(text.strip(), err=True)


def _values(given: tuple[str, ...], option: str, example: str) -> dict[str, str]:
    values = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name or not value:
            raise ArgumentError(
                f"{option} {text!r}; expected NAME=VALUE, such as {option} {example}."
            )
        if name in values:
            raise ArgumentError(f"{option} {name} is given twice; give it once.")
        values[name] = value
    return values


def _shown(folder: Path) -> Path:
    """Return a folder as a reader here would name it."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
