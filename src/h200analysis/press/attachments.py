"""What travels inside the PDF: the notebook, its parameters, its figures, its charts' data."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat import NotebookNode
from nbformat.v4 import writes_json

from h200analysis.press import chart_data, charts
from h200analysis.press.document import Document
from h200analysis.press.figures import figures
from h200analysis.press.pieces import Chart

_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF; `relationship` is PDF/A-3's word for what it is to the text."""

    name: str
    content: str
    mimetype: str
    relationship: str
    description: str


def of(read: Document) -> list[Attachment]:
    """Return the attachments of a document, in a fixed order."""
    return [
        _source(read.notebook),
        *_parameters(read.notebook),
        *_figures(read.notebook),
        *(file for piece in read.pieces if isinstance(piece, Chart) for file in _data(piece)),
    ]


def _source(notebook: NotebookNode) -> Attachment:
    text: str = writes_json(notebook)
    mimetype = "application/x-ipynb+json"
    return Attachment("briefing.ipynb", text, mimetype, "source", "The executed notebook")


def _parameters(notebook: NotebookNode) -> Iterator[Attachment]:
    if parameters := notebook.metadata.get("papermill", {}).get("parameters"):
        text = _written(parameters)
        yield Attachment("parameters.json", text, _JSON, "supplement", "The notebook's parameters")


def _figures(notebook: NotebookNode) -> Iterator[Attachment]:
    if printed := figures(notebook):
        description = "The figures that the text prints, with what they rest on"
        yield Attachment("figures.json", _written(printed), _JSON, "data", description)


def _data(chart: Chart) -> Iterator[Attachment]:
    if kept := chart_data.table(chart.spec, chart.name):
        name, content = kept
        mimetype = "text/csv" if name.endswith(".csv") else _JSON
        description = f"The data of the chart: {chart.title or charts.title(chart.spec)}"
        yield Attachment(name, content, mimetype, "data", description)


def _written(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
