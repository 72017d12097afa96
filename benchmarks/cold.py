"""One briefing from a shell in which nothing runs: our command against those of the plain tools."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from benchmarks import ours, plain_commands
from benchmarks.report import as_parts, as_seconds, as_times, table
from benchmarks.timing import Laps, middle, ratio, rounds
from h200analysis.press import catalogue, editions

HELP, PYTHON = "h200 --help", "python -c pass"
_STARTS_A_ROUND = 3


@dataclass(frozen=True, slots=True)
class Cold:
    """What every command took in each round, for a briefing and for nothing."""

    build: str
    laps: list[Laps]
    starts: list[Laps]

    def text(self) -> str:
        """Return the table; times are medians, ratios are medians over pairs of one round."""
        head = ["", "seconds", "CPU", f"{self.build} takes", "CPU"]
        title = f"From a cold shell to a finished edition (medians of {len(self.laps)} rounds)"
        return "\n".join([title, *table(head, [*self._rows(), *self._starts()])])

    def kept(self) -> dict[str, Any]:
        """Return all that was measured."""
        return asdict(self)

    def _rows(self) -> Iterator[list[str]]:
        yield [self.build, *as_seconds(middle(self.laps, [self.build]))]
        steps = [step for step in self.laps[0] if step != self.build]
        for step in sorted(steps, key=list(_STEPS).index):
            yield [f"  {step}", *as_seconds(middle(self.laps, [step]))]
        compared = as_parts(ratio(self.laps, [self.build], steps))
        yield ["  = all plain tools", *as_seconds(middle(self.laps, steps)), *compared]

    def _starts(self) -> Iterator[list[str]]:
        yield [PYTHON, *as_seconds(middle(self.starts, [PYTHON]))]
        times = as_times(ratio(self.starts, [HELP], [PYTHON]))
        yield [f"{HELP} ({times[0]}, CPU {times[1]})", *as_seconds(middle(self.starts, [HELP]))]


_STEPS = (plain_commands.RUN, plain_commands.PAGE, plain_commands.PAPER)


def measured(names: Sequence[str], room: Path, count: int) -> Cold:
    """Make the first of the briefings by turns in both ways, each command a process of its own."""
    known = catalogue.read()
    name = names[0]
    job = editions.job(known, name, {"as_of": known.briefing(name).as_of[0]})
    build = f"h200 build {name}"

    def built() -> Laps:
        out = Path(mkdtemp(dir=room)) / "out"
        return {build: ours.built([name], out, str(job.values["as_of"]))}

    def plain() -> Laps:
        return plain_commands.made(job, Path(mkdtemp(dir=room)))

    starts = [lambda: {HELP: ours.asked_for_help()}, lambda: {PYTHON: ours.python_started()}]
    laps = rounds([built, plain], count)
    return Cold(build, laps, rounds(starts, count * _STARTS_A_ROUND))
