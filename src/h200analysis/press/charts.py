"""Charts as vector pictures: from a Vega-Lite specification to SVG that is always the same."""

import csv
import io
import json
import re
from functools import cache
from typing import Any

import vl_convert

from h200analysis.press import fonts

Spec = dict[str, Any]
"""A Vega-Lite specification as JSON."""

MIMETYPES = ("application/vnd.vegalite.v6+json", "application/vnd.vegalite.v5+json")
"""The types under which a notebook keeps a chart, the wanted one first."""

_INVISIBLE_LABEL = re.compile(r'<text\b[^>]*\sopacity="0"[^>]*>.*?</text>', re.DOTALL)
_ID = re.compile(r'\bid="([^"]+)"')
_DATA_KEYS = ("data", "datasets", "values")
_FONT_KEY = re.compile(r"(^f|F)ont$")


class ChartError(ValueError):
    """A specification cannot be drawn; the message says why."""


def house_style(spec: Spec, alt: str) -> Spec:
    """Return the specification in the house's typeface, with its text alternative.

    Every typeface a chart names is replaced, since one that a machine happens to have would
    give other bytes on the next. Characters without a glyph are named.
    """
    styled: Spec = _printable(_retype(spec))
    config = {**styled.get("config", {}), "font": fonts.SANS}
    return {**styled, "config": config, "description": alt}


def draw(spec: Spec, name: str) -> str:
    """Return the chart as SVG, the same bytes however many charts were drawn before.

    Raises ChartError for a specification that is unsound or loads its data from elsewhere.
    """
    _register_fonts()
    try:
        svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    except ValueError as error:
        raise ChartError(_reason(error)) from error
    return _rename_ids(_INVISIBLE_LABEL.sub("", svg), name)


def table(spec: Spec, name: str) -> tuple[str, str] | None:
    """Return the file name and content of the chart's own data; nothing if it holds none.

    One flat table becomes CSV; several, or nested records, become JSON by name of data set.
    """
    datasets = _datasets(spec)
    if not datasets:
        return None
    if len(datasets) == 1 and _is_flat(rows := next(iter(datasets.values()))):
        return f"{name}.csv", _csv(rows)
    return f"{name}.json", json.dumps(datasets, ensure_ascii=False, indent=1)


def title(spec: Spec) -> str:
    """Return the title the specification itself gives, as one line; empty if it gives none."""
    given = spec.get("title", "")
    text = given.get("text", "") if isinstance(given, dict) else given
    return " ".join(text) if isinstance(text, list) else str(text or "")


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(fonts.folder()))


def _retype(part: Any) -> Any:
    if isinstance(part, list):
        return [_retype(item) for item in part]
    if isinstance(part, dict):
        return {key: _retyped(key, value) for key, value in part.items()}
    return part


def _retyped(key: str, value: Any) -> Any:
    if key in _DATA_KEYS:
        return value
    is_typeface = _FONT_KEY.search(key) and isinstance(value, str)
    return fonts.SANS if is_typeface else _retype(value)


def _printable(part: Any) -> Any:
    """Name what cannot be printed in keys and values alike, so that fields are still found."""
    if isinstance(part, str):
        return fonts.printable(part)
    if isinstance(part, list):
        return [_printable(item) for item in part]
    if isinstance(part, dict):
        return {_printable(key): _printable(value) for key, value in part.items()}
    return part


def _rename_ids(svg: str, name: str) -> str:
    for number, found in enumerate(dict.fromkeys(_ID.findall(svg)), start=1):
        new = f"{name}-{number}"
        svg = svg.replace(f'id="{found}"', f'id="{new}"').replace(f"url(#{found})", f"url(#{new})")
    return svg


def _reason(error: ValueError) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = [line for line in lines if not line.startswith("at ")]
    return " ".join(told) or "vl-convert gave no reason"


def _datasets(spec: Spec) -> dict[str, list[Any]]:
    found = {str(key): rows for key, rows in spec.get("datasets", {}).items()}
    for number, part in enumerate(_parts(spec), start=1):
        values = part.get("data", {}).get("values") if isinstance(part.get("data"), dict) else None
        if isinstance(values, list):
            found[part["data"].get("name", f"data-{number}")] = values
    return found


def _parts(spec: Spec) -> list[Spec]:
    below = [
        part
        for key in ("layer", "hconcat", "vconcat", "concat")
        for child in spec.get(key, [])
        for part in _parts(child)
    ]
    inner = spec.get("spec")
    return [spec, *below, *(_parts(inner) if isinstance(inner, dict) else [])]


def _is_flat(rows: list[Any]) -> bool:
    return bool(rows) and all(
        isinstance(row, dict) and not any(isinstance(v, dict | list) for v in row.values())
        for row in rows
    )


def _csv(rows: list[dict[str, Any]]) -> str:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return sheet.getvalue()
