"""The Content-Security-Policy of a page: that it shuts all out, and covers every script."""

import base64
import hashlib
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from h200analysis.exhibits import vega
from h200analysis.press import html

_DATA = {"application/json", "application/ld+json"}  # which no browser runs
_KEYWORDS = {"'none'", "data:"}

Policy = dict[str, list[str]]
"""The sources that each directive allows."""


def reasons(page: LexborHTMLParser) -> Iterator[str]:
    """Yield where the policy is missing or open, and which scripts it does not cover."""
    policy = _policy(page)
    if policy.get("default-src") != ["'none'"]:
        yield "the page has no Content-Security-Policy whose default-src is 'none'."
    for directive, sources in policy.items():
        for source in sources:
            if not _is_closed(directive, source):
                yield f"its policy opens {directive} to {source}; nothing may come from there."
    for script in page.css("script"):
        if script.attributes.get("type") in _DATA:
            continue
        if _hash(script) not in policy.get("script-src", []):
            yield f"the script “{_start(script)}” is not covered by the policy."
        if not _is_known(script.text()):
            yield (
                f"the script “{_start(script)}” is none of h200analysis; "
                "delete the cache folder that h200analysis keeps for this user."
            )
    for element in page.css("*"):
        for name in element.attributes:
            if name.startswith("on"):
                yield f"<{element.tag} {name}> is a script that the policy does not cover."


def _is_known(script: str) -> bool:
    """Say whether a script is the page's own or the one that draws charts, to the letter."""
    return script == html.own_script() or vega.may_be_ours(script)


def _policy(page: LexborHTMLParser) -> Policy:
    """Return the policy; one outside the head is none, for browsers overlook it."""
    told = page.css_first('head meta[http-equiv="Content-Security-Policy" i]')
    written = told.attributes.get("content") if told else None
    directives = (written or "").split(";")
    words = [directive.split() for directive in directives if directive.strip()]
    return {name.lower(): sources for name, *sources in words}


def _is_closed(directive: str, source: str) -> bool:
    """Say whether a source lies in the page itself; styles stand in its elements."""
    is_style = directive == "style-src" and source == "'unsafe-inline'"
    return is_style or source in _KEYWORDS or source.startswith("'sha256-")


def _hash(script: LexborNode) -> str:
    digest = hashlib.sha256(script.text().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _start(script: LexborNode) -> str:
    return " ".join(script.text().split())[:40] or (script.attributes.get("src") or "")[:40]
