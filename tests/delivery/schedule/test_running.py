"""`h200 run` the whole way: processes, notebooks, editions, rows and logs are real."""

import os
import signal
import socket
import time
from pathlib import Path
from threading import Thread

import nbformat
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell

from h200analysis.cli import main
from h200analysis.delivery import archive, database
from h200analysis.delivery.schedule import heartbeat
from h200analysis.delivery.schedule.book import Book
from tests.delivery.schedule.service import Checkout, lay_out

BEFORE, DUE = "2026-06-01T05:00Z", "2026-06-01T06:30Z"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A service that has met one hour of two briefings, one of which cannot be made."""
    made = lay_out(tmp_path_factory.mktemp("service"), ["sound", "broken"])
    _break(made.notebook("broken"))
    for at in (BEFORE, DUE):
        (made.root / at).write_text(_told(made.h200("run", "--at", at)), encoding="utf-8")
    return made


def _break(notebook: Path) -> None:
    cells = nbformat.read(notebook, as_version=4)
    cells.cells.append(new_code_cell("raise ValueError('no such figure')"))
    nbformat.write(cells, notebook)


def _told(process: object) -> str:
    return f"{process.returncode}\n{process.stdout}{process.stderr}"  # type: ignore[attr-defined]


def test_the_first_call_says_nothing_and_the_next_makes_what_is_due(ran: Checkout) -> None:
    """A failure is told and gives the exit code 1; the other briefing is made all the same."""
    told = (ran.root / DUE).read_text(encoding="utf-8")

    assert "0\n" == (ran.root / BEFORE).read_text(encoding="utf-8")
    assert told.startswith("1\n")
    assert "sound, due 2026-06-01T06:30:00Z: made: 2026-06-01/sound/1" in told
    assert "broken, due 2026-06-01T06:30:00Z: failed: " in told
    assert ["2026-06-01/sound/1"] == [each.address for each in archive.editions(ran.out)]


def test_each_run_has_a_row_and_a_log(ran: Checkout) -> None:
    """The row has the edition with its key, or the reason; the log has what was said meanwhile."""
    rows = {row["briefing"]: row for row in ran.history()}
    edition = archive.edition(ran.out, rows["sound"]["edition"])
    log = (ran.out / rows["broken"]["log"]).read_text(encoding="utf-8")

    assert edition.key == rows["sound"]["key"]
    assert "no such figure" in rows["broken"]["reason"]
    assert "RunError" in log
    assert "no such figure" in log


def test_a_notebook_that_fails_is_not_run_again_until_something_changes(ran: Checkout) -> None:
    """The same inputs fail the same: the hour is left, and that is told once; mended, it is met."""
    left = ran.h200("run", "--at", "2026-06-01T06:32Z")
    after = ran.h200("run", "--at", "2026-06-01T06:33Z")
    mended = nbformat.read(ran.notebook("broken"), as_version=4)
    mended.cells.pop()
    nbformat.write(mended, ran.notebook("broken"))
    by_hand = ran.h200("run", "broken", "--hour", DUE, "--at", "2026-06-01T07:00Z")

    assert (1, 1) == (left.returncode, left.stderr.count("no edition for 2026-06-01 06:30 UTC"))
    assert "Not tried again, since nothing has changed." in left.stderr
    assert (0, "") == (after.returncode, after.stdout + after.stderr)
    assert (0, 1) == (by_hand.returncode, by_hand.stdout.count("made: 2026-06-01/broken/1"))
    outcomes = [row["outcome"] for row in ran.history() if row["briefing"] == "broken"]
    assert ["made", "abandoned", "failed"] == outcomes


def test_of_two_runs_at_once_one_does_the_work(tmp_path: Path) -> None:
    """The second says that another is at work, by exit code 75 too; each hour has one row.

    Two hours of one day come to one edition, which the later of them finds unchanged.
    """
    made = lay_out(tmp_path, ["one"], 'schedule = "0 6,7 * * * UTC"\ncatch_up = "all"\n')
    made.h200("run", "--at", BEFORE)

    both = [made.started("run", "--at", "2026-06-01T07:00Z") for _ in range(2)]
    told = [process.communicate(timeout=300) for process in both]

    codes = [process.returncode for process in both]
    assert [0, 75] == sorted(codes)
    assert "another h200 run is at work (" in told[codes.index(75)][1]
    rows = [(row["due"][11:13], row["attempt"], row["outcome"]) for row in made.history()]
    assert [("07", "1", "unchanged"), ("06", "1", "made")] == rows
    assert ["2026-06-01/one/1"] == [each.address for each in archive.editions(made.out)]


def test_after_a_kill_in_the_middle_the_next_run_finds_the_row_and_goes_on(tmp_path: Path) -> None:
    """The row of the killed run has its reason, and the hour is met by the next attempt."""
    made = lay_out(tmp_path, ["one"])
    made.h200("run", "--at", BEFORE)

    process = made.started("run", "--at", DUE)
    while not list((made.out / ".logs").glob("*.log")):
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    again = made.h200("run", "--at", "2026-06-01T06:31Z")

    rows = made.history()
    assert 0 == again.returncode, again.stderr
    assert [("2", "made"), ("1", "failed")] == [(row["attempt"], row["outcome"]) for row in rows]
    assert "The process that made it ended in the middle." == rows[1]["reason"]
    assert ["2026-06-01/one/1"] == [each.address for each in archive.editions(made.out)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["run", "fee"], "BRIEFING and --hour go together"),
        (["run", "--hour", DUE], "BRIEFING and --hour go together"),
        (["run", "none", "--hour", DUE], "There is no briefing 'none'"),
        (["run", "fee", "typo", "--hour", DUE], "There is no briefing 'typo'"),
        (["run", "fee", "--hour", DUE, "--at", BEFORE], "expected an hour that has come"),
        (["run", "--at", "2026-06-01 06:30"], "expected a time with its offset from UTC"),
        (["due", "--at", "yesterday"], "such as 2026-01-15T06:30Z"),
        (["run", "--ping", "healthchecks.io/x"], "--ping: expected an address that begins with"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(tmp_path: Path, words: list[str], told: str) -> None:
    """The exit code is 2, and no run is written down."""
    refused = CliRunner().invoke(main, [*words, "--out", str(tmp_path)])

    with database.seen(tmp_path) as connection:
        assert [] == Book(connection).history()
    assert (2, 1) == (refused.exit_code, refused.stderr.count(told)), refused.stderr


@pytest.mark.parametrize("answer", [b"", b"no HTTP at all\r\n\r\n", b"HTTP/1.1 404 No\r\n\r\n"])
def test_a_heartbeat_that_answers_badly_is_a_warning_without_its_address(
    answer: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever answers, or nothing, no run ends otherwise for it."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def respond() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1_000)
                connection.sendall(answer)

        thread = Thread(target=respond)
        thread.start()
        heartbeat.beat(f"http://127.0.0.1:{server.getsockname()[1]}/secret-token", is_well=True)
        thread.join()

    [told] = caplog.messages
    assert told.startswith("--ping: the address did not answer as expected (")
    assert "secret-token" not in told


def test_an_address_of_a_heartbeat_that_is_none_is_not_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The words of the error would hold it."""
    heartbeat.beat("http://127.0.0.1:secret-token/x y", is_well=False)

    assert "secret-token" not in caplog.text
    assert "--ping: the address did not answer" in caplog.text
