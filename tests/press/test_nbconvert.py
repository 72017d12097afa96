"""The exporters are nbconvert's too: found by their names, without the press."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest


@pytest.mark.parametrize(
    ("form", "file", "opening"),
    [("briefing-html", "it.html", b"<!doctype html>"), ("briefing-pdf", "it.pdf", b"%pdf-")],
)
def test_nbconvert_knows_the_exporters(
    tmp_path: Path, form: str, file: str, opening: bytes
) -> None:
    """`jupyter nbconvert --to briefing-html` and `--to briefing-pdf` write a page and a sheet."""
    path = tmp_path / "it.ipynb"
    cells = [nbformat.v4.new_markdown_cell("# It\n\nA finding.")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    jupyter = str(Path(sys.executable).with_name("jupyter"))

    ran = subprocess.run(
        [jupyter, "nbconvert", "--to", form, str(path)], capture_output=True, text=True, check=False
    )

    assert 0 == ran.returncode, ran.stderr
    assert opening == (tmp_path / file).read_bytes().lstrip()[: len(opening)].lower()
    assert "no date" in ran.stderr  # alone, the exporters warn of what the gate refuses
