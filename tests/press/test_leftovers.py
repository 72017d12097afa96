"""What a killed build leaves in the temporary folder is swept by the next."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from h200analysis.press import leftovers


def test_only_what_belongs_to_dead_processes_is_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A living process keeps its folders, and so does everybody else."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    own = leftovers.folder()
    gone = tmp_path / f"h200-{dead.pid}-abc"
    others = [tmp_path / name for name in ("h200-1-abc", "h200-x-abc", "other-99999999-abc")]
    for folder in (gone, *others):
        folder.mkdir()

    leftovers.sweep()

    assert not gone.exists()
    assert all(folder.exists() for folder in (own, *others))
    assert own.name.startswith(f"h200-{os.getpid()}-")
