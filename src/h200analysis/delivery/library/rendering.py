"""Pages from templates: everything that comes from data is escaped, and every link is relative."""

import json
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from h200analysis.exhibits.marks import day

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)
"""What a page of the library may load: scripts and styles of the library itself, nothing else."""


def rendered(template: str, path: str, **context: Any) -> bytes:
    """Return a page that is to stand at a path of the library."""
    root = "../" * path.count("/")
    page = _environment().get_template(template).render(**context, root=root, policy=POLICY)
    return f"{page}\n".encode()


def asset(name: str) -> bytes:
    """Return a style sheet or a script that pages share."""
    return (files("h200analysis.delivery.library") / "assets" / name).read_bytes()


def slug(name: str) -> str:
    """Return the name of a file that no name in the data can lead out of its folder."""
    return quote(name, safe="").replace(".", "%2E")


def claim_path(claim: str) -> str:
    """Return where the page of a claim stands."""
    return f"claims/{slug(claim)}.html"


def in_words(when: str) -> str:
    """Return a day, or the day of an hour, in words; what is none stays as it is."""
    try:
        return day(date.fromisoformat(when[:10]))
    except ValueError:
        return when


def inert(content: Any) -> str:
    """Return JSON that no HTML parser can take for markup, for an element of data."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def size(count: int) -> str:
    """Return a number of bytes as a reader wants it: 1.2 MB."""
    for scale, unit in ((1e6, "MB"), (1e3, "kB")):
        if count >= scale:
            return f"{count / scale:.1f} {unit}"
    return f"{count} bytes"


def web(address: str | None) -> str:
    """Return an address that leads to the web; nothing of any other kind, such as javascript:."""
    return address if address and address.startswith(("https://", "http://")) else ""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("h200analysis.delivery.library", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "href": quote,
        "claim": claim_path,
        "in_words": in_words,
        "inert": inert,
        "size": size,
        "web": web,
    }
    return environment
