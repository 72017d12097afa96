"""A build: the steps of a plan taken by workers, each told when it has ended."""

import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Lock
from time import monotonic

from h200analysis.errors import H200Error
from h200analysis.press import attempts, editions, grounds, logs, placing, planning, turns
from h200analysis.press.beliefs import Beliefs
from h200analysis.press.editions import Edition
from h200analysis.press.failure import Failure
from h200analysis.press.jobs import Job
from h200analysis.press.logs import Said
from h200analysis.press.making import Made
from h200analysis.press.planning import Step
from h200analysis.press.workers import Workers

BACK_OFF = (1.0, 4.0, 16.0)  # seconds before each further attempt, the last for all that follow
_AHEAD = 1  # steps that wait for a worker, so that none waits for its next


@dataclass(frozen=True, slots=True)
class Ended:
    """A step that has ended: the edition, or the error for which there is none.

    `seconds` are those that a worker took, nothing where it failed or had nothing to do; `said` is
    what was logged meanwhile. `comes_again` tells of an error that the same inputs lead to each
    time, as of a notebook that fails.
    """

    step: Step
    edition: Edition | None
    error: Exception | None = None
    seconds: float = 0.0
    said: tuple[Said, ...] = ()
    comes_again: bool = False


@dataclass(slots=True)
class _Running:
    step: Step
    held: ExitStack
    attempts: int = 1
    rests_until: float = 0.0


class Build:
    """Steps on their way. Each holds the place of its edition from its start to its end.

    What another build makes just now is left to it, and looked at again when all else is done; two
    builds side by side share the work.
    """

    def __init__(
        self, steps: Iterable[Step], out: Path, workers: Workers, retries: int, force: bool = False
    ) -> None:
        asked = list(steps)
        self._beliefs = Beliefs(step.job for step in asked if step.is_due)
        self._waiting = deque(turns.ordered(asked, out, self._beliefs.are_shared))
        self._taken: deque[Step] = deque()
        self._running: dict[Future[Made | Failure], _Running] = {}
        self._resting: list[_Running] = []
        self._preparing = Lock()
        self._is_prepared = False
        self._out, self._workers, self._retries, self._force = out, workers, retries, force

    def run(self) -> Iterator[Ended]:
        """Yield each step as it ends. Whoever leaves early lets go of every place."""
        try:
            while self._waiting or self._taken or self._is_busy:
                self._wake()
                yield from self._begin()
                yield from self._collect()
        finally:
            for running in (*self._running.values(), *self._resting):
                running.held.close()

    @property
    def _is_busy(self) -> bool:
        return bool(self._running or self._resting)

    def _begin(self) -> Iterator[Ended]:
        """Begin steps until the workers have enough; yield those that need no work."""
        while self._waiting and len(self._running) < self._workers.count + _AHEAD:
            yield from self._take(self._waiting.popleft(), waits=False)
        if self._taken and not (self._waiting or self._is_busy):
            yield from self._take(self._taken.popleft(), waits=True)

    def _take(self, step: Step, waits: bool) -> Iterator[Ended]:
        """Begin a step in its place; where another build has been quicker, there is none to do."""
        held = ExitStack()
        try:
            held.enter_context(placing.alone(step.folder, waits))
            now = planning.step(step.job, self._out, self._force) if step.is_due else step
            running = _Running(now, held)
            if now.is_due:
                self._assign(running)
                return
            yield self._ended(running, Made())
        except placing.TakenError:
            self._taken.append(step)
        except Exception as error:  # whatever one briefing meets, the others go on
            held.close()
            attempts.note(self._out, step.folder, step.job.key, error)
            yield Ended(step, None, error)

    def _prepare(self, job: Job) -> None:
        """Find what editions rest on, while the first one is made; once a build.

        Not before its maker has loaded what it needs, for which it has use of all processors.
        """
        with self._preparing:
            if not self._is_prepared:
                grounds.prepare(job)
            self._is_prepared = True

    def _collect(self) -> Iterator[Ended]:
        """Yield the steps that have ended, once there is one."""
        if not self._is_busy:
            return
        for future in self._completed():
            running = self._running.pop(future)
            came = future.result()
            logs.repeat(came.said)
            if isinstance(came, Failure) and came.may_pass and running.attempts <= self._retries:
                self._rest(running)
            else:
                yield self._ended(running, came)

    def _completed(self) -> set[Future[Made | Failure]]:
        """Return what has ended, as soon as something has or a rest is over."""
        over = min((running.rests_until for running in self._resting), default=None)
        seconds = None if over is None else max(over - monotonic(), 0)
        if not self._running:
            time.sleep(seconds or 0)
            return set()
        return wait(self._running, seconds, return_when=FIRST_COMPLETED).done

    def _rest(self, running: _Running) -> None:
        """Have a step wait before it is tried again, longer from time to time."""
        running.rests_until = monotonic() + BACK_OFF[min(running.attempts, len(BACK_OFF)) - 1]
        self._resting.append(running)

    def _wake(self) -> None:
        """Try again what has rested."""
        for running in [each for each in self._resting if each.rests_until <= monotonic()]:
            self._resting.remove(running)
            running.attempts += 1
            self._assign(running)

    def _assign(self, running: _Running) -> None:
        folder = self._beliefs.folder(running.step.job)
        given = replace(running.step.assignment, beliefs=folder)
        prepare = partial(self._prepare, running.step.job)
        self._running[self._workers.make(given, prepare)] = running

    def _ended(self, running: _Running, came: Made | Failure) -> Ended:
        """Put what was made in its place, and let go of that."""
        step = running.step
        with running.held, self._preparing:
            try:
                edition, error = _settled(step, came)
            except Exception as met:  # whatever one briefing meets, the others go on
                edition, error = None, met
        attempts.note(self._out, step.folder, step.job.key, error)
        self._beliefs.done(step.job)
        seconds = came.seconds if isinstance(came, Made) else 0.0
        if seconds:
            turns.note(self._out, step.job.briefing, seconds)
        is_of_inputs = isinstance(came, Failure) and not came.may_pass
        comes_again = is_of_inputs and isinstance(error, H200Error)
        return Ended(step, edition, error, seconds, came.said, comes_again)


def _settled(step: Step, came: Made | Failure) -> tuple[Edition | None, Exception | None]:
    if isinstance(came, Failure):
        return None, came.error
    return editions.settle(step, came), None
