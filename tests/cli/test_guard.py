"""What becomes of an error: a user's mistake is a sentence, a fault of ours goes into a log."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from h200analysis.cli import main, verbosity
from tests.conftest import ROOT

H200 = Path(sys.executable).with_name("h200")
PLANTED = """
from h200analysis import evidence

def planted(*_):
    {fault}

evidence.read = planted
"""
FAULTS = {
    "key": ("raise KeyError('boom')", "KeyError: 'boom'"),
    "shapes": (
        "import numpy; return numpy.ones(2) + numpy.ones(3)",
        "ValueError: operands could not be broadcast together",
    ),
    "runtime": ("raise RuntimeError('of a library')", "RuntimeError: of a library"),
    "file": ("open('/no/such/file')", "FileNotFoundError: [Errno 2]"),
}


def _run(
    tmp_path: Path, *words: str, planted: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the real command; `planted` is run by its interpreter before it starts."""
    (tmp_path / "site").mkdir(exist_ok=True)
    (tmp_path / "site" / "sitecustomize.py").write_text(planted, encoding="utf-8")
    own = {"PYTHONPATH": str(tmp_path / "site"), "XDG_STATE_HOME": str(tmp_path / "state")}
    own |= {"HOME": str(tmp_path / "home"), "SECRET": "not-to-be-told"} | environment
    return subprocess.run(
        [str(H200), *words], capture_output=True, text=True, check=False, env=os.environ | own
    )


def _logs(tmp_path: Path) -> list[Path]:
    return sorted(tmp_path.rglob("*.log"))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_ours_goes_into_a_log(tmp_path: Path, fault: str) -> None:
    """It is told as ours, with the log's path and exit code 70; its traceback is in the log."""
    code, kind = FAULTS[fault]

    ran = _run(tmp_path, "evidence", planted=PLANTED.format(fault=code))

    [log] = _logs(tmp_path)
    assert 70 == ran.returncode
    [line] = ran.stderr.splitlines()
    assert line.startswith(f"h200: {kind}")
    assert f"This is a fault of h200analysis, not of yours. The details are in {log};" in line
    kept = log.read_text(encoding="utf-8")
    assert "Traceback (most recent call last)" in kept
    assert "in planted" in kept
    assert kind in kept
    assert "not-to-be-told" not in kept


def test_a_traceback_is_shown_if_asked_for(tmp_path: Path) -> None:
    """Before the command or after it, of a fault of ours and of a user's mistake."""
    fault = PLANTED.format(fault="raise KeyError('boom')")

    before = _run(tmp_path, "--traceback", "evidence", planted=fault)
    after = _run(tmp_path, "evidence", "--traceback", planted=fault)
    mistake = _run(tmp_path, "evidence", "--as-of", "yesterday", "--traceback")

    assert [70, 70, 2] == [ran.returncode for ran in (before, after, mistake)]
    for ran in (before, after):
        assert "in planted" in ran.stderr
        assert "The details are in" in ran.stderr
    assert "h200analysis.errors.ArgumentError: as_of is 'yesterday'" in mistake.stderr


def test_without_a_log_the_traceback_is_printed(tmp_path: Path) -> None:
    """Where no log can be written nothing is lost: the traceback stands in its place."""
    fault = PLANTED.format(fault="raise KeyError('boom')")

    ran = _run(tmp_path, "evidence", planted=fault, XDG_STATE_HOME=os.devnull)

    assert 70 == ran.returncode
    assert "No log could be written" in ran.stderr
    assert "in planted" in ran.stderr
    assert [] == _logs(tmp_path)


def test_a_users_mistake_is_one_line(tmp_path: Path) -> None:
    """One sentence, exit code 2, and no log."""
    ran = _run(tmp_path, "evidence", "--as-of", "yesterday")

    assert 2 == ran.returncode
    assert "h200: as_of is 'yesterday'; expected a day such as '2026-01-15'.\n" == ran.stderr
    assert [] == _logs(tmp_path)


def test_a_file_of_the_users_is_named_with_what_the_system_said(
    tmp_path: Path, data_folder: Path
) -> None:
    """A folder where a data file should be is the author's to mend."""
    (data_folder / "sources.toml").unlink()
    (data_folder / "sources.toml").mkdir()

    ran = _run(tmp_path, "evidence")

    assert 2 == ran.returncode
    assert "sources.toml: Is a directory" in ran.stderr
    assert 1 == len(ran.stderr.splitlines())


@pytest.mark.parametrize("name", ["ENOSPC", "EMFILE"])
def test_a_machine_that_can_no_more_is_told_as_that(tmp_path: Path, name: str) -> None:
    """A full disk or too many open files is no fault of ours, even if no file is named."""
    full = f"raise OSError(errno.{name}, os.strerror(errno.{name}))"
    fault = PLANTED.format(fault=f"import errno, os; {full}")

    ran = _run(tmp_path, "evidence", planted=fault)

    assert 2 == ran.returncode
    assert "h200: The system refuses to go on: " in ran.stderr
    assert "TMPDIR" in ran.stderr
    assert [] == _logs(tmp_path)


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    """A command started in a folder that somebody has deleted says so."""
    gone = str(tmp_path / "gone")
    leave = f"import os; os.mkdir({gone!r}); os.chdir({gone!r}); os.rmdir({gone!r})\n"
    fault = PLANTED.format(fault="open('here')")

    ran = _run(tmp_path, "evidence", planted=leave + fault)

    assert 2 == ran.returncode
    assert (
        "h200: The folder in which the command was started is gone; change to another.\n"
        == ran.stderr
    )


