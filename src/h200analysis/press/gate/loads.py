"""What a page would load: nothing is allowed but what stands in the page itself."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

_ADDRESSES = frozenset(
    (
        "src", "href", "xlink:href", "data", "poster", "background", "manifest", "action",
        "formaction", "codebase", "classid", "archive",
    )
)  # fmt: skip
_NEVER = {"srcset", "imagesrcset", "srcdoc", "ping"}  # several addresses, or a page of their own
_WITHIN = re.compile(r"data:|#", re.IGNORECASE)
_AFAR = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}", re.IGNORECASE)
_IN_A_STYLE = re.compile(
    r"@import\b.{0,60}|image-set\(.{0,60}|\burl\(\s*+[\"']?+\s*+(?!data:|#).{0,60}",
    re.IGNORECASE | re.DOTALL,
)
_LINKS = {"a", "area"}
_SAID = {"alt", "title", "content", "cite"}
_SAID_BEFORE = ("aria-", "data-", "xmlns")


def reasons(page: LexborHTMLParser) -> Iterator[str]:
    """Yield what would be loaded from elsewhere; what a reader may follow is no load."""
    for element in page.css("*"):
        for name, value in _attributes(element):
            if _loads(name, value) or _IN_A_STYLE.search(value):
                shown = value if len(value) <= 80 else f"{value[:80]}…"
                yield f"<{element.tag} {name}> loads {shown}; put it into the page instead."
    for style in page.css("style"):
        for load in _IN_A_STYLE.findall(style.text()):
            yield f"a style loads {load}; put it into the page instead."
    if page.css_matches("base"):
        yield "<base> sends every link elsewhere; take it out."
    if page.css_matches('meta[http-equiv="refresh" i]'):
        yield "<meta http-equiv=refresh> loads another page; take it out."
    if page.css_matches("template"):
        yield "<template> holds what is not judged here; write it into the page, or take it out."


def _attributes(element: LexborNode) -> Iterator[tuple[str, str]]:
    """Yield the attributes that a browser may act on before anybody clicks."""
    for name, value in element.attributes.items():
        is_link = element.tag in _LINKS and name in {"href", "xlink:href"}
        if not (is_link or name in _SAID or name.startswith(_SAID_BEFORE)):
            yield name, value or ""


def _loads(name: str, value: str) -> bool:
    """Say whether a browser would fetch it; it overlooks white space in an address."""
    address = "".join(value.split())
    if name in _ADDRESSES:
        return not _WITHIN.match(address)
    return name in _NEVER or bool(_AFAR.match(address))
