"""The figures and citations of an executed notebook, as its exhibits hand them over."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nbformat import NotebookNode

from h200analysis.exhibits.bundle import CLAIMS, FIGURES, FORECASTS


def figures(notebook: NotebookNode) -> list[dict[str, Any]]:
    """Return every printed outcome in order, each once.

    One is `on_sliders` if it stands beside sliders alone, which paper leaves out.
    """
    handed = list(_handed_over(notebook, FIGURES))
    still = [entry for entry in handed if not entry.get("on_sliders")]
    printed: list[dict[str, Any]] = []
    for entry in handed:
        plain = {key: value for key, value in entry.items() if key != "on_sliders"}
        told = plain if plain in still else entry
        if told not in printed:
            printed.append(told)
    return printed


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


def forecasts(notebook: NotebookNode) -> list[dict[str, Any]]:
    """Return every forecast that the notebook gives in order, each once; most give one."""
    given: list[dict[str, Any]] = []
    for entry in _handed_over(notebook, FORECASTS):
        if entry not in given:
            given.append(entry)
    return given


def _handed_over(notebook: NotebookNode, kind: str) -> Iterator[Any]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            yield from output.get("data", {}).get(kind, [])
