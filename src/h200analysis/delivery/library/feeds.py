"""The feeds: the newest editions and withdrawals, as Atom (RFC 4287) and as JSON Feed 1.1."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from h200analysis.delivery.library import citing
from h200analysis.delivery.library.card import Card
from h200analysis.press.withdrawals import Withdrawal

_MOST = 50  # entries; a reader who was away longer finds the rest by day
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Item:
    """An edition in a feed: its card, its withdrawal if any, its subject and what is said of it."""

    card: Card
    withdrawal: Withdrawal | None
    subject: str
    changed: str

    @property
    def updated(self) -> str:
        """The hour at which it last changed, which is known to the day."""
        told = self.withdrawal.on if self.withdrawal else self.card.made
        return f"{told[:10]}T00:00:00Z"

    @property
    def title(self) -> str:
        """Subject, day and headline; a withdrawn edition says so first."""
        sign = "Withdrawn: " if self.withdrawal else ""
        return f"{sign}{self.subject}, {self.card.on}: {self.card.title}"

    @property
    def text(self) -> str:
        """The answer, the range and what changed; of a withdrawn edition, why it was withdrawn."""
        if self.withdrawal:
            return f"This edition was withdrawn on {self.withdrawal.on}: {self.withdrawal.why}"
        return " ".join(filter(None, (self.card.answer, self.card.range, self.changed)))

    @property
    def identity(self) -> str:
        """What the entry is known by, for ever."""
        return citing.identity(self.card.address + self.card.key)


def newest(items: Iterable[Item]) -> list[Item]:
    """Return the items of a feed, the last changed first."""
    ordered = sorted(items, key=lambda i: (i.updated, i.card.day, i.card.name, i.card.number))
    return ordered[::-1][:_MOST]


def atom(items: Sequence[Item], base: str, title: str) -> bytes:
    """Return the feed as Atom; links are relative where the library has no address yet."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed", {"xml:lang": "en"})
    _add(feed, "title", title)
    _add(feed, "id", citing.identity(base or "library"))
    _add(feed, "updated", items[0].updated if items else "1970-01-01T00:00:00Z")
    _add(feed, "generator", "h200analysis")
    _add(_add(feed, "author"), "name", "h200analysis")
    _add(feed, "link", rel="alternate", type="text/html", href=citing.address(base, "index.html"))
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{base}feed.atom")
    for item in items:
        _entry(feed, item, base)
    ET.indent(feed)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def json_feed(items: Sequence[Item], base: str, title: str) -> bytes:
    """Return the feed as JSON Feed 1.1; addresses are told only where the library has one."""
    here = {"home_page_url": f"{base}index.html", "feed_url": f"{base}feed.json"} if base else {}
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        **here,
        "language": "en",
        "authors": [{"name": "h200analysis"}],
        "items": [_item(item, base) for item in items],
    }
    return json.dumps(feed, indent=1, ensure_ascii=False).encode() + b"\n"


def _entry(feed: ET.Element, item: Item, base: str) -> None:
    entry = _add(feed, "entry")
    _add(entry, "title", item.title)
    _add(entry, "id", item.identity)
    _add(entry, "published", f"{item.card.made}T00:00:00Z")
    _add(entry, "updated", item.updated)
    _add(entry, "link", rel="alternate", type="text/html", href=_page(item, base))
    for name, (_, size) in item.card.files.items():
        if name.endswith((".pdf", ".csv")) and item.withdrawal is None:
            _add(entry, "link", rel="enclosure", type=citing.media_type(name), length=str(size),
                 href=citing.address(base, f"{item.card.folder}/{name}"))  # fmt: skip
    _add(entry, "category", term=item.card.name, label=item.subject)
    _add(entry, "summary", item.text)


def _item(item: Item, base: str) -> dict[str, Any]:
    return {
        "id": item.identity,
        **({"url": _page(item, base)} if base else {}),
        "title": item.title,
        "content_text": item.text,
        "date_published": f"{item.card.made}T00:00:00Z",
        "date_modified": item.updated,
        "tags": [item.subject, *(["withdrawn"] if item.withdrawal else [])],
    }


def _page(item: Item, base: str) -> str:
    return citing.address(base, f"{item.card.folder}/index.html")


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes)
    made.text = text
    return made
