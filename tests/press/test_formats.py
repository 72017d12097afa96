"""A new format is one object: written, judged and listed without another line."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from h200analysis.press import catalogue, editions, formats, pandoc, reading
from h200analysis.press.document import Document
from h200analysis.press.formats import Format, Inspection
from h200analysis.press.gate import GateError
from h200analysis.press.pieces import Chart, Picture, Text, Verbatim
from h200analysis.press.reading import Reading
from tests.press.dot import DOT

KNOWN = catalogue.read()


class Plain:
    """The briefing as plain text, written by pandoc from the trees of its texts."""

    name = "plain text"
    file = "briefing.txt"
    splits_words = False

    def write(self, read: Reading) -> bytes:
        """Return the text, each picture as its text alternative, and which edition it is."""
        said = {"t": "Para", "c": [{"t": "Str", "c": read.document.citation}]}
        tree = {**json.loads(read.texts.trees[0]), "blocks": [*_blocks(read), said]}
        command = [str(pandoc.path()), "-f", "json", "-t", "plain", "--wrap=none"]
        asked = json.dumps(tree).encode()
        return subprocess.run(command, input=asked, capture_output=True, check=True).stdout

    def shows(self, figure: Mapping[str, Any]) -> bool:  # noqa: ARG002 - any figure
        """Show every figure."""
        return True

    def inspect(self, content: bytes, document: Document) -> Inspection:
        """Return the text, and whether a picture is missing."""
        text, wanted = content.decode(), document.pictures
        shown = text.count("[Picture]")
        faults = (
            (f"it tells of {shown} of {wanted} charts and pictures.",) if shown != wanted else ()
        )
        return Inspection(" ".join(text.split()), faults)


def _blocks(read: Reading) -> Iterator[object]:
    trees = iter(read.texts.trees)
    for piece in read.document.pieces:
        match piece:
            case Text():
                yield from json.loads(next(trees))["blocks"]
            case Chart() | Picture():
                yield {"t": "Para", "c": [{"t": "Str", "c": f"[Picture] {piece.alt}"}]}
            case Verbatim():
                yield {"t": "CodeBlock", "c": [["", [], []], piece.source]}


class WithoutFigures(Plain):
    """The same with every digit lost."""

    def write(self, read: Reading) -> bytes:
        """Return the text, its digits taken out."""
        return bytes(sign for sign in super().write(read) if not chr(sign).isdigit())


class WithAnError(Plain):
    """The same, but for charts and pictures, and with the text of an error."""

    def write(self, read: Reading) -> bytes:
        """Return the text, spoilt."""
        return super().write(read).replace(b"[Picture]", b"Error loading script")


def _and(form: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, form))


def test_a_tree_holds_what_every_writer_of_pandoc_knows() -> None:
    """Notes, pictures and links inside are pandoc's own; a note told twice is there twice."""
    source = (
        "# It\n\nOne^[Of [it](#it).] and two^[Of [it](#it).]. ![a dot](attachment:dot.png)\n\n"
        "::: {.first-page-end}\n:::\n\n[Up](#It) or [on](https://example.org), $x^2$."
    )
    cell = new_markdown_cell(source, attachments={"dot.png": {"image/png": DOT}})

    (tree,) = reading.read(new_notebook(cells=[cell]), "it").texts.trees

    found = list(_elements(json.loads(tree)))
    kinds = [element["t"] for element in found]
    (picture,) = (element["c"] for element in found if element["t"] == "Image")
    assert (2, 4) == (kinds.count("Note"), kinds.count("Link"))
    assert {"Header", "Math"} <= set(kinds)
    assert not {"Span", "Div", "RawInline", "RawBlock"} & set(kinds)
    assert f"data:image/png;base64,{DOT}" == picture[2][0]


def _elements(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if "t" in part:
            yield part
        part = list(part.values())
    for inner in part if isinstance(part, list) else []:
        yield from _elements(inner)


def test_a_new_format_is_published_judged_and_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plain text stands in the edition, its hash in the manifest, and its loss is noticed."""
    job = editions.job(KNOWN, "supply_gap", {})
    _and(Plain(), monkeypatch)

    folder = editions.publish(job, tmp_path).folder
    text = (folder / "briefing.txt").read_text(encoding="utf-8")
    manifest = json.loads((folder / "manifest.json").read_bytes())

    assert {path.name for path in folder.iterdir()} == set(editions.files())
    assert "briefing.txt" in manifest["files"]
    assert "1.3 million chips" in text
    assert "[1]" in text  # notes are notes again
    assert not editions.publish(job, tmp_path).made
    (folder / "briefing.txt").write_text("other", encoding="utf-8")
    assert not editions.stands(folder, job)


def test_a_new_format_passes_through_the_gate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it lacks, what no reader may meet, and figures it does not show refuse the edition."""
    job = editions.job(KNOWN, "supply_gap", {})
    _and(WithoutFigures(), monkeypatch)
    _and(WithAnError(), monkeypatch)

    with pytest.raises(GateError) as refused:
        editions.publish(job, tmp_path)

    reasons = refused.value.reasons
    assert "“1.3 million chips”, is not to be seen in the plain text." in " ".join(reasons)
    assert "plain text: it prints the error text “Error loading script”." in reasons
    assert any(r.startswith("plain text: it tells of 0 of ") for r in reasons)
    assert not [r for r in reasons if r.startswith(("HTML", "PDF"))]
    assert not list(tmp_path.rglob("briefing.*"))
