"""h200 build: from the catalogue to editions."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from h200analysis.cli import glance, progress
from h200analysis.cli.guard import FAULT_OF_OURS, sentences, tell
from h200analysis.cli.selection import Selection, make_folder, named_values, options
from h200analysis.errors import ArgumentError

if TYPE_CHECKING:
    from h200analysis.press.planning import Step
    from h200analysis.press.workers import Workers


@click.command()
@options
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Make N editions at a time; as many as there are processors if not said.",
)
@click.option(
    "--dask",
    metavar="ADDRESS",
    help="Make them on the workers of a Dask cluster, such as tcp://127.0.0.1:8786.",
)
@click.option(
    "--retries",
    type=click.IntRange(min=0),
    default=2,
    show_default=True,
    help="Try again so often where the machine failed; never where a notebook did.",
)
@click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=VALUE",
    help="cell_seconds, edition_seconds, memory_mb or output_mb, in place of the catalogue's.",
)
@click.option("--force", is_flag=True, help="Run the notebook again though nothing has changed.")
@click.option("--open", "is_opened", is_flag=True, help="Open what was built in the browser.")
@click.option("--dry-run", is_flag=True, help="Show the plan: what would be made, and why.")
@sentences
def build(
    jobs: int | None,
    dask: str | None,
    retries: int,
    limits: tuple[str, ...],
    force: bool,
    is_opened: bool,
    dry_run: bool,
    **asked: object,
) -> None:
    """Build editions: HTML, PDF, notebook, figures and manifest of each BRIEFING, or of all.

    An edition is never overwritten: one that comes out otherwise stands beside it, with the next
    number, and says what has changed. One that would say the same is left alone. A failing briefing
    does not keep the others from being built; the exit code then is 1, or 70 where one of them met
    a fault of h200analysis itself.

    Where each edition stands is printed on standard output, a line each.
    """
    selection = Selection(**asked)  # type: ignore[arg-type]  # the options are its fields
    from h200analysis.press import leftovers, memory, warming

    leftovers.sweep()
    memory.refuse_too_little()
    seen, is_here = glance.at(selection), not (dry_run or dask)
    if seen.is_single:
        warming.for_one()
    if is_here and (force or seen.is_due):
        warming.begun()  # while all that follows is loaded and planned
    from h200analysis.press import catalogue, planning

    known = catalogue.read()
    out = selection.folder(known)
    wanted, codes = selection.jobs(known, named_values(limits, "--limit", "cell_seconds=60"))
    steps = []
    for job in wanted:
        steps.append(planning.step(job, out, force))
        if is_here and steps[-1].is_due:
            warming.begun()  # while the others are planned
    if not steps:
        sys.exit(max(codes, default=0))
    if dry_run:
        _show_plan(steps)
    else:
        make_folder(out)
        codes += _build(steps, out, _workers(jobs, dask, steps), retries, force, is_opened)
    sys.exit(FAULT_OF_OURS if FAULT_OF_OURS in codes else 1 if codes else 0)


def _build(
    steps: "list[Step]",
    out: Path,
    workers: "Workers",
    retries: int,
    force: bool,
    is_opened: bool,
) -> list[int]:
    """Take the steps, and tell of each as it ends; return the exit code of each that failed."""
    from h200analysis.press.building import Build

    codes: list[int] = []
    with workers, progress.shown(steps) as shown:
        for ended in Build(steps, out, workers, retries, force).run():
            if ended.error is not None:
                shown.failed()
                codes.append(tell(ended.error, ended.step.job.briefing))
            elif ended.edition is not None:
                shown.stands(ended)
                shown.place(_shown(ended.edition.folder))
                if is_opened:
                    import webbrowser

                    webbrowser.open((ended.edition.folder / "briefing.html").absolute().as_uri())
    return codes


def _workers(jobs: int | None, dask: str | None, steps: "list[Step]") -> "Workers":
    from h200analysis.press import workers

    if dask is None:
        return workers.local(jobs, steps)
    if jobs is not None:
        raise ArgumentError("--jobs and --dask: give one; a cluster has as many workers as it has.")
    from h200analysis.press import cluster

    return cluster.DaskWorkers(dask)


def _show_plan(steps: "list[Step]") -> None:
    """Print what would be made and why, and what stands."""
    for step in steps:
        why = f"is to be made: {'; '.join(step.why)}" if step.is_due else _stands(step)
        click.echo(f"{progress.name(step)} {why}")


def _stands(step: "Step") -> str:
    return f"stands: {step.last}{progress.withdrawn(step)}"


def _shown(folder: Path) -> Path:
    """Return a folder as a reader here would name it."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
