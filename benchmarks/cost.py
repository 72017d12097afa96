"""What an edition costs beside the plain tools in processes that live long."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import ours, products
from benchmarks.plain_processes import PlainProcesses, task
from benchmarks.products import Counts
from benchmarks.report import as_parts, as_seconds, table
from benchmarks.timing import Contestants, Laps, middle, ratio, turns
from h200analysis.press import catalogue, editions, placing
from h200analysis.press import turns as turns_of_editions
from h200analysis.press.editions import Job

DAY, ALL_DAYS = "h200 build, a day", "h200 build, all days"
ONE, TWO = "plain tools, one process", "plain tools, two processes"
Days = Mapping[str, Sequence[Job]]


@dataclass(frozen=True, slots=True)
class Cost:
    """What an edition took in each round, how many there were, and what was made of a day."""

    laps: list[Laps]
    editions: Mapping[str, int]
    made: Mapping[str, Counts]

    def text(self) -> str:
        """Return the tables; times are medians, ratios are medians over pairs of one round."""
        head = ["", "editions", "seconds", "CPU", f"{DAY} takes", "CPU", f"{ALL_DAYS} take", "CPU"]
        return "\n".join(
            [
                f"An edition, to HTML and PDF (medians of {len(self.laps)} rounds; "
                f"h200 build with --jobs {ours.JOBS})",
                *table(head, self._rows()),
                "What is made of a day",
                *table(["", *self.made], self._counts()),
            ]
        )

    def kept(self) -> dict[str, Any]:
        """Return all that was measured."""
        return asdict(self)

    def _rows(self) -> Iterator[list[str]]:
        for name, count in self.editions.items():
            row = [name, str(count), *as_seconds(middle(self.laps, [name]))]
            if name in {ONE, TWO}:
                for build in (DAY, ALL_DAYS):
                    row += as_parts(ratio(self.laps, [build], [name]))
            yield row

    def _counts(self) -> Iterator[list[str]]:
        for name in next(iter(self.made.values())):
            counts = [made[name] for made in self.made.values()]
            shown = ["not made" if count is None else str(count) for count in counts]
            yield [name.replace("_", " ").replace("pdf", "PDF"), *shown]


def measured(names: Sequence[str], room: Path, count: int, no_charts: bool) -> Cost:
    """Build the briefings by turns in all ways, in each round for another day."""
    days = _days(names)
    every = list(days.values())
    ours.built(names, room / "warm", next(iter(days)))  # files come from the disk's cache now
    warm = partial(PlainProcesses, warm_up=task(every[0][0]), no_charts=no_charts)
    one, two = warm(1, room=room / "one"), warm(2, room=room / "two")
    try:
        laps = turns(lambda number: _contestants(days, room / str(number), number, one, two), count)
    finally:
        one.end()
        two.end()
    a_day = len(every[0])
    counts = {DAY: a_day, ALL_DAYS: sum(map(len, every)), ONE: a_day, TWO: a_day}
    return Cost(laps, counts, _made(every[0], room / "0"))


def _days(names: Sequence[str]) -> Days:
    """Return the jobs of each day for which the catalogue has all the briefings."""
    known = catalogue.read()
    days: dict[str, list[Job]] = {}
    for name in names:
        for asked in known.briefing(name).as_of:
            job = editions.job(known, name, {"as_of": asked})
            days.setdefault(str(job.values["as_of"]), []).append(job)
    return {day: jobs for day, jobs in days.items() if len(jobs) == len(names)}


def _contestants(
    days: Days, room: Path, number: int, one: PlainProcesses, two: PlainProcesses
) -> Contestants:
    """Return who takes turns in a round, and what each then tells of an edition."""
    room.mkdir()
    for name in (DAY, ALL_DAYS):  # as any archive has noted it that has been in use for a day
        (room / name).mkdir()
        shutil.copy(room.parent / "warm" / turns_of_editions.FILE, room / name)
    day, jobs = list(days.items())[number % len(days)]
    names = [job.briefing for job in jobs]

    def built(name: str, only: str | None) -> Laps:
        count = len(jobs) if only else sum(map(len, days.values()))
        return {name: ours.built(names, room / name, only) / count}

    def plain(name: str, processes: PlainProcesses) -> Laps:
        return {name: processes.made(list(map(task, jobs)), room / name) / len(jobs)}

    return [
        partial(built, DAY, day),
        partial(plain, ONE, one),
        partial(built, ALL_DAYS, None),
        partial(plain, TWO, two),
    ]


def _made(jobs: Sequence[Job], room: Path) -> dict[str, Counts]:
    """Count what our pages and papers show, and what of it is in those of the plain tools."""
    pages = {job.briefing: _newest(job, room / DAY) / "briefing.html" for job in jobs}
    of_plain = {name: room / ONE / f"{name}.html" for name in pages}
    return {DAY: _counted(pages, pages), ONE: _counted(of_plain, pages)}


def _newest(job: Job, out: Path) -> Path:
    found = placing.newest(job.folder(out))
    if found is None:
        raise FileNotFoundError(f"{job.folder(out)}: no edition, though the build has not failed.")
    return found


def _counted(pages: Mapping[str, Path], of_ours: Mapping[str, Path]) -> Counts:
    """Count what the pages, and the papers beside them, have of the charts in our pages."""
    return products.total(
        [
            products.product(page, page.with_suffix(".pdf"), products.labels(of_ours[name]))
            for name, page in pages.items()
        ]
    )
