"""An edition as a workbook: its figures, its claims, the draws of its headline; a sheet each."""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

from h200analysis import evidence
from h200analysis.delivery.archive import Edition
from h200analysis.press import cited_claims
from h200analysis.press.making import CLAIMS

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from h200analysis.delivery.office.headline import Draws

_SOUND = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
_WHOLE = 1000  # from here on a number is read by its thousands
_WIDTHS = {"text": 28, "words": 60, "number": 16, "day": 12, "truth": 10}  # in characters
_FORMATS = {"head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
            "day": {"num_format": "yyyy-mm-dd"}, "share": {"num_format": "0.0%"},
            "whole": {"num_format": "#,##0"}, "plain": {}}  # fmt: skip
_SCALES = {"share": "share"}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its head, what its cells are, and where a row has them."""

    head: str
    kind: str
    of: Callable[[Row], Any]


def written(edition: Edition, draws: "Draws | None" = None) -> bytes:
    """Return the workbook of an edition, dated by the day it was made: the same bytes each time.

    Numbers are in the unit that stands beside them, days are days.
    """
    claims = _claims(edition)
    published = {each["id"]: _publication(each["source"]) for each in claims}
    content = io.BytesIO()
    book = Workbook(content, _SOUND)
    made = datetime.combine(edition.made or edition.day, time())
    book.set_properties({"title": edition.opening.title, "created": made})
    sheets = _Sheets(book)
    sheets.pairs("Edition", _about(edition, draws))
    sheets.rows("Figures", _figure_columns(published), edition.figures)
    sheets.rows("Claims", _CLAIM_COLUMNS, claims)
    if draws is not None:
        sheets.rows("Draws", *_drawn(draws))
    book.close()
    return content.getvalue()


class _Sheets:
    """The sheets of a workbook being written."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats = {name: book.add_format(told) for name, told in _FORMATS.items()}

    def pairs(self, name: str, told: Iterable[tuple[str, str]]) -> None:
        """Add a sheet of names and what each stands for."""
        sheet = self._book.add_worksheet(name)
        for place, (what, value) in enumerate(told):
            sheet.write_string(place, 0, what, self._formats["head"])
            sheet.write_string(place, 1, value)
        sheet.set_column(0, 0, _WIDTHS["text"])
        sheet.set_column(1, 1, _WIDTHS["words"])

    def rows(self, name: str, columns: Sequence[_Column], rows: Iterable[Row]) -> None:
        """Add a sheet with a head that stays in sight and can be filtered."""
        sheet = self._book.add_worksheet(name)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.head, self._formats["head"])
            sheet.set_column(place, place, _WIDTHS[column.kind])
        last = 0
        for last, row in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                self._write(sheet, last, place, column, row)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, len(columns) - 1)

    def _write(self, sheet: "Worksheet", line: int, place: int, column: _Column, row: Row) -> None:
        value = column.of(row)
        if value is None or value == "":
            return
        match column.kind:
            case "number":
                form = "whole" if abs(value) >= _WHOLE else "plain"
                told = self._formats[_SCALES.get(row.get("unit", ""), form)]
                sheet.write_number(line, place, value, told)
            case "day":
                day = datetime.combine(date.fromisoformat(value), time())
                sheet.write_datetime(line, place, day, self._formats["day"])
            case "truth":
                sheet.write_boolean(line, place, value)
            case _:
                sheet.write_string(line, place, str(value))


def _field(name: str) -> Callable[[Row], Any]:
    return lambda row: row.get(name)


def _source_field(name: str) -> Callable[[Row], Any]:
    return lambda row: row["source"].get(name)


