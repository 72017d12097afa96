"""Charts as vector pictures: from a Vega-Lite specification to SVG that is always the same."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import vl_convert

from h200analysis.errors import H200Error
from h200analysis.exhibits import typesetting

Spec = Mapping[str, Any]
"""A Vega-Lite specification as JSON."""

MIMETYPES = ("application/vnd.vegalite.v6+json", "application/vnd.vegalite.v5+json")
"""The types under which a notebook keeps a chart, the wanted one first."""

_INVISIBLE_LABEL = re.compile(r'<text\b[^>]*\sopacity="0"[^>]*>.*?</text>', re.DOTALL)
_FAR_PICTURE = re.compile(r'<image\b[^>]*href="(?!data:)([^"]*)"')
_ID = re.compile(r'\bid="([^"]+)"')


class ChartError(H200Error, ValueError):
    """A specification cannot be drawn; the message says why."""


def draw(spec: Spec, name: str) -> str:
    """Return the chart as SVG, the same bytes however many charts were drawn before.

    Raises ChartError for a specification that is unsound or loads its data from elsewhere.
    """
    _register_fonts()
    if far := next(_addresses(spec), None):
        raise ChartError(f"its data are not allowed to come from {far}; put them in the chart")
    try:
        svg: str = vl_convert.vegalite_to_svg(dict(spec), allowed_base_urls=[])
    except ValueError as error:
        raise ChartError(_reason(error)) from error
    if picture := _FAR_PICTURE.search(svg):
        raise ChartError(f"its picture is not allowed to come from {picture[1]}")
    return _rename_ids(_INVISIBLE_LABEL.sub("", svg), name)


def title(spec: Spec) -> str:
    """Return the title the specification itself gives, as one line; empty if it gives none."""
    given = spec.get("title") or ""
    text = given.get("text", "") if isinstance(given, dict) else given
    return " ".join(text) if isinstance(text, list) else str(text)


def _addresses(part: object) -> Iterator[str]:
    """Yield the addresses of data; asked of Vega, an address of a file would just be empty."""
    if isinstance(part, Mapping):
        data = part.get("data")
        if isinstance(data, Mapping) and "url" in data:
            yield str(data["url"])
        part = [inner for key, inner in part.items() if key not in {"values", "datasets"}]
    if isinstance(part, list):
        for inner in part:
            yield from _addresses(inner)


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(typesetting.folder()))


def _rename_ids(svg: str, name: str) -> str:
    """Give the clip paths numbers of the chart's own; Vega counts up over a whole process."""
    for number, identifier in enumerate(dict.fromkeys(_ID.findall(svg)), start=1):
        new = f"{name}-{number}"
        svg = svg.replace(f'id="{identifier}"', f'id="{new}"').replace(
            f"url(#{identifier})", f"url(#{new})"
        )
    return svg


def _reason(error: ValueError) -> str:
    lines = [line.strip() for line in str(error).splitlines()]
    return " ".join(line for line in lines if line and not line.startswith("at "))
