"""A formula edited on disk under %autoreload is the edited one, in old and in new cases."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

# The gap asked for by function, by imported name and by text; then two formulas over it.
TOLD = """\
old case: 1300000 1300000 1300000 35100000000 7800000
new case: 1300000 1300000 1300000 35100000000 7800000
called: 1300000.0 1300000.0
The body is edited.
old case: 1650000 1650000 1650000 44550000000 9900000
new case: 1650000 1650000 1650000 44550000000 9900000
called: 1650000.0 1650000.0
draws: True
The arguments are edited.
old case: 27000000000.0
new case: 27000000000.0
A formula is added.
new formula: 70000.0 market.tenth
"""


def test_an_edited_formula_is_the_edited_one(tmp_path: Path) -> None:
    """Asked by function, by an imported name, by text, and within others: never a stale figure."""
    package = ROOT / "src" / "h200analysis"
    copied = shutil.ignore_patterns("__pycache__")
    shutil.copytree(package, tmp_path / "h200analysis", ignore=copied)
    surroundings = {
        "PYTHONPATH": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "IPYTHONDIR": str(tmp_path / "ipython"),
        "H200_DATA": str(ROOT / "data"),
    }

    ran = subprocess.run(
        [sys.executable, Path(__file__).with_name("editing.py"), tmp_path],
        capture_output=True,
        text=True,
        env=os.environ | surroundings,
        cwd=tmp_path,
        check=False,
    )

    assert 0 == ran.returncode, ran.stdout + ran.stderr
    assert TOLD == ran.stdout