def _figure_columns(published: Mapping[str, str]) -> Sequence[_Column]:
    return (
        _Column("Key", "text", _field("key")),
        _Column("Exhibit", "text", _field("exhibit")),
        _Column("Name", "text", _field("name")),
        _Column("As printed", "text", _field("text")),
        _Column("Value", "number", _field("value")),
        _Column("Unit", "text", _field("unit")),
        _Column("Statistic", "text", _field("statistic")),
        _Column("Standard error", "number", _field("error")),
        _Column("As of", "day", _field("as_of")),
        _Column("Formula", "text", _field("formula")),
        _Column("Supposing", "text", lambda row: _listed(map("=".join, _texts(row["supposing"])))),
        _Column("Inputs", "words", lambda row: _listed(map(_input, row["inputs"]))),
        _Column("Claims", "words", lambda row: _listed(row["claims"])),
        _Column("Sources", "words", lambda row: _listed(_each_once(published, row["claims"]))),
    )


_CLAIM_COLUMNS = (
    _Column("Claim", "text", _field("id")),
    _Column("Subject", "text", _field("subject")),
    _Column("Metric", "text", _field("metric")),
    _Column("Value", "number", _field("value")),
    _Column("Low", "number", _field("low")),
    _Column("High", "number", _field("high")),
    _Column("Unit", "text", _field("unit")),
    _Column("In the words of the source", "words", _field("qualifier")),
    _Column("In our words", "words", _field("paraphrase")),
    _Column("True of", "day", _field("as_of")),
    _Column("Looks ahead", "truth", _field("forecast")),
    _Column("On whose word", "text", _field("attribution")),
    _Column("Publisher", "text", _source_field("publisher")),
    _Column("Published", "day", _source_field("published")),
    _Column("Title", "words", _source_field("title")),
    _Column("Address", "words", _source_field("url")),
    _Column("Tier (1 is the origin itself)", "number", _source_field("tier")),
    _Column("In our ledger since", "day", _field("recorded")),
)


def _claims(edition: Edition) -> list[dict[str, Any]]:
    """Return the claims that an edition carries; those of an old one come from the ledger."""
    file = edition.folder / CLAIMS
    if file.is_file():
        told: list[dict[str, Any]] = json.loads(file.read_bytes())
        return told
    ledger = evidence.read(edition.day)
    named = {claim for figure in edition.figures for claim in figure["claims"]}
    return [cited_claims.claim(ledger, name) for name in sorted(named & ledger.claims.keys())]


def _about(edition: Edition, draws: "Draws | None") -> Iterator[tuple[str, str]]:
    told = edition.manifest
    yield "Title", edition.opening.title
    yield "Briefing", edition.briefing
    yield "As of", str(edition.day)
    yield "Edition", f"{edition.number}, made on {told['made']}"
    yield "Address", edition.address
    yield "Hash of its inputs", edition.key
    yield "Parameters", json.dumps(told["parameters"], ensure_ascii=False, sort_keys=True)
    yield "Values", "in the unit of their row; a share of 1 is 100%"
    yield "Ranges", "p05 and p95 are the ends of a 90% interval, p50 is the median"
    if draws is not None:
        what = draws.figure
        yield "Draws", f"of {what['name']}, printed as {what['text']} ({what['statistic']})"
    yield "Licence", "Figures and compilation CC BY 4.0; quotations remain their publishers’."


def _drawn(draws: "Draws") -> tuple[Sequence[_Column], Iterator[Row]]:
    """Return the columns and the rows of the draws, by replicate and draw."""
    frame = draws.frame
    unit = draws.figure["unit"]
    index = map(str, frame.index.names)
    columns = [_Column(name.capitalize(), "number", _field(name)) for name in index]
    for name in map(str, frame.columns):
        head = "Weight" if name == "weight" else f"{name} ({unit})"
        columns.append(_Column(head, "number", _field(name)))
    rows = frame.reset_index().to_dict("records")
    return columns, ({str(k): v for k, v in row.items()} for row in rows)


def _publication(source: Row) -> str:
    return f"{source['publisher']}, {source['published']}"


def _each_once(published: Mapping[str, str], claims: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(published[claim] for claim in claims if claim in published)


def _input(used: Row) -> str:
    return f"{used['name']} = {used['value']:.12g} {used['unit']}"


def _texts(supposed: Row) -> Iterator[tuple[str, str]]:
    yield from ((name, str(value)) for name, value in supposed.items())


def _listed(names: Iterable[str]) -> str:
    return "; ".join(names)
