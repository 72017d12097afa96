"""This project's command, as a user or a scheduler runs it."""

import sys
from pathlib import Path

from benchmarks.timing import Laps, timed

BUILD, HELP, PYTHON = "h200 build", "h200 --help", "python -c pass"
DAY = "2026-01-15"  # the plain tools run the notebooks as they stand, which is as of this day
_H200 = str(Path(sys.executable).with_name("h200"))


def built(out: Path) -> Laps:
    """Build every briefing of the catalogue for one day, gate and manifest included."""
    return {BUILD: timed([_H200, "build", "--as-of", DAY, "--force", "--out", str(out)])}


def asked_for_help() -> Laps:
    """Start the command for nothing but its help."""
    return {HELP: timed([_H200, "--help"])}


def python_started() -> Laps:
    """Start the interpreter for nothing at all."""
    return {PYTHON: timed([sys.executable, "-c", "pass"])}
