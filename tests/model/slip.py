"""Runs tests on a copy of the package: in a process forked from one that has imported the rest."""

import multiprocessing
import os
import sys
from pathlib import Path

_ALL_BUT_OURS = ["numpy", "pydantic", "pytest", "hypothesis"]


def failed(source: Path, tests: list[str], room: Path) -> tuple[int | None, str]:
    """Return the exit code of tests over the package in a folder, and what they printed."""
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(_ALL_BUT_OURS)
    said = room / "said"
    process = forks.Process(target=_run, args=(str(source), tests, str(said), str(room)))
    process.start()
    process.join()
    return process.exitcode, said.read_text(encoding="utf-8")


def _run(source: str, tests: list[str], said: str, room: str) -> None:
    with Path(said).open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = f"{room}/examples"  # nothing is remembered
    sys.path.insert(0, source)
    import pytest

    options = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=1"]
    # Of what was imported before the fork no assertion is rewritten: none of it is a test of ours.
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    sys.exit(pytest.main([*options, *tests]))
