"""Charts as vector pictures: from a Vega-Lite specification to SVG that is always the same."""

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

import vl_convert

from h200analysis.errors import H200Error
from h200analysis.exhibits import typesetting

Spec = Mapping[str, Any]
"""A Vega-Lite specification as JSON."""

MIMETYPES = (
    *(f"application/vnd.vegalite.v{version}+json" for version in (6, 5, 4, 3, 2)),
    *(f"application/vnd.vega.v{version}+json" for version in (6, 5, 4, 3)),
)
"""The types under which a notebook keeps a chart, the wanted one first."""

LONGEST = 4_000_000
"""Characters of SVG, some 14,000 marks, beyond which a chart is better drawn in pixels."""

_MOST_ROWS = 60_000  # of data; a picture of them takes ten seconds
_SMALL: Spec = {"data": {"values": [{}]}, "mark": "point"}

_INVISIBLE_LABEL = re.compile(r'<text\b[^>]*\sopacity="0"[^>]*>.*?</text>', re.DOTALL)
_FAR_PICTURE = re.compile(r'<image\b[^>]*href="(?!data:)([^"]*)"')
_ID = re.compile(r'\bid="([^"]+)"')


class ChartError(H200Error, ValueError):
    """A specification cannot be drawn; the message says why."""


def draw(spec: Spec, name: str) -> str:
    """Return the chart as SVG, the same bytes however many charts were drawn before.

    Raises ChartError for a specification that is unsound or loads its data from elsewhere.
    """
    return _drawn(json.dumps(spec), name)


@lru_cache(maxsize=32)  # a preview draws the same charts after each save
def _drawn(written: str, name: str) -> str:
    spec = json.loads(written)
    if far := next(_addresses(spec), None):
        raise ChartError(f"its data are not allowed to come from {far}; put them in the chart")
    if (rows := sum(_rows(spec))) > _MOST_ROWS:
        raise ChartError(f"it has {rows:,} rows of data, and {_MOST_ROWS:,} are the most")
    svg: str = _converted(spec, "svg")
    if picture := _FAR_PICTURE.search(svg):
        raise ChartError(f"its picture is not allowed to come from {picture[1]}")
    return _rename_ids(_INVISIBLE_LABEL.sub("", svg), name)


@cache
def wake() -> None:
    """Draw something small: what draws takes half a second to wake, and holds every thread."""
    _converted(_SMALL, "svg")


def pixels(spec: Spec) -> bytes:
    """Return the chart as PNG, twice as fine as a page shows it; ChartError as for `draw`."""
    png: bytes = _converted(spec, "png", scale=2)
    return png


def pixels_of(svg: str) -> bytes:
    """Return a drawing as PNG, twice as fine as a page shows it, the same bytes each time.

    Raises ChartError for what is no drawing.
    """
    _register_fonts()
    try:
        png: bytes = vl_convert.svg_to_png(svg, scale=2)
    except ValueError as error:
        raise ChartError(_reason(error)) from error
    return png


def title(spec: Spec) -> str:
    """Return the title the specification itself gives, as one line; empty if it gives none."""
    given = spec.get("title") or ""
    text = given.get("text", "") if isinstance(given, dict) else given
    return " ".join(map(str, text)) if isinstance(text, list) else str(text)


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


def _rows(part: object) -> Iterator[int]:
    """Yield how many rows each of the data sets in a specification has."""
    if isinstance(part, Mapping):
        for key, inner in part.items():
            if key in {"values", "datasets"}:
                sets = inner.values() if isinstance(inner, Mapping) else [inner]
                yield from (len(rows) for rows in sets if isinstance(rows, list | str))
            else:
                yield from _rows(inner)
    if isinstance(part, list):
        for inner in part:
            yield from _rows(inner)


def _converted(spec: Spec, form: str, **options: object) -> Any:
    """Draw by the grammar that a specification names; a refused one must not spoil the next."""
    _register_fonts()
    grammar = "vega" if "/vega/" in str(spec.get("$schema", "")) else "vegalite"
    convert = getattr(vl_convert, f"{grammar}_to_{form}")
    try:
        return convert(dict(spec), allowed_base_urls=[], **options)
    except ValueError as error:
        _forget_failures()
        raise ChartError(_reason(error)) from error


def _forget_failures() -> None:
    """Draw until it succeeds: vl-convert may report a promise that failed to whoever comes next."""
    for _ in range(3):
        with contextlib.suppress(ValueError):
            vl_convert.vegalite_to_svg(dict(_SMALL), allowed_base_urls=[])
            return


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
