"""The figures and citations of an executed notebook, as its exhibits hand them over."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nbformat import NotebookNode

from h200analysis.exhibits.bundle import CLAIMS, FIGURES, FORECASTS
from h200analysis.press import figure_keys
from h200analysis.press.cell_exhibits import exhibits

Entry = dict[str, Any]
"""An entry of figures.json; `schemas/figures.json` says what it may have."""


def figures(notebook: NotebookNode) -> list[Entry]:
    """Return every printed outcome in order, each once, with the exhibit that printed it first.

    One is `on_sliders` if it stands beside sliders alone, which paper leaves out. Its `key` is its
    own within an edition, whose address is its `edition`; a notebook by itself has no address.
    """
    about = notebook.metadata.get("h200", {})
    printed = _each_once(list(_printed(notebook)))
    named = figure_keys.keyed(printed, str(about.get("as_of", "")))
    address = about.get("address")
    return [{**entry, "edition": address} for entry in named] if address else named


def without_periods(told: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return figures as editions told them that did not yet say which month each counts."""
    plain: list[dict[str, Any]] = []
    for entry in told:
        kept = {key: value for key, value in entry.items() if key != "period"}
        if kept not in plain:
            plain.append(kept)
    return plain


def cited(notebook: NotebookNode) -> list[str]:
    """Return every claim that words rest on without printing its figure, each once."""
    return list(dict.fromkeys(_handed_over(notebook, CLAIMS)))


def forecasts(notebook: NotebookNode) -> list[Entry]:
    """Return every forecast that the notebook gives in order, each once; most give one."""
    given: list[Entry] = []
    for entry in _handed_over(notebook, FORECASTS):
        if entry not in given:
            given.append(entry)
    return given


def _each_once(handed: list[tuple[str, Entry]]) -> list[Entry]:
    still = [entry for _, entry in handed if not entry.get("on_sliders")]
    first: list[Entry] = []
    printed: list[Entry] = []
    for exhibit, entry in handed:
        plain = {key: value for key, value in entry.items() if key != "on_sliders"}
        told = plain if plain in still else entry
        if told not in first:
            first.append(told)
            printed.append({**told, "exhibit": exhibit})
    return printed


def _printed(notebook: NotebookNode) -> Iterator[tuple[str, Entry]]:
    """Yield every figure with the name of the exhibit that hands it over."""
    for place, cell in enumerate(notebook.cells, start=1):
        outputs = cell.get("outputs", [])
        for exhibit, output in zip(exhibits(cell, place), outputs, strict=True):
            yield from ((exhibit, entry) for entry in _of(output, FIGURES))


def _handed_over(notebook: NotebookNode, kind: str) -> Iterator[Any]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            yield from _of(output, kind)


def _of(output: NotebookNode, kind: str) -> Iterable[Any]:
    given: Iterable[Any] = output.get("data", {}).get(kind, [])
    return given
