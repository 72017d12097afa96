"""How much the command tells on stderr, and that the library itself tells nothing."""

import logging
import subprocess
import sys
import warnings
from concurrent.futures import Future
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from h200analysis import evidence
from h200analysis.cli import main
from h200analysis.press import editions
from h200analysis.press.making import Made
from h200analysis.press.planning import Step
from h200analysis.press.workers import LocalWorkers

EVERY_MODULE = """
import importlib, logging, pkgutil, h200analysis
for module in pkgutil.walk_packages(h200analysis.__path__, "h200analysis."):
    importlib.import_module(module.name)
ours = logging.getLogger("h200analysis")
print(logging.root.handlers, logging.getLevelName(logging.root.level))
print([type(handler).__name__ for handler in ours.handlers], ours.level)
print(logging.getLogger("papermill").level)
"""


def _run(*words: str) -> Result:
    result = CliRunner().invoke(main, list(words))
    assert 0 == result.exit_code, result.output
    return result


def test_the_library_configures_no_logging() -> None:
    """Importing all of the package adds one handler that does nothing, and sets no level."""
    ran = subprocess.run(
        [sys.executable, "-c", EVERY_MODULE], capture_output=True, text=True, check=True
    )

    assert ["[] WARNING", "['NullHandler'] 0", "0"] == ran.stdout.splitlines()


@pytest.mark.parametrize("words", ["-vv list", "list -vv", "-v list -v", "list -v --verbose"])
def test_v_stands_before_or_after_the_command(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it stands it counts, and a message says where it comes from."""
    monkeypatch.setattr("h200analysis.press.catalogue.read", _telling(logging.DEBUG))

    assert "h200: h200analysis.test: told\n" == _run(*words.split()).stderr


@pytest.mark.parametrize(
    ("words", "lowest"),
    [
        (["-q"], logging.ERROR),
        ([], logging.WARNING),
        (["-v"], logging.INFO),
        (["-vv"], logging.DEBUG),
        (["-v", "-q"], logging.WARNING),
    ],
)
def test_each_level_tells_what_is_as_grave(
    words: list[str], lowest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Errors only, warnings, steps, everything."""
    for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
        monkeypatch.setattr("h200analysis.press.catalogue.read", _telling(level))

        assert (level >= lowest) == ("told" in _run("list", *words).stderr)


def _telling(level: int, logger: str = "h200analysis.test") -> object:
    """Return a reading of an empty catalogue that says something to the log."""

    class Nothing:
        briefings: dict[str, str] = {}  # noqa: RUF012 - nothing is ever put there

    def read() -> Nothing:
        logging.getLogger(logger).log(level, "told")
        return Nothing()

    return read


def test_other_libraries_are_heard_when_it_is_grave(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papermill's warnings are for its own users; its errors are for ours."""
    for level, words, is_heard in (
        (logging.WARNING, (), False),
        (logging.WARNING, ("-vv",), True),
        (logging.ERROR, (), True),
    ):
        monkeypatch.setattr("h200analysis.press.catalogue.read", _telling(level, "papermill"))

        assert is_heard == ("told" in _run("list", *words).stderr)


def test_warnings_of_other_libraries_wait_until_they_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A user can do nothing of them; with -vv they come without file, line and source."""

    def warning() -> object:
        warnings.warn("theirs", UserWarning, stacklevel=2)
        return _telling(logging.NOTSET)()  # type: ignore[operator]

    monkeypatch.setattr("h200analysis.press.catalogue.read", warning)
    with warnings.catch_warnings():
        warnings.simplefilter("always")

        assert "" == _run("list").stderr
        assert "h200: py.warnings: theirs\n" == _run("list", "-vv").stderr


def test_logging_is_left_as_it_was_found() -> None:
    """Whoever calls the command from a program of his own keeps his handlers and levels."""
    before = [*logging.root.handlers], logging.root.level, logging.getLogger("h200analysis").level

    _run("-vv", "list")

    after = [*logging.root.handlers], logging.root.level, logging.getLogger("h200analysis").level
    assert before == after


def _made(planned: Step, _: Made) -> editions.Edition:
    return editions.Edition(planned.job.briefing, planned.folder / "1", made=True)


def _make(*_: object) -> "Future[Made]":
    future: Future[Made] = Future()
    future.set_result(Made(seconds=1.5))
    return future


def test_quiet_tells_no_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the folder of what was made is printed, for other programs to read."""
    monkeypatch.setattr(editions, "settle", _made)
    monkeypatch.setattr(LocalWorkers, "make", _make)
    words = ("build", "supply_gap", "--as-of", "2026-01-15", "--out", str(tmp_path))

    told, quiet, verbose = (_run(*words, *more) for more in ((), ("-q",), ("-v",)))

    line = "supply_gap, as of 2026-01-15: made in 1.5 s\n"
    assert f"1 of 1 edition to be made …\n{line}" == told.stderr
    assert "" == quiet.stderr
    assert line in verbose.stderr
    assert told.stdout == quiet.stdout == verbose.stdout != ""


def test_reading_tells_the_log_what_was_known(caplog: pytest.LogCaptureFixture) -> None:
    """The folder, the day and how many claims."""
    with caplog.at_level(logging.DEBUG, logger="h200analysis"):
        known = evidence.read("2026-01-15")

    assert f"{len(known.claims)} claims were known on 2026-01-15" in caplog.text
