"""In which turn editions are made: no worker waits for what could have been done meanwhile."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from h200analysis.press import turns

TOOK = {"audit": 2.0, "gap": 5.0, "annex": 11.0, "fee": 3.0}
SHARING = {"gap", "annex", "fee"}


@dataclass(frozen=True)
class _Job:
    briefing: str


@dataclass(frozen=True)
class _Step:
    job: _Job
    is_due: bool = True


def _steps(*names: str) -> list[Any]:
    return [_Step(_Job(name)) for name in names]


def _names(steps: list[Any], out: Path) -> list[str]:
    ordered = turns.ordered(steps, out, lambda job: job.briefing in SHARING)
    return [step.job.briefing for step in ordered]


def test_the_longest_with_a_shared_belief_goes_first(tmp_path: Path) -> None:
    """The others wait for its belief; what needs none is made meanwhile."""
    for name, seconds in TOOK.items():
        turns.note(tmp_path, name, seconds)

    assert ["annex", "audit", "gap", "fee"] == _names(_steps(*TOOK), tmp_path)


def test_what_was_never_timed_keeps_its_order(tmp_path: Path) -> None:
    """A note that is missing or cut short costs the order, and nothing else."""
    steps = _steps("fee", "gap", "audit")

    assert ["fee", "audit", "gap"] == _names(steps, tmp_path)
    (tmp_path / turns.FILE).write_text('{"gap": 5', encoding="utf-8")
    assert ["fee", "audit", "gap"] == _names(steps, tmp_path)


def test_what_stands_is_told_before_anything_is_made(tmp_path: Path) -> None:
    """An unchanged edition waits for no other."""
    standing = _Step(_Job("annex"), is_due=False)

    assert ["annex", "gap", "audit"] == _names([*_steps("gap", "audit"), standing], tmp_path)
