"""The findings of a run, and the tables that a reader sees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks import ours, plain
from benchmarks.products import Counts
from benchmarks.stages import Stages
from benchmarks.timing import Laps, Timing, middle, ratio


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything measured: the laps of each round, the stages of each process, what was made."""

    builds: list[Laps]
    starts: list[Laps]
    stages: list[Stages]
    made: dict[str, Counts]


def text(found: Findings) -> str:
    """Return all tables; times are medians, ratios are medians over pairs of the same round."""
    rounds = f"medians of {len(found.builds)} rounds"
    parts = [
        f"Every briefing to HTML and PDF ({rounds})",
        *table(["", "seconds", "CPU", "h200 build takes", "in CPU"], _builds(found.builds)),
        "What is made",
        *table(["", *found.made], _made(found.made)),
        "Where the time of h200 build goes (seconds in one process)",
        *table(["", "first build", "share", "second", "share"], _stages(found.stages)),
        f"Before it does anything (medians of {len(found.starts)} rounds)",
        *table(["", "seconds", "CPU", "ratio", "in CPU"], _starts(found.starts)),
    ]
    return "\n".join(parts)


def _builds(builds: Sequence[Laps]) -> Iterator[list[str]]:
    yield [ours.BUILD, *as_seconds(middle(builds, [ours.BUILD]))]
    for way in plain.WAYS:
        run, page, paper = (f"{step}{way}" for step in (plain.RUN, plain.PAGE, plain.PAPER))
        for steps in ([run], [page], [paper], [run, page], [run, page, paper]):
            if all(step in builds[0] for step in steps):
                yield _line(builds, steps)


def _line(builds: Sequence[Laps], steps: list[str]) -> list[str]:
    """Return a step of the plain tools, or a chain of steps with its ratio."""
    times = as_seconds(middle(builds, steps))
    if len(steps) == 1:
        return [f"  {steps[0]}", *times]
    return [_chain(steps), *times, *as_times(ratio(builds, [ours.BUILD], steps))]


def _chain(steps: list[str]) -> str:
    return "  = all to HTML" if len(steps) == 2 else "  = all to HTML and PDF"


def _starts(starts: Sequence[Laps]) -> Iterator[list[str]]:
    yield [ours.PYTHON, *as_seconds(middle(starts, [ours.PYTHON]))]
    compared = as_times(ratio(starts, [ours.HELP], [ours.PYTHON]))
    yield [ours.HELP, *as_seconds(middle(starts, [ours.HELP])), *compared]


def _stages(measured: Sequence[Stages]) -> Iterator[list[str]]:
    passes = [{s: median(m[p].get(s, 0.0) for m in measured) for s in measured[0]["first"]}
              for p in ("first", "second")]  # fmt: skip
    for stage in passes[0]:
        row = [stage]
        for seconds in passes:
            row += [f"{seconds[stage]:.2f}", f"{seconds[stage] / sum(seconds.values()):.0%}"]
        yield row


def _made(made: dict[str, Counts]) -> Iterator[list[str]]:
    for name in made[ours.BUILD]:
        shown = (
            "not made" if counts[name] is None else str(counts[name]) for counts in made.values()
        )
        yield [name.replace("_", " ").replace("pdf", "PDF"), *shown]


def as_seconds(timing: Timing) -> list[str]:
    """Return two cells: seconds by the clock, and of computing."""
    return [f"{timing.wall:.2f}", f"{timing.cpu:.2f}"]


def as_times(timing: Timing) -> list[str]:
    """Return two cells: how many times as long by the clock, and in computing."""
    return [f"× {timing.wall:.2f}", f"× {timing.cpu:.2f}"]


def table(head: list[str], rows: Iterator[list[str]]) -> Iterator[str]:
    """Yield the lines of a table, the first column to the left and the others to the right."""
    full = [head, *(row + [""] * (len(head) - len(row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*full, strict=True)]
    for row in full:
        cells = (f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        yield f"  {row[0]:<{widths[0]}}  {'  '.join(cells)}".rstrip()
    yield ""
