"""A Word document is a briefing in Word's own forms, and says all that the page says."""

import io
import json
import subprocess
import zipfile
from collections.abc import Iterator
from typing import Any

import altair as alt
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from h200analysis.press import docx, pandoc, reading
from h200analysis.press.formats import DOCX
from h200analysis.press.reading import Reading
from tests.press.dot import DOT

TEXT = """# The gap

Orders exceed stock by 1.3 million chips^[NewsBytes: “over two million”.]^[Reuters.], as 华为 said.

## What limits it

| Chip | Count |
|:-----|------:|
| H200 | 2     |

### And a dot

![a dot](attachment:dot.png)
"""


@pytest.fixture(scope="module")
def read() -> Reading:
    """A notebook with notes, a table, pictures of both kinds and what stands beside sliders."""
    prose = new_markdown_cell(TEXT, attachments={"dot.png": {"image/png": DOT}})
    drawn = alt.Chart(alt.Data(values=[{"a": 1}]), title="One bar").mark_bar().encode(x="a:Q")
    spec = drawn.properties(description="A bar as long as 1").to_dict()
    shown = new_output("display_data", data={"application/vnd.vegalite.v6+json": spec})
    chart = new_code_cell("chart", outputs=[shown])
    about = {"as_of": "2026-01-15", "made": "2026-11-28", "citation": "h200analysis, The gap"}
    return reading.read(new_notebook(cells=[prose, chart], metadata={"h200": about}), "gap")


@pytest.fixture(scope="module")
def content(read: Reading) -> bytes:
    """The document of it."""
    return docx.document(read)


def _elements(content: bytes) -> Iterator[dict[str, Any]]:
    command = [str(pandoc.path()), "-f", "docx", "-t", "json"]
    tree = json.loads(
        subprocess.run(command, input=content, capture_output=True, check=True).stdout
    )
    waiting: list[Any] = [tree["meta"], tree["blocks"]]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield part
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part


def test_headings_tables_and_notes_are_words_own(content: bytes) -> None:
    """Sections start at level 1 below the title; tables have heads; each note is a footnote."""
    found = list(_elements(content))
    levels = sorted(each["c"][0] for each in found if each.get("t") == "Header")
    (table,) = (each["c"] for each in found if each.get("t") == "Table")
    pictures = [each["c"][1] for each in found if each.get("t") == "Image"]

    assert [1, 1, 2] == levels  # one of them about the edition
    assert 2 == sum(each.get("t") == "Note" for each in found)
    assert "Count" in json.dumps(table[3])  # its head
    assert 2 == len(pictures)
    assert all(pictures)  # each has a text in its place


def test_it_says_what_the_page_says(read: Reading, content: bytes) -> None:
    """Every text, the Chinese one too, comes back out of the document; no picture is missing."""
    found = DOCX.inspect(content, read.document)

    assert () == found.faults
    for words in (
        "1.3 million chips",
        "华为",
        "over two million",
        "a dot",
        "h200analysis, The gap",
    ):
        assert words in found.words


def test_a_lost_picture_is_told(read: Reading, content: bytes) -> None:
    """A document without its pictures is not fit for its readers."""
    original, without = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(without, "w") as archive:
        for part in original.namelist():
            if not part.startswith("word/media/"):
                archive.writestr(part, original.read(part))

    found = DOCX.inspect(without.getvalue(), read.document)

    assert ("it shows 0 of 1 charts and pictures.",) == found.faults


def test_the_same_reading_has_the_same_bytes(read: Reading, content: bytes) -> None:
    """It is dated by the day on which the edition was made, never by the clock."""
    assert content == docx.document(read)
    core = zipfile.ZipFile(io.BytesIO(content)).read("docProps/core.xml")
    assert b"2026-11-28T00:00:00Z" in core
