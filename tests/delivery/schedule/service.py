"""A checkout of small briefings with a schedule, and `h200` over it as a program of its own."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import small

DAILY = 'schedule = "daily 06:30 UTC"\n'


@dataclass(frozen=True, slots=True)
class Checkout:
    """A checkout, its folder of editions, and a program that is h200 there."""

    root: Path

    @property
    def out(self) -> Path:
        """The folder of editions."""
        return self.root / "out"

    @property
    def program(self) -> Path:
        """The h200 command over this checkout."""
        return self.root / "h200"

    def notebook(self, name: str) -> Path:
        """Return the notebook of a briefing."""
        return self.root / "notebooks" / f"{name}.ipynb"

    def started(self, *words: str) -> "subprocess.Popen[str]":
        """Start h200 as a process group of its own."""
        command = [str(self.program), *words, "--out", str(self.out)]
        return subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True, env=dict(os.environ),
        )  # fmt: skip

    def h200(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run h200 to its end."""
        process = self.started(*words)
        out, err = process.communicate(timeout=300)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def history(self) -> list[dict[str, Any]]:
        """Return the runs, the newest first, as programs are told of them."""
        told: list[dict[str, Any]] = json.loads(self.h200("history", "--format", "json").stdout)
        return told


def lay_out(root: Path, names: Iterable[str], timing: str = DAILY) -> Checkout:
    """Write a checkout of small briefings that are due as `timing` says."""
    small.lay_out(root, names, timing)
    made = Checkout(root)
    script = f"{shlex.quote(sys.executable)} -c {shlex.quote(small.program(root))}"
    made.program.write_text(f'#!/bin/sh\nexec {script} "$@"\n', encoding="utf-8")
    made.program.chmod(0o755)
    return made
