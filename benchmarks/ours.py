"""This project's command, as a user or a scheduler runs it."""

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.timing import Timing, timed

JOBS = 2
_H200 = str(Path(sys.executable).with_name("h200"))


def built(names: Sequence[str], out: Path, day: str | None = None) -> Timing:
    """Build briefings for one day, or for all days of the catalogue, into a folder.

    Gate and manifest are included. The register of forecasts is one beside the folder.
    """
    asked = ["--as-of", day] if day else []
    command = [_H200, "--quiet", "build", *names, *asked, "--jobs", str(JOBS), "--out", str(out)]
    return timed(command, {"H200_REGISTER": str(out.with_name("register.jsonl"))})


def asked_for_help() -> Timing:
    """Start the command for nothing but its help."""
    return timed([_H200, "--help"])


def python_started() -> Timing:
    """Start the interpreter for nothing at all."""
    return timed([sys.executable, "-c", "pass"])
