"""Prose in Markdown whose figures are looked up among names, and whose sources are named in it.

`{gap}` prints an outcome with its sources, `{gap:2}` in two digits, `[@claim]` cites a claim.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from h200analysis.cases import Case
from h200analysis.exhibits.bundle import Exhibit, ExhibitError
from h200analysis.exhibits.origins import as_set
from h200analysis.exhibits.prose import Page, parts

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_CITED = re.compile(r"\s?\[@(\w+(?:;\s*@\w+)*)\]")
_HELD = "\ue000{}\ue001"  # what no author types holds a figure's place while Markdown is read


def prose(text: str, names: Mapping[str, Any], page: Page | None = None) -> Exhibit:
    """Return Markdown as an exhibit, its figures filled in.

    `names` are a notebook's; among them `case` is the case whose claims are cited.
    """
    page = page or Page()
    markdown, html = written(text, names, page)
    return page.exhibit(markdown, html)


def written(text: str, names: Mapping[str, Any], page: Page) -> tuple[str, str]:
    """Return prose as Markdown and as HTML, and note on the page what it prints."""
    case = names.get("case")
    restated, values = as_set(text, case) if isinstance(case, Case) else (text, {})
    template, citations = _cited(restated, names)
    markdown: list[str] = []
    held: list[str] = []
    shown: list[str] = []
    for literal, value, spec in parts(template, {**names, **values, **citations}):
        if literal:
            markdown.append(literal)
            held.append(literal)
            continue
        filled = page.put(value, spec)
        markdown.append(filled[0])
        held.append(_HELD.format(len(shown)))
        shown.append(filled[1])
    html = _reader().render("".join(held))
    for number, figure in enumerate(shown):
        html = html.replace(_HELD.format(number), figure)
    return "".join(markdown), html


def claims_in(text: str) -> list[str]:
    """Return the claims that a text cites, in its order."""
    return [claim for found in _CITED.finditer(text) for claim in _names(found[1])]


def _cited(text: str, names: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the text with a field in place of each citation, and what fills those fields."""
    found = [_names(match[1]) for match in _CITED.finditer(text)]
    if not found:
        return text, {}
    case = names.get("case")
    if not isinstance(case, Case):
        raise ExhibitError(
            f"The text cites {found[0][0]!r}, but the notebook has no case; write "
            "`case = cases.Case(evidence.read(as_of))` above it."
        )
    fields = iter(range(len(found)))
    template = _CITED.sub(lambda _: f"{{@{next(fields)}}}", text)
    return template, {f"@{n}": case.cite(*claims) for n, claims in enumerate(found)}


def _names(listed: str) -> list[str]:
    return [name.strip().removeprefix("@") for name in listed.split(";")]


@cache
def _reader() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # spared where claims are only looked for

    return MarkdownIt("commonmark")
