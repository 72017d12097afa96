"""What a killed build leaves in the temporary folder is swept by the next."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from h200analysis.press import leftovers
from h200analysis.press.run import run


@pytest.mark.skipif(os.name != "posix", reason="sockets with a path are POSIX's")
def test_a_long_temporary_folder_is_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kernel's sockets have short paths whatever TMPDIR is; nothing of it stays."""
    long = tmp_path / ("temporary" * 12)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    notebook = new_notebook(cells=[new_code_cell("1 + 1", metadata={"tags": ["parameters"]})])
    nbformat.write(notebook, tmp_path / "small.ipynb")

    ran = run(tmp_path / "small.ipynb", {})

    assert "2" == ran.notebook.cells[0].outputs[0].data["text/plain"]
    assert [] == list(Path(leftovers.beside_sockets()).glob(f"{leftovers.prefix()}*/kernel*"))


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