def test_a_fault_in_one_briefing_does_not_keep_the_others_back(tmp_path: Path) -> None:
    """Each is told by its briefing; the exit code is 70 if one was a fault of ours, else 1."""
    planted = """
from concurrent.futures import Future
from h200analysis.press import failure, workers
from h200analysis.press.run import RunError

def planted(self, given, *_):
    error = {"supply_gap": KeyError("boom")}.get(given.briefing, RunError("a cell failed."))
    future = Future()
    future.set_result(failure.of(error))
    return future

workers.LocalWorkers.make = planted
"""
    words = ("build", "--as-of", "2026-01-15", "--out", str(tmp_path / "out"))

    both = _run(tmp_path, *words, planted=planted)
    sound = _run(tmp_path, *words, "revenue_at_stake", planted=planted)

    assert [70, 1] == [both.returncode, sound.returncode]
    told = [line for line in both.stderr.splitlines() if line.startswith("h200:")]
    assert "h200: revenue_at_stake: a cell failed." in told
    (fault,) = (line for line in told if not line.endswith(": a cell failed."))
    assert fault.startswith("h200: supply_gap: KeyError: 'boom'. This is a fault of")
    assert 1 == len(_logs(tmp_path))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the package, of its notebooks and of its evidence, whose faults are planted."""
    for name in ("src", "notebooks", "reports", "data"):
        leave = shutil.ignore_patterns("__pycache__", "editions")
        shutil.copytree(ROOT / name, tmp_path / "copied" / name, ignore=leave)
    return tmp_path / "copied"


def _plant(file: Path, before: str, fault: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert 1 == text.count(before)
    file.write_text(text.replace(before, fault + before), encoding="utf-8")


FORMULA = "return maximum(orders_chips - stock_chips, 0)"
SHAPES = "import numpy; numpy.linalg.inv(numpy.ones(2))\n    "


@pytest.mark.parametrize(
    ("fault", "kind"),
    [("raise KeyError('boom')\n    ", "KeyError: 'boom'"), (SHAPES, "LinAlgError: 1-dimensional")],
)
def test_a_fault_of_ours_that_a_notebook_meets_goes_into_a_log(
    tmp_path: Path, copied: Path, fault: str, kind: str
) -> None:
    """It is no failing cell: exit code 70 and a log with the kernel's traceback; the rest goes on.

    What we give to another library, and it cannot take, is our fault too.
    """
    _plant(copied / "src" / "h200analysis" / "model" / "market.py", FORMULA, fault)
    words = ("build", "supply_gap", "--as-of", "2026-01-15", "--out", str(tmp_path / "out"))

    ran = _run(tmp_path, *words, PYTHONPATH=str(copied / "src"), H200_ROOT=str(copied))

    [log] = _logs(tmp_path)
    told = [line for line in ran.stderr.splitlines() if line.startswith("h200:")]
    assert 70 == ran.returncode
    assert 1 == len(told)
    assert f"supply_gap: cell 3 failed: {kind}" in told[0]
    assert f"This is a fault of h200analysis, not of yours. The details are in {log};" in told[0]
    kept = log.read_text(encoding="utf-8")
    assert "market.py" in kept
    assert "in supply_gap" in kept
    assert kind in kept


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("raise KeyError('boom')", "KeyError: 'boom'"),
        ("import numpy; numpy.linalg.inv(numpy.ones(2))", "LinAlgError: 1-dimensional"),
        ("case.evaluate('orders_chip')", "'orders_chip'"),
    ],
)
def test_a_fault_of_the_notebook_is_a_sentence(
    tmp_path: Path, copied: Path, fault: str, kind: str
) -> None:
    """What the author of a cell did wrong is told with the cell's number; exit code 1, no log."""
    cell = '"gap, at_list, fill = map('
    _plant(copied / "notebooks" / "supply_gap.ipynb", cell, f'"{fault}\\n",\n    ')
    words = ("build", "supply_gap", "--as-of", "2026-01-15", "--out", str(tmp_path / "out"))

    ran = _run(tmp_path, *words, PYTHONPATH=str(copied / "src"), H200_ROOT=str(copied))

    [told] = [line for line in ran.stderr.splitlines() if line.startswith("h200:")]
    assert 1 == ran.returncode
    assert told.startswith("h200: supply_gap: cell 3 failed: ")
    assert kind in told
    assert [] == _logs(tmp_path)


def _commands(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    required = [
        word
        for asked in command.params
        if asked.required
        for word in (["x"] if isinstance(asked, click.Argument) else [asked.opts[0], "x"])
    ]
    only_leads_on = isinstance(command, click.Group) and not command.invoke_without_command
    if words and not only_leads_on:
        yield (*words, *required)
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _commands(below, (*words, name))


@pytest.mark.parametrize("words", sorted(_commands(main)), ids=" ".join)
def test_every_command_is_guarded(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """No command runs outside of the guard, whoever adds one."""

    class ReachedError(BaseException):
        pass

    def reached() -> None:
        raise ReachedError

    monkeypatch.setattr(verbosity, "messages_on_stderr", reached)

    with pytest.raises(ReachedError):
        CliRunner().invoke(main, words, catch_exceptions=False)
