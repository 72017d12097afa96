"""Killing builds at random moments, and what must be true after each.

A build of two small briefings is killed, alone or beside another one. Whatever moment that is, no
edition is seen but a whole one, and neither process nor lock nor folder is left.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from h200analysis.press import editions, manifest, same, turns
from tests import small

DAY = "2026-01-15"
NAMES = ("one", "other")
NOTES = {same.FILE, turns.FILE}  # hidden files that stay beside editions
_MARK = "H200_KILLED"  # a variable by which every process of a trial is known
_SIGNALS = [signal.SIGKILL] * 6 + [signal.SIGINT, signal.SIGTERM] * 2
_TRACE = "Traceback"
_GONE = 20.0  # seconds in which every process of a killed build must have ended


@dataclass
class Trials:
    """Builds in folders of their own, and what was found amiss after each."""

    folder: Path
    seed: int
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Lay out a checkout of two small briefings."""
        self._chance = random.Random(self.seed)  # noqa: S311 - any moments will do
        small.lay_out(self.folder, NAMES)
        (self.folder / "temporary").mkdir()

    @property
    def out(self) -> Path:
        """The folder of editions."""
        return self.folder / "out"

    def whole(self) -> float:
        """Build to the end; return the seconds that it took."""
        begun = time.monotonic()
        ran = self._started("--force")
        _, told = ran.communicate()
        if ran.returncode:
            self.faults.append(f"a build that nobody killed ended with {ran.returncode}: {told}")
        return time.monotonic() - begun

    def killed(self, within: float, beside: bool) -> None:
        """End a build at a moment of so many seconds, beside another one or alone; then look.

        Mostly it is killed, else interrupted as at a terminal, or ended as by a scheduler.
        """
        for edition in self.out.glob("*/*/[0-9]*"):  # what a killed build hides is for the next one
            shutil.rmtree(edition)
        running = self._started("--force")
        other = self._started("--force") if beside else None
        time.sleep(self._chance.uniform(0, within))
        self._end(running, self._chance.choice(_SIGNALS))
        if other is not None:
            _, told = other.communicate()
            if other.returncode:
                self.faults.append(f"the build beside it ended with {other.returncode}: {told}")
        self._look()

    def _end(self, running: "subprocess.Popen[str]", how: signal.Signals) -> None:
        """End a build; but for a kill, which says nothing, note what it should not have said."""
        with suppress(ProcessLookupError):
            if how is signal.SIGINT:
                os.killpg(running.pid, how)
            else:
                running.send_signal(how)
        _, told = running.communicate()
        expected = {0, -how, 128 + how}  # it may have been over, or not yet have begun
        if how is not signal.SIGKILL and (running.returncode not in expected or _TRACE in told):
            self.faults.append(f"{how.name} ended a build with {running.returncode}: {told}")

    def _look(self) -> None:
        """Note each edition that is not whole, and each process that stays."""
        for edition in self.out.glob("*/*/*"):
            if not edition.name.startswith(".") and not _is_whole(edition):
                self.faults.append(f"{edition} is not whole")
        deadline = time.monotonic() + _GONE
        while (left := list(self._processes())) and time.monotonic() < deadline:
            time.sleep(0.05)
        self.faults += [f"a process is left: {each}" for each in left]

    def at_the_end(self) -> None:
        """Build once more, and note whatever is missing or left over."""
        self.whole()
        self._look()
        for name in NAMES:
            if not list((self.out / DAY / name).glob("[0-9]*")):
                self.faults.append(f"there is no edition of {name}")
        hidden = [path for path in self.out.rglob(".*") if path.name not in NOTES]
        left = [*hidden, *(self.folder / "temporary").iterdir()]
        self.faults += [f"{path} is left" for path in left]

    def _started(self, *words: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", small.program(self.folder), "build", *words]
        surroundings = os.environ | {
            _MARK: str(self.folder),
            "TMPDIR": str(self.folder / "temporary"),
        }
        return subprocess.Popen(
            [*command, "--as-of", DAY, "--out", str(self.out), "--jobs", "2"],
            env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip

    def _processes(self) -> Iterator[str]:
        """Yield the command lines of processes that a build of this folder has left."""
        mark = f"{_MARK}={self.folder}".encode()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (process / "environ").read_bytes().split(b"\0"):
                    yield (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()[:200]
            except OSError:
                continue


def _is_whole(edition: Path) -> bool:
    told = manifest.read(edition)
    found = {path.name for path in edition.iterdir()}
    return set(editions.files()) == found and manifest.is_intact(edition, told)
