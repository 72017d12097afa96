"""How far a build is: a bar in a terminal, a line for each edition in a log, and a summary."""

import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from h200analysis.cli import verbosity
from h200analysis.counting import counted

if TYPE_CHECKING:
    from rich.progress import Progress

    from h200analysis.press.building import Ended
    from h200analysis.press.planning import Step


class Shown:
    """The progress of a build of some editions, told on stderr unless only errors are wanted."""

    def __init__(self, steps: "Sequence[Step]") -> None:
        self._is_quiet = verbosity.level() > logging.WARNING
        self._count, self._begun = len(steps), monotonic()
        self._outcomes = {"made": 0, "unchanged": 0, "failed": 0}
        if not self._is_quiet:
            due = sum(step.is_due for step in steps)
            click.echo(f"{due} of {counted(len(steps), 'edition')} to be made …", err=True)
        self._bar = None if self._is_quiet or not sys.stderr.isatty() else _bar(len(steps))

    def stands(self, ended: "Ended") -> None:
        """Tell of an edition that was made, or that stood already."""
        edition = ended.edition
        outcome = "made" if edition and edition.made else "unchanged"
        self._count_one(outcome)
        if not self._is_quiet:
            told = f" in {ended.seconds:.1f} s" if outcome == "made" else withdrawn(ended.step)
            self._tell(f"{name(ended.step)} {outcome}{told}")

    def place(self, folder: Path) -> None:
        """Print where an edition stands: on standard output, or above a bar that is in the way."""
        if self._bar is not None and sys.stdout.isatty():
            self._tell(str(folder))
        else:
            click.echo(folder)

    def failed(self) -> None:
        """Count an edition that failed; its error is told by itself."""
        self._count_one("failed")

    def close(self) -> None:
        """Take the bar away, and sum up."""
        if self._bar is not None:
            self._bar.stop()
        if not self._is_quiet and self._count > 1:
            counts = ", ".join(f"{count} {what}" for what, count in self._outcomes.items() if count)
            click.echo(f"{counts or 'nothing done'} in {monotonic() - self._begun:.1f} s", err=True)

    def _count_one(self, outcome: str) -> None:
        self._outcomes[outcome] += 1
        if self._bar is not None:
            self._bar.advance(self._bar.task_ids[0])

    def _tell(self, line: str) -> None:
        if self._bar is not None:
            self._bar.console.print(line, highlight=False, markup=False)
        else:
            click.echo(line, err=True)


@contextmanager
def shown(steps: "Sequence[Step]") -> Iterator[Shown]:
    """Show the progress of some editions as long as they are made."""
    progress = Shown(steps)
    try:
        yield progress
    finally:
        progress.close()


def name(step: "Step") -> str:
    """Return what an edition is called where it is told of."""
    job = step.job
    return f"{step.folder.name}, as of {job.values['as_of']}:"


def withdrawn(step: "Step") -> str:
    """Return what is to be added of an edition that stands though it is withdrawn."""
    past = step.withdrawn
    if past is None or step.last is None:
        return ""
    since = "" if step.is_due else ", and nothing has changed since"
    return f"; edition {step.last.name} was withdrawn on {past.on} ({past.why}){since}"


def _bar(count: int) -> "Progress":
    """Return a bar on stderr that has begun."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    )  # fmt: skip
    bar = Progress(*columns, console=console, transient=True, redirect_stdout=False)
    bar.add_task("editions", total=count)
    bar.start()
    return bar
