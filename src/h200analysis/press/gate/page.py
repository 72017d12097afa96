"""The HTML page: who can read it, and what it says."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from h200analysis.press.formats.format import Inspection
from h200analysis.press.gate import charts, loads, policy

_UNREAD = {"template", "annotation", "script", "style"}  # an annotation is an equation's TeX


def inspect(content: bytes, pictures: int) -> Inspection:
    """Return what a reader meets in a page that is to show so many pictures.

    Its words are the visible text, then the spoken labels. It is read as browsers read it.
    """
    page = LexborHTMLParser(content.decode())
    return Inspection(_words(page), tuple(_reasons(page, pictures)))


def _words(page: LexborHTMLParser) -> str:
    labelled = page.css("body [aria-label]")
    spoken = (label.attributes["aria-label"] or "" for label in labelled)
    return " ".join(" ".join([*_shown(page), *spoken]).split())


def _shown(page: LexborHTMLParser) -> Iterator[str]:
    """Yield the pieces of text that a reader sees unasked."""
    hidden: set[int] = set()
    for node in page.body.traverse(include_text=True) if page.body else ():  # parents come first
        is_below = node.parent is not None and node.parent.mem_id in hidden
        if is_below or _is_hidden(node):
            hidden.add(node.mem_id)
        elif node.is_text_node:
            yield node.text_content or ""


def _is_hidden(node: LexborNode) -> bool:
    """Say whether nobody reads it unasked: hidden, code or a card on demand, TeX of an equation."""
    if not node.is_element_node:
        return False
    told = node.attributes
    is_code = node.tag == "details" and "code" in (told.get("class") or "").split()
    return is_code or "hidden" in told or "popover" in told or node.tag in _UNREAD


def _reasons(page: LexborHTMLParser, pictures: int) -> Iterator[str]:
    shown = len(page.css("figure.chart, figure.image"))
    if shown < pictures:
        yield f"it shows {shown} of {pictures} charts and pictures."
    yield from _access(page)
    yield from policy.reasons(page)
    yield from loads.reasons(page)
    yield from charts.reasons(page)


def _access(page: LexborHTMLParser) -> Iterator[str]:
    title = page.css_first("head > title")
    if title is None or not title.text(strip=True):
        yield "the page has no title; give the briefing a headline."
    if page.root is None or not (page.root.attributes.get("lang") or "").strip():
        yield "the page names no language; give <html> a lang."
    for image in page.css("img"):
        if not (image.attributes.get("alt") or "").strip():
            address = image.attributes.get("src") or ""
            yield f"the picture {address[:40]} has no alternative text."
    for number, table in enumerate(page.css("table"), start=1):
        if table.css_first("th") is None:
            yield f"table {number} has no header cells; head its columns or rows."
