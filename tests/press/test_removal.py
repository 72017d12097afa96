"""What an author takes out of a notebook comes out of no file that is made of it."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode, from_dict
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
    new_raw_cell,
)
from pypdf import PdfReader

from h200analysis.press import editions, formats, gate, reading, removal
from h200analysis.press.figures import figures
from tests.conftest import needed
from tests.press.changed import changed
from tests.press.dot import DOT
from tests.press.test_gate import LEDGER, notebook_of, sound_bundles

SOURCE, OUTPUT = "hunter2_source", "hunter2_output"
ENTRY_POINTS = {".html": "briefing-html", ".pdf": "briefing-pdf"}


def _secret(*tags: str, told: dict[str, Any] | None = None) -> NotebookNode:
    """Return an executed cell with a secret in its source, and one in its output."""
    data = {"text/plain": OUTPUT, "application/vnd.h200.figures+json": [{"name": OUTPUT}]}
    output = new_output("display_data", data=data, metadata=told or {})
    metadata = {"tags": list(tags), "note": SOURCE}
    cell: NotebookNode = new_code_cell(f"# {SOURCE}", outputs=[output], metadata=metadata)
    return cell


def _of(*cells: NotebookNode, **metadata: Any) -> NotebookNode:
    notebook: NotebookNode = new_notebook(
        cells=[new_markdown_cell("# It\n\nA finding."), *cells, new_code_cell("kept = 1")],
        metadata={"h200": {"as_of": "2026-01-15"}, **metadata},
    )
    return notebook


def _held(folder: Path, pdf: bytes) -> dict[str, str]:
    """Return what Debian's tool takes out of a PDF, by name, and the text of its pages."""
    path = folder / "of.pdf"
    path.write_bytes(pdf)
    inside = folder / "inside"
    inside.mkdir()
    subprocess.run([needed("pdfdetach"), "-saveall", "-o", inside, path], check=True)
    pages = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    attached = {file.name: file.read_text(encoding="utf-8") for file in inside.iterdir()}
    return attached | {"pages": pages}


def _written(tmp_path: Path, notebook: NotebookNode, *options: str) -> Iterator[dict[str, str]]:
    """Yield what stands in each file that jupyter nbconvert makes of a notebook."""
    path = tmp_path / "it.ipynb"
    nbformat.write(notebook, path)
    jupyter = str(Path(sys.executable).with_name("jupyter"))
    for suffix, name in ENTRY_POINTS.items():
        command = [jupyter, "nbconvert", "--to", name, *options, str(path)]
        subprocess.run(command, check=True, capture_output=True)
        made = path.with_suffix(suffix).read_bytes()
        yield _held(tmp_path, made) if suffix == ".pdf" else {"page": made.decode()}


@pytest.mark.parametrize(
    ("options", "tags", "gone"),
    [
        ([], ["remove_cell"], {SOURCE, OUTPUT}),
        (["--TagRemovePreprocessor.remove_cell_tags=secret"], ["secret"], {SOURCE, OUTPUT}),
        (
            [
                "--TagRemovePreprocessor.enabled=True",
                "--TagRemovePreprocessor.remove_input_tags=secret",
            ],
            ["secret"],
            {SOURCE},
        ),
        (["--TagRemovePreprocessor.remove_all_outputs_tags=secret"], ["secret"], {OUTPUT}),
        (["--TagRemovePreprocessor.remove_single_output_tags=secret"], [], {OUTPUT}),
        (["--no-input"], [], {SOURCE}),
        (["--TemplateExporter.exclude_output=True"], [], {OUTPUT}),
        (["--TemplateExporter.exclude_code_cell=True"], [], {SOURCE, OUTPUT}),
        (["--ClearOutputPreprocessor.enabled=True"], [], {OUTPUT}),
    ],
)
def test_nbconvert_takes_out_what_it_is_told_to(
    tmp_path: Path, options: list[str], tags: list[str], gone: set[str]
) -> None:
    """By tag or by option, page, paper and all that is attached lack what was taken out."""
    cell = _secret(*tags, told={"tags": ["secret"]})
    cell.metadata.pop("note")  # nbconvert's options speak of source and outputs, not of metadata

    for held in _written(tmp_path, _of(cell), *options):
        everything = "".join(held.values())
        assert gone == {secret for secret in (SOURCE, OUTPUT) if secret not in everything}
        if "briefing.ipynb" in held:
            nbformat.validate(nbformat.reads(held["briefing.ipynb"], as_version=4))


def test_nbconvert_attaches_what_it_executed(tmp_path: Path) -> None:
    """With --execute the notebook inside the PDF holds the outputs; without, those it came with."""
    notebook = _of(new_code_cell("print(6 * 7 * 1000)"))
    page, paper = _written(tmp_path, notebook, "--execute")
    attached = nbformat.reads(paper["briefing.ipynb"], as_version=4)

    assert "42000" in page["page"]
    assert "42000" in paper["pages"]
    assert "42000\n" == attached.cells[1].outputs[0]["text"]


