"""Captions as notebooks give them beside an output: in a cell's metadata, or in its first lines.

`caption` in the metadata is nbsphinx's and nbconvert's way, `mystnb` that of Jupyter Book, and
lines that begin with `#|` are Quarto's.
"""

from collections.abc import Mapping
from typing import Any

import yaml
from nbformat import NotebookNode

_OPTION = "#|"
_NAMES = ("fig-cap", "tbl-cap", "caption")


def of(cell: NotebookNode, source: str) -> str:
    """Return the caption of what a cell shows, as Markdown in one line; nothing if it has none."""
    told = cell.get("metadata", {})
    figure = _within(_within(told, "mystnb"), "figure")
    for given in (told, figure, _options(source)):
        for name in _NAMES:
            if isinstance(caption := given.get(name), str) and caption.strip():
                return " ".join(caption.split())
    return ""


def _within(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    held = told.get(name)
    return held if isinstance(held, dict) else {}


def _options(source: str) -> Mapping[str, Any]:
    """Return the options of a cell's first lines; what is no YAML is none."""
    lines = []
    for line in source.splitlines():
        if not line.startswith(_OPTION):
            break
        lines.append(line.removeprefix(_OPTION))
    try:
        told = yaml.safe_load("\n".join(lines)) if lines else {}
    except yaml.YAMLError:
        return {}
    return told if isinstance(told, dict) else {}
