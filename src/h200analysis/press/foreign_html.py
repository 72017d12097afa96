"""HTML as any library shows it, brought down to what page and sheet can both carry.

What runs is left out and told of, colours of cells move from style sheets into the cells, spans
reach no further than their table, and a table has no more rows than anybody reads.
"""

import base64
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

MOST_CELLS = 5_000  # of a table; 4,000 rows of 50 columns took gigabytes and a minute
_MOST_COLUMNS = 1000  # as in HTML itself
_MARKUP = re.compile(
    r"<(?:table|style|script|i?frame|object|embed|canvas|video|audio|svg|input|select|textarea|button"
    r"|form|applet|link|meta|base|img)\b",
    re.IGNORECASE,
)
_LEFT_OUT = {
    "script": "a script", "iframe": "a frame", "frame": "a frame", "object": "an embedded object",
    "embed": "an embedded object", "applet": "an embedded object", "canvas": "a drawing by script",
    "video": "a video", "audio": "a sound", "input": "a form", "select": "a form",
    "textarea": "a form", "button": "a form",
}  # fmt: skip
_SILENT = "style, link, meta, base, template, noscript"  # show nothing by themselves
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_ID = re.compile(r"#([\w-]+)$")
_COLOUR = r"(?:#[0-9a-f]{3}(?:[0-9a-f]{3})?|rgba?\([\d\s.,%]+\)|[a-z]+)"
_DECLARED = re.compile(
    rf"(?:^|;)\s*(background(?:-color)?|color)\s*:\s*({_COLOUR})\s*(?=;|!|$)", re.IGNORECASE
)
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL | re.IGNORECASE)
_WIDTH = re.compile(r"(?:^|;)\s*width\s*:\s*(\d+(?:px|%))")


@dataclass(frozen=True, slots=True)
class Brought:
    """HTML that can be set, and in half sentences what was taken out of it."""

    html: str
    left_out: tuple[str, ...]
    is_empty: bool


def brought_down(source: str) -> Brought:
    """Return HTML without what runs, its tables bounded and coloured cell by cell."""
    if not _MARKUP.search(source):
        return Brought(source, (), not source.strip())
    page = LexborHTMLParser(source)
    left_out = list(_without_what_runs(page))
    colours = _colours(page)
    for node in page.css(_SILENT):
        node.decompose()
    for table in page.css("table"):
        left_out.extend(_bounded(table))
        _coloured(table, colours)
    for image in page.css("img[style]"):
        if width := _WIDTH.search(image.attributes["style"] or ""):
            image.attrs["width"] = width[1]
    body = page.body
    is_empty = body is None or not (body.text(strip=True) or body.css_first("img, svg, table, hr"))
    written = _DRAWING.sub(_as_picture, (body.inner_html or "") if body else "")
    return Brought(written, tuple(left_out), is_empty)


def _as_picture(drawing: re.Match[str]) -> str:
    told = re.search(r"<title[^>]*>([^<\"]*)<", drawing[0])
    code = base64.b64encode(drawing[0].encode()).decode()
    return f'<img alt="{told[1] if told else ""}" src="data:image/svg+xml;base64,{code}">'


def _without_what_runs(page: LexborHTMLParser) -> Iterator[str]:
    found: Counter[str] = Counter()
    for node in page.css(", ".join(_LEFT_OUT)):
        found[_LEFT_OUT[node.tag or ""]] += 1
    for node in page.css(", ".join(_LEFT_OUT)):
        node.decompose(recursive=True)
    yield from (f"{what} ({count} times)" if count > 1 else what for what, count in found.items())


def _bounded(table: LexborNode) -> Iterator[str]:
    """Cut the rows that are too many, and spans that reach beyond the table."""
    rows = table.css("tr")
    columns = max((len(row.css("th, td")) for row in rows[:50]), default=1) or 1
    most = max(MOST_CELLS // columns, 10)
    if len(rows) > most:
        yield f"{len(rows) - most:,} of {len(rows):,} rows of a table"
        for row in rows[most:]:
            row.decompose()
        rows = rows[:most]
    for cell in table.css("[colspan], [rowspan]"):
        _limit(cell, "colspan", min(_widest(rows), _MOST_COLUMNS))
        _limit(cell, "rowspan", len(rows))


def _widest(rows: list[LexborNode]) -> int:
    """Return how many columns the row with the most cells of their own has; spans do not count."""
    return max((_width(row) for row in rows[:50]), default=1)


def _width(row: LexborNode) -> int:
    spans = [_span(cell, "colspan") for cell in row.css("th, td")]
    return sum(span if span <= _MOST_COLUMNS else 1 for span in spans) if len(spans) > 1 else 1


def _span(cell: LexborNode, side: str) -> int:
    given = (cell.attributes.get(side) or "1").strip()
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 10**7


def _limit(cell: LexborNode, side: str, most: int) -> None:
    if side in cell.attributes and _span(cell, side) > most:
        cell.attrs[side] = str(most)


def _colours(page: LexborHTMLParser) -> dict[str, str]:
    """Return the colours that style sheets give to an element by its id, as pandas does."""
    colours: dict[str, str] = {}
    for sheet in page.css("style"):
        for selectors, body in _RULE.findall(sheet.text() or ""):
            if declared := _declared(body):
                ids = (_ID.search(selector.strip()) for selector in selectors.split(","))
                colours.update((found[1], declared) for found in ids if found)
    return colours


def _coloured(table: LexborNode, colours: dict[str, str]) -> None:
    for cell in table.css("th, td"):
        told = cell.attributes
        given = colours.get(told.get("id") or "", "") + ";" + (told.get("style") or "")
        if kept := _declared(given):
            cell.attrs["style"] = kept
        elif "style" in told:
            _aligned(cell, told["style"] or "")


def _aligned(cell: LexborNode, style: str) -> None:
    """Keep of a style without colours how it aligns, which pandoc reads."""
    match = re.search(r"text-align\s*:\s*(left|right|center)", style)
    cell.attrs["style"] = match[0] if match else ""


def _declared(body: str) -> str:
    """Return the colours among declarations, the last of each counting."""
    found = {
        "color" if name.lower() == "color" else "background-color": value
        for name, value in _DECLARED.findall(body.replace(";;", ";"))
    }
    return "; ".join(f"{name}: {value}" for name, value in found.items())
