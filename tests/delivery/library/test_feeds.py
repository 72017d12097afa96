"""The feeds, held against the rules of RFC 4287 and of JSON Feed 1.1."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from h200analysis.delivery.library.publishing import publish
from tests.delivery.library.conftest import HOSTILE, TITLES, WHY

BASE = "https://example.org/h200/"
ATOM = "{http://www.w3.org/2005/Atom}"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_ONCE = {"feed": ("id", "title", "updated"), "entry": ("id", "title", "updated")}
_AT_MOST_ONCE = ("generator", "icon", "logo", "subtitle", "rights", "published", "summary",
                 "content", "source")  # fmt: skip


@pytest.fixture(scope="module")
def site(published: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library as it is put on the web."""
    folder = tmp_path_factory.mktemp("web") / "site"
    publish(published[0], folder, BASE, TITLES)
    return folder


def _breaches(feed: ET.Element) -> Iterator[str]:
    """Yield which rules of RFC 4287 a feed breaks (4.1.1, 4.1.2, 4.2, 3.3)."""
    if feed.tag != f"{ATOM}feed":
        yield "the document is no feed"
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        kind = element.tag.removeprefix(ATOM)
        for name in _ONCE[kind]:
            if len(element.findall(ATOM + name)) != 1:
                yield f"a {kind} has not exactly one {name}"
        for name in _AT_MOST_ONCE:
            if len(element.findall(ATOM + name)) > 1:
                yield f"a {kind} has more than one {name}"
        yield from _of_links(element, kind)
        for name in ("updated", "published"):
            for when in element.findall(ATOM + name):
                if not _MOMENT.fullmatch(when.text or ""):
                    yield f"{when.text} is no moment"
    if feed.find(f"{ATOM}author/{ATOM}name") is None:
        yield "neither the feed nor every entry has an author"
    ids = [told.text for told in feed.iterfind(f".//{ATOM}id")]
    if len(ids) != len(set(ids)) or not all((told or "").startswith("urn:uuid:") for told in ids):
        yield "an id is no absolute IRI, or is there twice"


def _of_links(element: ET.Element, kind: str) -> Iterator[str]:
    links = element.findall(f"{ATOM}link")
    if any("href" not in link.attrib for link in links):
        yield f"a link of a {kind} leads nowhere"
    told = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in links]
    alternate = [each for each in told if each[0] == "alternate"]
    if len(alternate) != 1:
        yield f"a {kind} has not one alternate link, though it has no content"
    if kind == "entry" and element.find(f"{ATOM}summary") is None:
        yield "an entry without content has no summary"


def test_atom_keeps_the_rules(site: Path, published: tuple[Path, Path]) -> None:
    """The feed is sound with an address and without."""
    for folder in (site, published[1]):
        feed = ET.fromstring((folder / "feed.atom").read_bytes())  # noqa: S314 - our own
        assert [] == list(_breaches(feed))
        assert 5 == len(feed.findall(f"{ATOM}entry"))


def test_the_rules_find_what_is_wrong() -> None:
    """An empty feed breaks several of them."""
    assert "a feed has not exactly one id" in list(_breaches(ET.Element(f"{ATOM}feed")))


def test_a_withdrawal_comes_first_in_the_feeds(site: Path) -> None:
    """It changed last, says so in its title, and tells why."""
    feed = ET.fromstring((site / "feed.atom").read_bytes())  # noqa: S314 - our own
    first = feed.find(f"{ATOM}entry")
    assert first is not None
    assert (first.findtext(f"{ATOM}title") or "").startswith("Withdrawn: Supply gap, 11 March 2026")
    assert (first.findtext(f"{ATOM}summary") or "").endswith(WHY)
    [told, *_] = json.loads((site / "feed.json").read_bytes())["items"]
    assert told["tags"] == ["Supply gap", "withdrawn"]


def test_a_title_is_the_text_that_it_is(site: Path) -> None:
    """Markup in a title is escaped, and read back as it was."""
    feed = ET.fromstring((site / "feed.atom").read_bytes())  # noqa: S314 - our own
    titles = [told.text or "" for told in feed.iterfind(f"{ATOM}entry/{ATOM}title")]

    assert f"The fee, 11 March 2026: {HOSTILE}" in titles


def test_every_address_in_the_feeds_is_a_file(site: Path) -> None:
    """With a base, addresses are full, and each names a file of the library."""
    feed = ET.fromstring((site / "feed.atom").read_bytes())  # noqa: S314 - our own
    told = json.loads((site / "feed.json").read_bytes())
    links = [link.attrib["href"] for link in feed.iter(f"{ATOM}link")]
    links += [told["home_page_url"], told["feed_url"], *(item["url"] for item in told["items"])]

    assert all(link.startswith(BASE) for link in links)
    assert [] == [link for link in links if not (site / link.removeprefix(BASE)).is_file()]


def test_json_feed_keeps_the_rules(site: Path, published: tuple[Path, Path]) -> None:
    """Version, title, items with an id and a text each, and dates of RFC 3339."""
    for folder in (site, published[1]):
        feed: dict[str, Any] = json.loads((folder / "feed.json").read_bytes())
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert isinstance(feed["title"], str)
        assert all(set(author) <= {"name", "url", "avatar"} for author in feed["authors"])
        assert len({item["id"] for item in feed["items"]}) == len(feed["items"]) == 5
        for item in feed["items"]:
            assert isinstance(item["id"], str)
            assert item["content_text"] or item.get("content_html")
            assert datetime.fromisoformat(item["date_published"]).tzinfo is not None
            assert all(isinstance(tag, str) for tag in item["tags"])
