"""A catalogue in which one briefing was changed."""

import shutil
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell

from h200analysis.press import catalogue
from tests.conftest import ROOT


def changed(tmp_path: Path, code: str, tags: list[str]) -> catalogue.Catalogue:
    """Return a catalogue whose supply gap has one more cell, in the third place."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    (tmp_path / "reports").mkdir()
    shutil.copy(ROOT / "reports" / "briefings.toml", tmp_path / "reports")
    path = tmp_path / "notebooks" / "supply_gap.ipynb"
    notebook: Any = nbformat.read(path, as_version=4)
    notebook.cells.insert(2, new_code_cell(code, metadata={"tags": tags}))
    nbformat.write(notebook, path)
    return catalogue.read(tmp_path)
