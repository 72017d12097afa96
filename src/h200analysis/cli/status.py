"""h200 status: which editions are current, stale or failed, and which words may be."""

from collections import Counter
from typing import TYPE_CHECKING

import click

from h200analysis.cli import progress
from h200analysis.cli.guard import sentences
from h200analysis.cli.selection import Selection, options

if TYPE_CHECKING:
    from h200analysis.evidence import Ledger
    from h200analysis.press.attempts import Attempt
    from h200analysis.press.catalogue import Catalogue
    from h200analysis.press.planning import Step


@click.command()
@options
@sentences
def status(**asked: object) -> None:
    """Tell of each edition that h200 build would make: current, stale, missing or failed.

    What is stale is told with what has changed since, what failed with the reason. Passages follow
    whose words newer reports may have made untrue: look at them. Nothing is built.
    """
    selection = Selection(**asked)  # type: ignore[arg-type]  # the options are its fields
    from h200analysis.press import attempts, catalogue, planning

    known = catalogue.read()
    out = selection.folder(known)
    failed = attempts.failed(out)
    jobs, _ = selection.jobs(known)
    counts: Counter[str] = Counter()
    for step in (planning.step(job, out) for job in jobs):
        state, told = _state(step, failed.get(step.folder.relative_to(out).as_posix()))
        counts[state] += 1
        click.echo(f"{progress.name(step)} {state}{told}")
    click.echo(", ".join(f"{count} {state}" for state, count in counts.items()) or "no edition")
    if jobs:
        _tell_of_passages(known, max((job.ledger for job in jobs), key=lambda each: each.as_of))


def _state(step: "Step", failed: "Attempt | None") -> tuple[str, str]:
    """Return in a word how an edition stands, and what is to be said of that."""
    if failed is not None and step.is_due:
        since = "" if failed.key == step.job.key else "; its inputs have changed since"
        return "failed", f" on {failed.day}: {failed.reason}{since}"
    if step.last is None:
        return "missing", ""
    if step.is_due:
        told = f", edition {step.last.name}: changed since: {'; '.join(step.why)}"
        return "stale", f"{told}{progress.withdrawn(step)}"
    if step.withdrawn is not None:
        past = step.withdrawn
        told = f", edition {step.last.name}, on {past.on} ({past.why}); nothing has changed since"
        return "withdrawn", told
    return "current", f", edition {step.last.name}"


def _tell_of_passages(known: "Catalogue", ledger: "Ledger") -> None:
    from h200analysis.press import wordings

    for each in wordings.stale(known, ledger):
        told = ", ".join(each.passage.about)
        click.echo(
            f"notebooks/{each.passage.place} speaks of {told}; newest report {each.newest}. "
            f"Printed in {', '.join(each.briefings)}."
        )
