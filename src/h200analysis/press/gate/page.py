"""The HTML page: who can read it, and what it says."""

from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from h200analysis.press.gate import charts, loads, policy


def reasons(content: bytes, pictures: int) -> Iterator[str]:
    """Yield every reason but its words against a page of so many pictures, as half a sentence."""
    page = _opened(content)
    shown = len(page.select("figure.chart, figure.image"))
    if shown < pictures:
        yield f"it shows {shown} of {pictures} charts and pictures."
    yield from _access(page)
    yield from policy.reasons(page)
    yield from loads.reasons(page)
    yield from charts.reasons(page)


def words(content: bytes) -> str:
    """Return what a reader sees or hears: the visible text, then the spoken labels."""
    page = _opened(content)
    body = page.body or page
    # Comments and scripts are strings of other types.
    strings = (s for s in body.find_all(string=True) if type(s) is NavigableString)
    shown = [str(string) for string in strings if not string.find_parent(_is_hidden)]
    spoken = [str(element["aria-label"]) for element in body.select("[aria-label]")]
    return " ".join(" ".join(shown + spoken).split())


def _opened(content: bytes) -> BeautifulSoup:
    return BeautifulSoup(content.decode(), "html.parser")


def _is_hidden(element: Tag) -> bool:
    """Say whether nobody reads it unasked: hidden, code or a card on demand, TeX of an equation."""
    is_code = element.name == "details" and "code" in element.get_attribute_list("class")
    is_closed = element.has_attr("hidden") or element.has_attr("popover")
    return is_code or is_closed or element.name in {"template", "annotation"}


def _access(page: BeautifulSoup) -> Iterator[str]:
    if page.title is None or not page.title.get_text(strip=True):
        yield "the page has no title; give the briefing a headline."
    if page.html is None or not str(page.html.get("lang", "")).strip():
        yield "the page names no language; give <html> a lang."
    for image in page.find_all("img"):
        if not str(image.get("alt", "")).strip():
            yield f"the picture {str(image.get('src'))[:40]} has no alternative text."
    for number, table in enumerate(page.find_all("table"), start=1):
        if table.find("th") is None:
            yield f"table {number} has no header cells; head its columns or rows."
