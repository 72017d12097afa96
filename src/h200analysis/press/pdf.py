"""A notebook as one PDF: accessible, archivable, with its own sources inside."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any

import typst
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from nbformat.v4 import writes_json
from traitlets import default

from h200analysis.press import charts, document, fonts, markup
from h200analysis.press.document import Chart, Code, Document, Picture, Text, Verbatim
from h200analysis.press.exporting import resources_with_faults, untitled
from h200analysis.press.markup import Markup

_UNDATED = date(1970, 1, 1)  # PDF/A demands a date, and the clock would give other bytes each time


class BriefingPDFExporter(Exporter):
    """`jupyter nbconvert --to briefing-pdf`: set by Typst, from memory, no TeX, no browser."""

    export_from_notebook = "Briefing (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Return the PDF, and the resources with each fault found as a sentence."""
        clean, resources = super().from_notebook_node(nb, resources, **kw)
        read = document.read(clean, resources["metadata"]["name"])
        texts = markup.set_texts(read)
        faults = [*read.faults, *texts.faults, *untitled(texts)]
        pdf = sheet(read, texts, attachments(nb, read))
        return pdf, resources_with_faults(resources, faults, self.log)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF; `relationship` is a word of PDF/A-3, as source, data, supplement."""

    name: str
    content: str
    mimetype: str
    relationship: str
    description: str


def sheet(read: Document, texts: Markup, attached: list[Attachment]) -> bytes:
    """Return the document set as PDF/UA-1 and PDF/A-3a, dated by its as-of date."""
    day = read.as_of or _UNDATED
    sources = {
        "main.typ": _main(read, texts, attached).encode(),
        "sheet.typ": _sheet_file("sheet.typ"),
        "front.json": json.dumps(_front(read, texts, day)).encode(),
        "parts.json": json.dumps([_part(piece) for piece in read.pieces]).encode(),
        **{name: content for name, content in _pictures(read)},
        **{f"attached/{file.name}": file.content.encode() for file in attached},
    }
    made: bytes = typst.compile(
        sources,
        format="pdf",
        font_paths=fonts.shelf(),
        ignore_system_fonts=True,
        pdf_standards=["ua-1", "a-3a"],
        timestamp=datetime.combine(day, time(), UTC),
    )
    return made


def attachments(notebook: NotebookNode, read: Document) -> list[Attachment]:
    """Return what goes inside the PDF: the notebook, its parameters, figures and chart data."""
    found = [
        _json("briefing.ipynb", writes_json(notebook), "source", "The executed notebook"),
    ]
    parameters = notebook.metadata.get("papermill", {}).get("parameters")
    if parameters:
        text = json.dumps(parameters, ensure_ascii=False, indent=1)
        found.append(_json("parameters.json", text, "supplement", "The notebook's parameters"))
    if figures := document.figures(notebook):
        text = json.dumps(figures, ensure_ascii=False, indent=1)
        found.append(_json("figures.json", text, "data", "The figures printed, with their sources"))
    return found + [file for piece in read.pieces if isinstance(piece, Chart) for file in _data(piece)]


def _json(name: str, content: str, relationship: str, description: str) -> Attachment:
    mimetype = "application/x-ipynb+json" if name.endswith(".ipynb") else "application/json"
    return Attachment(name, content, mimetype, relationship, description)


def _data(chart: Chart) -> Iterator[Attachment]:
    if not (kept := charts.table(chart.spec, chart.name)):
        return
    name, content = kept
    mimetype = "text/csv" if name.endswith(".csv") else "application/json"
    title = chart.title or charts.title(chart.spec)
    yield Attachment(name, content, mimetype, "data", f"The data of the chart: {title}")


def _main(read: Document, texts: Markup, attached: list[Attachment]) -> str:
    head = ['#import "sheet.typ": *', '#show: sheet.with(json("front.json"))']
    return "\n\n".join([*head, *map(_attach, attached), *_body(read, texts)])


def _attach(file: Attachment) -> str:
    return (
        f"#pdf.attach({_text(file.name)}, read({_text('attached/' + file.name)}, encoding: none), "
        f"mime-type: {_text(file.mimetype)}, relationship: {_text(file.relationship)}, "
        f"description: {_text(file.description)})"
    )


def _body(read: Document, texts: Markup) -> Iterator[str]:
    written = iter(texts.typst)
    for number, piece in enumerate(read.pieces):
        match piece:
            case Text():
                yield next(written)
            case Code():
                pass  # the reader of a PDF sees no code; it is in the notebook attached
            case _:
                yield f"#part(json(\"parts.json\").at({number}))"


def _part(piece: document.Piece) -> dict[str, str]:
    match piece:
        case Chart():
            file = f"{piece.name}.svg"
            return {"kind": "chart", "file": file, "alt": piece.alt, "title": piece.title}
        case Picture():
            return {"kind": "picture", "file": f"{piece.name}.json", "alt": piece.alt}
        case Verbatim():
            return {"kind": piece.kind, "text": piece.source}
    return {}


def _pictures(read: Document) -> Iterator[tuple[str, bytes]]:
    for piece in read.pieces:
        match piece:
            case Chart():
                yield f"{piece.name}.svg", piece.svg.encode()
            case Picture():
                yield f"{piece.name}.json", _numbers(piece)
            case Text():
                for picture in piece.pictures.values():
                    yield f"{picture.name}.json", _numbers(picture)


def _numbers(picture: Picture) -> bytes:
    """Write the bytes as JSON, since Typst's binding takes no file from memory but text."""
    return json.dumps(list(picture.content)).encode()


def _front(read: Document, texts: Markup, day: date) -> dict[str, Any]:
    language, _, region = read.language.partition("-")
    return {
        "title": texts.title or read.name,
        "untitled": not texts.title,
        "kicker": read.kicker,
        "kicker-missing": bool(read.kicker) and not texts.has_kicker,
        "footer": read.footer,
        "language": language,
        "region": region or None,
        "date": [day.year, day.month, day.day],
    }


def _text(value: str) -> str:
    """Write a Typst string; JSON's escapes are Typst's for all that is printable."""
    return json.dumps(fonts.printable(value), ensure_ascii=False)


@cache
def _sheet_file(name: str) -> bytes:
    return (files("h200analysis.press") / "sheet" / name).read_bytes()
