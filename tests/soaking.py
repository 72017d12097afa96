"""Days of a service with faults put in, and what must be true at the end.

Small briefings are due on simulated days. On some of them a command is killed, the disk is full,
the mail server refuses or hangs up, the clock goes back or a notebook is broken. Each call is the
real command, and the mail server a real one on loopback. Editions are made, and whatever is killed
is killed, in processes of their own; to start one only to send or to publish would take longer than
that does, so those are called in this one.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner

from h200analysis import project
from h200analysis.cli import main
from h200analysis.delivery import archive, database
from tests import small
from tests.delivery.post import mailserver
from tests.delivery.post.mailserver import MailServer

FIRST = date(2026, 1, 15)
FAULTS = ("killed", "full disk", "refused", "hung up", "clock", "broken")
RECIPIENTS = ("desk", "principal", "archive")
_SCHEDULE = 'schedule = "daily 06:30 Europe/London"\nretries = 1\n'
_BROKEN = "raise ValueError('broken today')"
_RECIPIENTS = """
[recipients.desk]
channels = [{{kind = "mail", address = "desk@example.org"}}]
[recipients.principal]
briefings = ["{first}"]
when = "changes"
channels = [{{kind = "mail", address = "principal@example.org"}}]
[recipients.archive]
channels = [{{kind = "folder", path = "{kept}"}}]
"""
_HOURS = (timedelta(hours=6, minutes=31), timedelta(hours=7, minutes=2), timedelta(hours=14))
_KEPT_FREE = 300_000  # bytes of the small disk, on a day on which it is full
_PATIENCE = 120.0  # seconds for one command


@dataclass
class Soak:
    """A checkout, a folder of editions, a library and a mail server, over some days.

    `jobs` editions are made at a time, as many as there are processors if it is not given.
    """

    folder: Path
    names: Sequence[str]
    seed: int
    server: MailServer
    jobs: int | None = None
    faults: list[str] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)
    days: int = 0

    def __post_init__(self) -> None:
        """Lay out the checkout and the file of recipients."""
        self._chance = random.Random(self.seed)  # noqa: S311 - any moments will do
        self._can_be_full = False
        self._refusals: set[int] = set()
        small.lay_out(self.folder / "checkout", self.names, _SCHEDULE)
        for name in ("state", "kept", "temporary"):
            (self.folder / name).mkdir()
        recipients = _RECIPIENTS.format(first=self.names[0], kept=self.folder / "kept")
        told = f'keepers = ["desk"]\n{mailserver.settings(self.server)}{recipients}'
        (self.folder / "checkout" / "reports" / "deliveries.toml").write_text(told, "utf-8")

    @property
    def out(self) -> Path:
        """The folder of editions."""
        return self.folder / "state" / "editions"

    @property
    def site(self) -> Path:
        """The folder of the library."""
        return self.folder / "site"

    def live(self, days: Sequence[Collection[str]]) -> None:
        """Live through days with the faults of each, and one day without any, and then look."""
        self.days = len(days)
        with _small_disk(self.folder / "state") as self._can_be_full:
            self._call(_hour(FIRST - timedelta(days=1), _HOURS[0]), "run")  # takes up the schedules
            for number, faults in enumerate((*days, ())):
                self._day(FIRST + timedelta(days=number), faults)
            self._look()

    def _day(self, day: date, faults: Collection[str]) -> None:
        self.met.update(each for each in faults if each != "full disk" or self._can_be_full)
        with self._faulty(faults):
            for place, hour in enumerate(_HOURS):
                at = _hour(day, hour)
                is_killed = "killed" in faults and place == 0
                self._call(at, "run", is_killed=is_killed)
                if "clock" in faults and place == 1:
                    self._call(at - timedelta(hours=30), "run")
                if "broken" in faults and place == 1:
                    self._mend(self.names[-1])
                self._call(at + timedelta(minutes=5), "deliver", is_killed=is_killed)
        self._call(_hour(day, _HOURS[-1]), "publish", is_killed="killed" in faults)

    @contextmanager
    def _faulty(self, faults: Collection[str]) -> Iterator[None]:
        """Put faults in for a day."""
        self._refusals = {2} if "full disk" in faults else set()  # a sentence about the disk
        ballast = self.folder / "state" / "ballast"
        if "full disk" in faults and self._can_be_full:
            room = os.statvfs(ballast.parent)
            size = max(room.f_bavail * room.f_frsize - _KEPT_FREE, 0)
            ballast.write_bytes(bytes(size))
        if "refused" in faults:
            self.server.answers["RCPT"] = "451 4.3.0 come again"
        if "hung up" in faults:
            self.server.stage = self._chance.choice(mailserver.STAGES)
        if "broken" in faults:
            self._break(self.names[-1])
        try:
            yield
        finally:
            ballast.unlink(missing_ok=True)
            self.server.answers.clear()
            self.server.stage = ""

    def _notebook(self, name: str) -> Path:
        return self.folder / "checkout" / "notebooks" / f"{name}.ipynb"

    def _break(self, name: str) -> None:
        told = json.loads(self._notebook(name).read_text("utf-8"))
        told["cells"][1]["source"] = f"{_BROKEN}\n" + "".join(told["cells"][1]["source"])
        self._notebook(name).write_text(json.dumps(told), "utf-8")

    def _mend(self, name: str) -> None:
        told = json.loads(self._notebook(name).read_text("utf-8"))
        told["cells"][1]["source"] = told["cells"][1]["source"].removeprefix(f"{_BROKEN}\n")
        self._notebook(name).write_text(json.dumps(told), "utf-8")

    def _call(self, at: datetime, command: str, is_killed: bool = False) -> None:
        """Call a command at a simulated hour; kill it at a random moment if asked to."""
        asked = [command, "--out", str(self.out)]
        asked += [str(self.site)] if command == "publish" else ["--at", f"{at:%FT%TZ}"]
        surroundings = {
            "H200_REGISTER": str(self.folder / "register.jsonl"),
            "H200_TEST_PASSWORD": mailserver.PASSWORD,
            "SOURCE_DATE_EPOCH": str(int(at.timestamp())),
            "TMPDIR": str(self.folder / "temporary"),
        }
        if is_killed or command == "run":
            one_at_a_time = command == "run" and self.jobs and not is_killed
            words = [*asked, "--jobs", str(self.jobs)] if one_at_a_time else asked
            code, said = self._elsewhere(words, surroundings, is_killed)
        else:
            code, said = self._here(asked, surroundings)
        allowed = {0, 1, 75, -signal.SIGKILL, *self._refusals}
        if "Traceback" in said or code not in allowed:
            self.faults.append(f"{at} {command} ended with {code}: {said}")

    def _elsewhere(
        self, words: Sequence[str], surroundings: Mapping[str, str], is_killed: bool
    ) -> tuple[int, str]:
        """Call a command as a process; return its exit code, and what it said of errors."""
        process = subprocess.Popen(
            [sys.executable, "-c", small.program(self.folder / "checkout"), *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
            env={**os.environ, **surroundings},
        )  # fmt: skip
        if is_killed:
            time.sleep(self._chance.uniform(0.2, 3.0))
            os.killpg(process.pid, signal.SIGKILL)
        _, said = process.communicate(timeout=_PATIENCE)
        return process.returncode, said

    def _here(self, words: Sequence[str], surroundings: Mapping[str, str]) -> tuple[int, str]:
        """Call a command in this process; return its exit code, and what it said of errors."""
        root = {project.ROOT: str(self.folder / "checkout"), "H200_DATA": str(small.DATA)}
        with patch.dict(os.environ, {**surroundings, **root}):
            ran = CliRunner().invoke(main, words)
        is_crash = ran.exception is not None and not isinstance(ran.exception, SystemExit)
        return ran.exit_code, f"Traceback: {ran.exception!r}" if is_crash else ran.stderr

    def _look(self) -> None:
        """Note what is amiss at the end."""
        self._look_at_editions()
        self._look_at_messages()
        self._look_at_library()

    def _look_at_editions(self) -> None:
        standing = archive.editions(self.out)
        self.faults += [f"{each.address} is not whole" for each in standing if not each.is_intact]
        there = {(each.day, each.name) for each in standing}
        with database.opened(self.out) as book:
            rows = book.execute("select briefing, day, outcome from runs").fetchall()
        told = {(date.fromisoformat(row["day"]), row["briefing"]) for row in rows}
        for number in range(self.days + 1):
            for name in self.names:
                due = (FIRST + timedelta(days=number), name)
                if due not in there and due not in told:
                    self.faults.append(f"{due} is lost: no edition and no word of it")
        made = {
            (date.fromisoformat(row["day"]), row["briefing"])
            for row in rows
            if row["outcome"] in {"made", "unchanged"}
        }
        self.faults += [f"{due} was made and is gone" for due in made - there]

    def _look_at_messages(self) -> None:
        ids = Counter((each["Message-ID"], each["To"]) for each in self.server.taken)
        self.faults += [f"{each} came {n} times" for each, n in ids.items() if n > 1]
        with database.opened(self.out) as book:
            rows = book.execute("select recipient, subject, state from messages").fetchall()
            query = "select count(distinct briefing || due) from runs where outcome = 'abandoned'"
            (given_up,) = book.execute(query).fetchone()
        told = {(row["recipient"], row["subject"]) for row in rows}
        alerts = sum(subject.startswith("failed ") for _, subject in told)
        if alerts != given_up:
            self.faults.append(f"{given_up} hours were given up, and {alerts} alerts written")
        for each in archive.editions(self.out):
            if ("archive", each.address) not in told:
                self.faults.append(f"nobody decided whether {each.address} goes to the archive")
        states = Counter(row["state"] for row in rows)
        self.met.update({f"message {state}": count for state, count in states.items()})
        self.faults += [f"{n} messages are still {state}" for state, n in states.items()
                        if state in {"written", "sending"}]  # fmt: skip

    def _look_at_library(self) -> None:
        sums = self.site / "SHA256SUMS"
        ran = subprocess.run(
            ["sha256sum", "--check", "--quiet", sums.name], cwd=self.site,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if ran.returncode:
            self.faults.append(f"the library is not whole: {ran.stdout}{ran.stderr}")
        listed = sums.read_text("utf-8")
        for each in archive.editions(self.out):
            if f"{each.address}/" not in listed:
                self.faults.append(f"the library lacks {each.address}")


def _hour(day: date, hour: timedelta) -> datetime:
    return datetime.combine(day, datetime.min.time(), UTC) + hour


@contextmanager
def _small_disk(folder: Path) -> Iterator[bool]:
    """Have a folder on a disk of its own that can be filled; say whether this user may do that."""
    command = ["mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", str(folder)]
    ran = subprocess.run(command, capture_output=True, check=False)
    try:
        yield ran.returncode == 0
    finally:
        if ran.returncode == 0:
            subprocess.run(["umount", str(folder)], check=False)
