"""A notebook as one HTML page that loads nothing and needs nobody."""

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from h200analysis.exhibits import vega
from h200analysis.exhibits.typesetting import SANS
from h200analysis.press import cards, markup
from h200analysis.press.document import Document
from h200analysis.press.markup import Markup
from h200analysis.press.pieces import Chart, Code, Picture, Text, Verbatim
from h200analysis.press.timing import timed

_SECTIONS_WORTH_LISTING = 3
_PAGE, _PIECES, _CARDS = _TEMPLATES = "page.html", "pieces.html", "cards.html"


def prepare() -> None:
    """Compile the templates before a page is written: they take a tenth of a second."""
    for name in _TEMPLATES:
        _template(name)


@timed("HTML")
def page(read: Document, texts: Markup) -> str:
    """Return the whole page as text."""
    body = list(_body(read, texts))
    opening = _opening(body)
    scripts = _scripts(read)
    return _template(_PAGE).render(
        document=read,
        markup=texts,
        policy=_policy(scripts),
        style=_page_file("page.css") + vega.style() + _foreign_style(read, texts),
        opening="\n".join(body[:opening]),
        body="\n".join(body[opening:]),
        contents=_contents(texts),
        sliders=_sliders(read),
        cards=_cards(read, texts),
        has_code=any(isinstance(piece, Code) for piece in read.pieces),
        scripts=scripts,
    )


def _foreign_style(read: Document, texts: Markup) -> str:
    """Return the style sheet of what only other people's notebooks hold, where one of it is."""
    kinds = {piece.kind for piece in read.pieces if isinstance(piece, Verbatim)}
    has_colours = any('style="background-color' in text for text in texts.html)
    return _page_file("foreign.css") if has_colours or kinds & {"stderr", "lost"} else ""


def _body(read: Document, texts: Markup) -> Iterator[str]:
    written = iter(texts.html)
    forms = _template(_PIECES).module.__dict__
    for piece in read.pieces:
        match piece:
            case Text():
                yield next(written)
            case Chart():
                yield forms["chart"](piece, vega.inert(piece.spec, SANS))
            case Picture():
                yield forms["picture"](piece)
            case Verbatim():
                yield forms["verbatim"](piece)
            case Code():
                yield forms["code"](piece)


def _cards(read: Document, texts: Markup) -> list[str]:
    form = _template(_CARDS).module.__dict__["card"]
    return [form(card) for card in cards.cards(read, texts)]


def _sliders(read: Document) -> str:
    """Return the name of the first chart whose sliders a reader may move, if there is one."""
    live = (piece.name for piece in read.pieces if isinstance(piece, Chart) and piece.is_live)
    return next(live, "")


def _opening(body: list[str]) -> int:
    """Return how many pieces stand before the contents: all up to the first section."""
    return next((i for i, piece in enumerate(body) if "<h2" in piece), len(body))


def _contents(texts: Markup) -> list[markup.Heading]:
    listed = [heading for heading in texts.headings if heading.level in {2, 3}]
    return listed if len(listed) >= _SECTIONS_WORTH_LISTING else []


def _scripts(read: Document) -> list[str]:
    """Return the page's own script, and the one that draws charts if one of them answers."""
    has_answers = any(isinstance(piece, Chart) and piece.answers for piece in read.pieces)
    return [own_script(), vega.script()] if has_answers else [own_script()]


def own_script() -> str:
    """Return the script that every page has."""
    return f'(() => {{"use strict";\n{_page_file("page.js")}}})();'


def _policy(scripts: list[str]) -> str:
    """Allow these very scripts, inline styles and inline images; nothing from anywhere."""
    hashes = (hashlib.sha256(script.encode()).digest() for script in scripts)
    allowed = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _page_file(name: str) -> str:
    return (files("h200analysis.press") / "page" / name).read_text(encoding="utf-8")


@cache
def _template(name: str) -> Template:
    loader = PackageLoader("h200analysis.press", "page")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(name)
