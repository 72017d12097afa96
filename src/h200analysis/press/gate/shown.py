"""What each cell of an executed notebook shows: its words, its figures, its measures."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from h200analysis.evidence import Ledger
from h200analysis.exhibits.bundle import CLAIMS, FIGURES, MEASURES
from h200analysis.press import charts, numbering
from h200analysis.press.gate import words

if TYPE_CHECKING:
    from nbformat import NotebookNode

Figure = Mapping[str, Any]
"""An entry of figures.json."""

_END_OF_FIRST_PAGE = "first-page-end"
_CITED = re.compile(r"\{\.cited claim=(\S+)")


@dataclass(frozen=True, slots=True)
class Shown:
    """One output: the cell that shows it, its text, the figures and measures it hands over.

    Of `markdown` its `words` are those of the edition itself, in plain text. `on_first_page` is
    true up to the mark that ends the first page, and everywhere where none does. `claims` are those
    that it cites, by figures or in words. Of a chart `markdown` is its title and its words.
    """

    cell: int
    markdown: str = field(repr=False)
    words: str = field(repr=False)
    figures: Sequence[Figure] = field(repr=False)
    measures: Sequence[Mapping[str, str]]
    on_first_page: bool
    claims: frozenset[str] = field(default=frozenset(), repr=False)
    is_chart: bool = False

    def figures_of(self, day: date) -> list[Figure]:
        """Return the figures that speak of a day; a page may also show those of an earlier one."""
        return [each for each in self.figures if each.get("as_of", str(day)) == str(day)]


def outputs(notebook: "NotebookNode", ledger: Ledger) -> list[Shown]:
    """Return what the cells of an executed notebook show, in reading order."""
    shown: list[Shown] = []
    said_by = words.Own(ledger)
    is_first = True
    for place, cell in enumerate(notebook.cells, start=1):
        number = numbering.number(cell, place)
        for text, data in _bundles(cell):
            own = said_by.words(text)
            handed = data.get(FIGURES, []), data.get(MEASURES, [])
            is_chart = any(kind in data for kind in charts.MIMETYPES)
            shown.append(Shown(number, text, own, *handed, is_first, cited(text, data), is_chart))
            is_first = is_first and _END_OF_FIRST_PAGE not in text
    return shown


def cited(text: str, data: Mapping[str, Any]) -> frozenset[str]:
    """Return the claims that an output cites: those of its figures, of its words, of its notes."""
    of_figures = (claim for figure in data.get(FIGURES, []) for claim in figure["claims"])
    return frozenset([*of_figures, *data.get(CLAIMS, []), *_CITED.findall(text)])


def _bundles(cell: "NotebookNode") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the text of each output with its data; a cell of Markdown is its own output."""
    if cell.cell_type == "markdown":
        yield cell.source, {}
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        yield "\n\n".join(_texts(data, output.get("metadata", {}))), data


def _texts(data: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[str]:
    """Yield the Markdown of an output, or of a chart its title and its alternative text."""
    written = data.get("text/markdown", "")
    yield "".join(written) if isinstance(written, list) else written
    for kind in charts.MIMETYPES:
        if kind in data:
            yield from (str(told.get(kind, {}).get(part) or "") for part in ("title", "alt"))