@pytest.mark.parametrize(
    ("tag", "gone"),
    [
        ("remove_cell", {SOURCE, OUTPUT}),
        ("remove-cell", {SOURCE, OUTPUT}),
        ("remove_input", {SOURCE}),
        ("remove-input", {SOURCE}),
        ("remove_output", {OUTPUT}),
        ("remove-output", {OUTPUT}),
        ("hide_output", {OUTPUT}),
        ("hide-output", {OUTPUT}),
        ("hide-input", {SOURCE}),
        ("hide-cell", {SOURCE, OUTPUT}),
        ("parameters", set()),
    ],
)
def test_each_tag_takes_out_its_part(tag: str, gone: set[str]) -> None:
    """Source, output and the figures in it are gone as the tag says, and the rest is there."""
    cell = _secret(tag)
    cell.metadata.pop("note")

    kept = removal.applied(_of(cell))

    nbformat.validate(kept)
    text = json.dumps(kept)
    assert gone == {secret for secret in (SOURCE, OUTPUT) if secret not in text}
    assert (OUTPUT in gone) == (figures(kept) == [])


@pytest.mark.parametrize(
    ("told", "gone"),
    [
        ({"jupyter": {"source_hidden": True}}, {SOURCE}),
        ({"jupyter": {"outputs_hidden": True}}, {OUTPUT}),
        ({"collapsed": True}, {OUTPUT}),
        ({"jupyter": {"outputs_hidden": False}, "collapsed": False}, set()),
    ],
)
def test_what_jupyterlab_hides_is_taken_out(told: dict[str, Any], gone: set[str]) -> None:
    """What an author has hidden in JupyterLab is in no file either."""
    cell = _secret()
    cell.metadata = from_dict(told)

    text = json.dumps(removal.applied(_of(cell)))

    assert gone == {secret for secret in (SOURCE, OUTPUT) if secret not in text}


def test_one_of_two_streams_is_taken_out() -> None:
    """remove-stderr takes out what a cell wrote to the error stream, and that alone."""
    streams = [new_output("stream", name=name, text=name) for name in ("stdout", "stderr")]
    cell = new_code_cell("x", outputs=streams, metadata={"tags": ["remove-stderr"]})

    (left,) = removal.applied(_of(cell)).cells[1].outputs

    assert "stdout" == left.name


@pytest.mark.parametrize(
    "cell",
    [
        _secret("remove_cell"),
        new_raw_cell(SOURCE, metadata={"tags": ["remove_cell"]}),
        new_markdown_cell(
            SOURCE,
            metadata={"tags": ["remove_cell"]},
            attachments={"a.png": {"image/png": OUTPUT}},
        ),
        new_code_cell(
            SOURCE,
            metadata={"tags": ["remove_input"]},
            outputs=[new_output("error", ename="E", evalue="e", traceback=[f"----> {SOURCE}"])],
        ),
    ],
)
def test_nothing_of_a_removed_part_stays_behind(cell: NotebookNode) -> None:
    """Neither metadata, attachments, the state of widgets nor a traceback give it away."""
    state = {"application/vnd.jupyter.widget-state+json": {"state": {"a": OUTPUT}}}

    kept = removal.applied(_of(cell, widgets=state))

    nbformat.validate(kept)
    assert not [secret for secret in (SOURCE, OUTPUT) if secret in json.dumps(kept)]


def test_cells_keep_their_numbers() -> None:
    """A fault names its cell as the author counts, whatever was taken out before it."""
    picture = new_code_cell("x", outputs=[new_output("display_data", data={"image/png": DOT})])

    read = reading.read(_of(_secret("remove_cell"), picture), "it")

    assert ("cell 3: the picture has no alternative text",) == read.faults


def test_nothing_is_changed_where_nothing_is_taken_out() -> None:
    """A notebook without such tags travels as it is, and the given one is never changed."""
    plain, tagged = _of(_secret()), _of(_secret("remove_cell"))
    before = deepcopy(tagged)

    assert plain == removal.applied(plain)
    assert before != removal.applied(tagged)
    assert before == tagged


def test_an_edition_holds_nothing_that_was_taken_out(tmp_path: Path) -> None:
    """Under the press as well: no file of the edition, and nothing attached to one, holds it."""
    known = changed(tmp_path, f"print('{OUTPUT}')  # {SOURCE}", ["remove_cell"])

    edition = editions.publish(editions.job(known, "supply_gap", {}), tmp_path / "out")

    files = {path.name: path.read_bytes() for path in edition.folder.iterdir()}
    held = {name: text.encode() for name, text in _held(tmp_path, files["briefing.pdf"]).items()}
    assert {"pages", "briefing.ipynb", "figures.json"} <= held.keys()
    for content in [*files.values(), *held.values()]:
        assert SOURCE.encode() not in content
        assert OUTPUT.encode() not in content


def test_the_gate_still_hears_a_removed_cell() -> None:
    """A warning in a cell that nobody is shown may tell of a wrong figure: it is refused."""
    notebook = notebook_of(sound_bundles())
    warned = _secret("remove_cell")
    warned.outputs = [new_output("stream", name="stderr", text="RuntimeWarning: overflow")]
    notebook.cells.append(warned)
    read = reading.read(notebook, "it")
    contents = {form: form.write(read) for form in formats.FORMATS}
    printed = figures(read.document.notebook)

    reasons = gate.reasons(
        gate.Work(contents, read.document, printed, read.faults, LEDGER, notebook)
    )

    assert [True] == ["it writes “RuntimeWarning: overflow”" in reason for reason in reasons]
