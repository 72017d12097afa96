"""Every law can fail: one slip of the pen in the model, and its test catches it."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

HERE = Path(__file__).parent
MUTATIONS: list[dict[str, str]] = tomllib.loads(
    (HERE / "mutations.toml").read_text(encoding="utf-8")
)["mutation"]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation["law"])
def test_a_slip_is_caught(mutation: dict[str, Any], tmp_path: Path) -> None:
    """In a copy of the package with the slip in it the law's own test fails."""
    package = tmp_path / "src" / "h200analysis"
    shutil.copytree(ROOT / "src" / "h200analysis", package)  # with what Python has compiled
    path = package / "model" / mutation["file"]
    text = path.read_text(encoding="utf-8")
    assert 1 <= text.count(mutation["old"]), "the model no longer reads so; renew the slip"
    path.write_text(text.replace(mutation["old"], mutation["new"]), encoding="utf-8")

    tests = [str(HERE / name) for name in mutation["test"].split(" or ")]
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-x",
            "-p",
            "no:cacheprovider",
            "--hypothesis-seed=1",
            *tests,
        ],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": str(tmp_path / "src"),
            "HYPOTHESIS_STORAGE_DIRECTORY": str(tmp_path / "examples"),  # nothing is remembered
        },
        check=False,
    )

    assert 1 == ran.returncode, ran.stdout[-600:] + ran.stderr[-600:]
    assert "failed" in ran.stdout
