"""Meeting hours that were taken up, by the press: each becomes editions, and its row says how."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from h200analysis.delivery.schedule import log, taking
from h200analysis.delivery.schedule.book import ABANDONED, MADE, UNCHANGED, Book, Run
from h200analysis.delivery.schedule.taking import Taken
from h200analysis.press import editions, planning, software, workers
from h200analysis.press.building import Build, Ended
from h200analysis.press.catalogue import Catalogue
from h200analysis.press.planning import Step

_AT_ONCE = 2  # attempts within one run, where only the machine failed


@dataclass(slots=True)
class _Task:
    """An hour on its way: the steps that it takes, and what came of them."""

    taken: Taken
    steps: list[Step]
    ended: list[Ended] = field(default_factory=list)

    @property
    def key(self) -> str:
        return " ".join(step.job.key for step in self.steps)

    @property
    def folders(self) -> set[Path]:
        return {step.folder for step in self.steps}

    @property
    def is_done(self) -> bool:
        return len(self.ended) == len(self.steps)


class Meeting:
    """The work of one call of `h200 run`, which holds the lock and has begun at an hour."""

    def __init__(self, known: Catalogue, out: Path, book: Book, at: datetime) -> None:
        self._known, self._out, self._book = known, out, book
        self._at, self._begun = at, monotonic()

    def run(self, taken: Sequence[Taken], jobs: int | None = None) -> Iterator[Run]:
        """Make the editions of the hours taken up; yield the row of each when it has ended.

        `jobs` editions are made at a time, as many as there are processors if it is not given.
        """
        tasks: list[_Task] = []
        for each in taken:
            log.write(self._out, each.run.log, [f"{each.hour.name}, attempt {each.run.attempt}"])
            try:
                task = _Task(each, self._planned(each))
            except Exception as error:  # whatever one briefing meets, the others go on
                yield self._failed(each.run, error)
                continue
            if each.last is not None and each.last.key == task.key:
                yield self._left(each)
            else:
                tasks.append(task)
        yield from self._built(tasks, jobs)
        log.sweep(self._out)

    def _planned(self, taken: Taken) -> list[Step]:
        name, asked = taken.hour.briefing, software.current()
        days = [
            {**values, "as_of": str(taken.hour.day)}
            for values in self._known.briefing(name).combinations({})
        ]
        jobs = [editions.job(self._known, name, each, software=asked) for each in days]
        return [planning.step(job, self._out) for job in jobs]

    def _built(self, tasks: list[_Task], jobs: int | None) -> Iterator[Run]:
        steps = {step.folder: step for task in tasks for step in task.steps}
        if not steps:
            return
        with workers.local(jobs, steps.values()) as hands:
            for each in Build(steps.values(), self._out, hands, _AT_ONCE).run():
                ended = each
                for task in (one for one in tasks if each.step.folder in one.folders):
                    task.ended.append(ended)
                    log.write(self._out, task.taken.run.log, log.told(ended))
                    if task.is_done:
                        yield self._ended(task)
                    ended = _found_by_the_next(ended)

    def _ended(self, task: _Task) -> Run:
        run = task.taken.run
        failed = [each for each in task.ended if each.error is not None]
        if failed:
            key = task.key if all(each.comes_again for each in failed) else ""
            return self._failed(run, *(each.error for each in failed if each.error), key=key)
        found = [each.edition for each in task.ended if each.edition is not None]
        places = [each.folder.relative_to(self._out).as_posix() for each in found]
        outcome = MADE if any(each.made for each in found) else UNCHANGED
        return self._book.end(run, self._now(), outcome, "", " ".join(places), task.key)

    def _failed(self, run: Run, *errors: Exception, key: str = "") -> Run:
        reason = " ".join(str(error).strip() or type(error).__name__ for error in errors)
        log.write(self._out, run.log, [reason])
        outcome = taking.after_failure(self._known, run)
        return self._book.end(run, self._now(), outcome, reason, key=key)

    def _left(self, taken: Taken) -> Run:
        """Give an hour up without another attempt, which would fail as the last one did."""
        assert taken.last is not None  # noqa: S101 - it was compared with the last
        reason = f"{taken.last.reason} Not tried again, since nothing has changed."
        log.write(self._out, taken.run.log, [reason])
        return self._book.end(taken.run, self._now(), ABANDONED, reason, key=taken.last.key)

    def _now(self) -> datetime:
        """Return the hour that was given at the start, and what has passed since."""
        return self._at + timedelta(seconds=monotonic() - self._begun)


def _found_by_the_next(ended: Ended) -> Ended:
    """Return what has ended as another hour of the same day finds it: the edition stands."""
    edition = ended.edition
    return replace(ended, edition=edition and replace(edition, made=False))
