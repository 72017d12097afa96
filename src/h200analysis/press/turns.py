"""In which turn the editions of a build are made, so that no worker waits longer than it must.

What took longest the last time comes first, since at the end all others would wait for it. An
edition with a belief that others share goes ahead of everything, since the others need it; those
that share none are next, as there is nothing to wait for while the belief is computed.
"""

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from h200analysis.press import placing
from h200analysis.press.jobs import Job
from h200analysis.press.planning import Step

FILE = ".seconds.json"


def ordered(steps: Iterable[Step], out: Path, shares: Callable[[Job], bool]) -> list[Step]:
    """Return steps in the order in which they are best taken: those with nothing to make first.

    `shares` tells of a job whether another of the build has its belief too.
    """
    took, asked = _noted(out), list(steps)
    due = [step for step in asked if step.is_due]
    longest = sorted(due, key=lambda step: -took.get(step.job.briefing, 0.0))
    sharing = [step for step in longest if shares(step.job)]
    alone = [step for step in longest if not shares(step.job)]
    standing = [step for step in asked if not step.is_due]
    return [*standing, *sharing[:1], *alone, *sharing[1:]]


def note(out: Path, briefing: str, seconds: float) -> None:
    """Note how long an edition of a briefing took; where that cannot be written, no order is lost.

    The order changes no edition, so that a wrong or missing note costs some seconds and no more.
    """
    with suppress(OSError), placing.turn(out):
        every = _noted(out) | {briefing: round(seconds, 1)}
        aside = out / f"{FILE}.new"
        aside.write_text(json.dumps(every, indent=1), encoding="utf-8")
        aside.replace(out / FILE)


def _noted(out: Path) -> dict[str, float]:
    try:
        told = json.loads((out / FILE).read_text(encoding="utf-8"))
        return {str(name): float(seconds) for name, seconds in told.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
