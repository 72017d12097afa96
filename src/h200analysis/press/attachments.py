"""What travels inside the PDF: the notebook, its parameters, its figures, its charts' data.

Of an edition its record travels too, with the hash of every other file.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat import NotebookNode
from nbformat.v4 import writes_json

from h200analysis.press import chart_data, charts
from h200analysis.press.document import Document
from h200analysis.press.edition import RECORD
from h200analysis.press.figures import figures
from h200analysis.press.pieces import Chart

NOTEBOOK, FIGURES, EDITION = "briefing.ipynb", "figures.json", "edition.json"
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF; `relationship` is PDF/A-3's word for what it is to the text."""

    name: str
    content: str
    mimetype: str
    relationship: str
    description: str

    @property
    def stored(self) -> bytes:
        """The content as it stands in the PDF.

        Half a surrogate pair, which JSON may hold, is written as JSON writes it.
        """
        return self.content.encode("utf-8", "backslashreplace")


def of(read: Document) -> list[Attachment]:
    """Return the attachments of a document, in a fixed order."""
    files = [
        _source(read.notebook),
        *_parameters(read.notebook),
        *_figures(read.notebook),
        *(file for piece in read.pieces if isinstance(piece, Chart) for file in _data(piece)),
    ]
    return [*files, *_edition(read.notebook, files)]


def _source(notebook: NotebookNode) -> Attachment:
    text: str = writes_json(notebook)
    mimetype = "application/x-ipynb+json"
    return Attachment(NOTEBOOK, text, mimetype, "source", "The executed notebook")


def _parameters(notebook: NotebookNode) -> Iterator[Attachment]:
    if parameters := notebook.metadata.get("papermill", {}).get("parameters"):
        text = _written(parameters)
        yield Attachment("parameters.json", text, _JSON, "supplement", "The notebook's parameters")


def _figures(notebook: NotebookNode) -> Iterator[Attachment]:
    if printed := figures(notebook):
        description = "The figures that the text prints, with what they rest on"
        yield Attachment(FIGURES, _written(printed), _JSON, "data", description)


def _data(chart: Chart) -> Iterator[Attachment]:
    if kept := chart_data.table(chart.spec, chart.name):
        name, content = kept
        mimetype = "text/csv" if name.endswith(".csv") else _JSON
        description = f"The data of the chart: {chart.title or charts.title(chart.spec)}"
        yield Attachment(name, content, mimetype, "data", description)


def _edition(notebook: NotebookNode, others: list[Attachment]) -> Iterator[Attachment]:
    """Yield the record of an edition; a notebook by itself has none."""
    if record := notebook.metadata.get("h200", {}).get(RECORD):
        hashes = {file.name: hashlib.sha256(file.stored).hexdigest() for file in others}
        description = "What this edition was made from, and the hash of every other file"
        text = _written({**record, "files": hashes})
        yield Attachment(EDITION, text, _JSON, "supplement", description)


def _written(content: object) -> str:
    """Write JSON as `keys.as_json` does, so that a file is the same in the PDF and beside it."""
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
