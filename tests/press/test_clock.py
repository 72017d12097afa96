"""A clock that is wrong by decades: told in a sentence, never in a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import small
from tests.conftest import needed


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2099-01-01", "one: The clock of this machine jumped by years"),
        ("1969-06-01", "as_of is 2026-01-15, a day to come; expected one up to 1969-06-01"),
    ],
)
def test_a_clock_that_is_decades_wrong_is_told(tmp_path: Path, day: str, said: str) -> None:
    """Under faketime, time jumps while ZeroMQ waits; before 1970 every day is still to come."""
    small.lay_out(tmp_path, ["one"])
    command = [needed("faketime"), day, sys.executable, "-c", small.program(tmp_path), "build"]
    surroundings = os.environ | {"H200_REGISTER": str(tmp_path / "register.jsonl")}
    asked = [*command, "--as-of", "2026-01-15", "--out", str(tmp_path / "out")]

    ran = subprocess.run(asked, capture_output=True, text=True, check=False, env=surroundings)

    assert ran.returncode in {1, 2}
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
