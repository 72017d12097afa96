"""h200 build: from the catalogue to editions."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from h200analysis.cli.guard import is_sentence, sentences

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
    help="Where DIR/<day>/<briefing>/ is written; reports/editions if not said.",
)
@click.option("--force", is_flag=True, help="Make an edition again though nothing has changed.")
@sentences
def build(
    briefings: tuple[str, ...],
    as_of: str | None,
    recorded: str | None,
    scenario: str | None,
    given: tuple[str, ...],
    out: Path | None,
    force: bool,
) -> None:
    """Build editions: HTML, PDF, notebook, figures and manifest of each BRIEFING, or of all.

    An unchanged edition is left alone. A failing briefing leaves its previous edition in place and
    does not keep the others from being built; the exit code then is 1.
    """
    values = _values(given) | {
        name: value for name, value in (("as_of", as_of), ("scenario", scenario)) if value
    }
    from h200analysis import evidence
    from h200analysis.press import catalogue, editions

    if recorded:
        limit = str(evidence.day(recorded, "--recorded"))
        click.get_current_context().with_resource(_reading_only(limit))
    known = catalogue.read()
    folder = out or known.root / "reports" / "editions"
    jobs, failed = _jobs(known, briefings, values)
    _make_folder(folder)
    for job in jobs:
        click.echo(f"{job.briefing}, as of {job.values['as_of']} …", nl=False, err=True)
        try:
            edition = editions.publish(job, folder, force)
        except Exception as error:  # whatever one briefing meets, the others go on
            click.echo("", err=True)
            _tell(job.briefing, error)
            failed = True
            continue
        click.echo(" made" if edition.made else " unchanged", err=True)
        click.echo(_shown(edition.folder))
    sys.exit(1 if failed else 0)


@contextmanager
def _reading_only(recorded: str) -> Iterator[None]:
    """Read the ledger as it stood on a day; the kernels that run the notebooks do so too."""
    before = os.environ.get("H200_RECORDED")
    os.environ["H200_RECORDED"] = recorded
    try:
        yield
    finally:
        os.environ.pop("H200_RECORDED")
        if before is not None:
            os.environ["H200_RECORDED"] = before


def _jobs(
    known: "Catalogue", named: tuple[str, ...], values: dict[str, str]
) -> "tuple[list[Job], bool]":
    """Return what can be made, and whether a briefing was refused.

    A briefing that was named must be sound. Where all are asked for the unsound ones are told and
    left out, unless none is sound: then the mistake is in what was asked, and is told once.
    """
    from h200analysis.press import editions

    jobs, refused = [], {}
    for name, day in _days(known, named, values):
        try:
            jobs.append(editions.job(known, name, {**values, "as_of": day}))
        except Exception as error:
            if named:
                raise
            refused[name] = error
    if refused and not jobs:
        raise next(iter(refused.values()))
    for name, reason in refused.items():
        _tell(name, reason)
    return jobs, bool(refused)


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
        raise ValueError(
            f"--out {folder}: no folder can be made there ({error.strerror}); name another."
        ) from None


def _tell(briefing: str, error: Exception) -> None:
    """Print why a briefing was not made; what nobody foresaw is told by its kind and first line."""
    text = str(error)
    if not is_sentence(error):
        first, _, _ = text.strip().partition("\n")
        text = f"{type(error).__name__}: {first}"
    click.echo(f"h200: {text}" if briefing in text else f"h200: {briefing}: {text}", err=True)


def _values(given: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name or not value:
            raise ValueError(f"-p {text!r}; expected NAME=VALUE, such as -p fee_rate=0.15.")
        if name in values:
            raise ValueError(f"-p {name} is given twice; give it once.")
        values[name] = value
    return values


def _shown(folder: Path) -> Path:
    """Return a folder as a reader here would name it."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
