"""The exporters are nbconvert's too: found by their names, without the press."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from pypdf import PdfReader

JUPYTER = str(Path(sys.executable).with_name("jupyter"))
DATED = nbformat.v4.new_code_cell('as_of = "2026-01-15"', metadata={"tags": ["parameters"]})


def _exported(folder: Path, form: str, *cells: nbformat.NotebookNode) -> str:
    """Export a notebook of a title and these cells as `it` in a form; return warnings."""
    path = folder / "it.ipynb"
    title = nbformat.v4.new_markdown_cell("# It\n\nA finding.")
    nbformat.write(nbformat.v4.new_notebook(cells=[title, *cells]), path)
    command = [JUPYTER, "nbconvert", "--to", form, str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert 0 == ran.returncode, ran.stderr
    return ran.stderr


@pytest.mark.parametrize(
    ("form", "file", "opening"),
    [
        ("briefing-html", "it.html", b"<!doctype html>"),
        ("briefing_html", "it.html", b"<!doctype html>"),
        ("briefing-pdf", "it.pdf", b"%pdf-"),
        ("briefing_pdf", "it.pdf", b"%pdf-"),
        ("briefing_docx", "it.docx", b"pk"),
    ],
)
def test_nbconvert_knows_the_exporters(
    tmp_path: Path, form: str, file: str, opening: bytes
) -> None:
    """`jupyter nbconvert --to briefing-html` writes a page; so do paper and Word by their names."""
    warnings = _exported(tmp_path, form)

    assert opening == (tmp_path / file).read_bytes().lstrip()[: len(opening)].lower()
    assert "no date" in warnings  # alone, the exporters warn of what the gate refuses


def test_a_notebook_with_parameters_is_dated_by_them(tmp_path: Path) -> None:
    """Exported alone, a PDF bears the day that the notebook's parameters state."""
    assert "no date" not in _exported(tmp_path, "briefing-pdf", DATED)

    told = PdfReader(tmp_path / "it.pdf").metadata
    assert told is not None
    assert "D:20260115000000Z" == str(told["/CreationDate"])


_LISTED = """
from jupyter_server.serverapp import ServerApp
from nbconvert.exporters.base import get_export_names
ServerApp.instance()
print([name for name in get_export_names() if name.startswith("briefing")])
"""


def test_a_server_lists_each_form_once(tmp_path: Path) -> None:
    """A Jupyter server offers the exporters by the names that its addresses can hold."""
    own = {"JUPYTER_CONFIG_DIR": str(tmp_path), "JUPYTER_RUNTIME_DIR": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", _LISTED],
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "['briefing_docx', 'briefing_html', 'briefing_pdf']" == ran.stdout.strip(), ran.stderr
