"""The ways into the library: by day, by briefing, the latest, feeds, search, and comparing."""

import itertools
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from h200analysis.delivery.library import feeds
from h200analysis.delivery.library.holdings import Holding, Holdings
from h200analysis.delivery.library.leaf import Leaf
from h200analysis.delivery.library.pages import Press, copied, script
from h200analysis.delivery.library.rendering import asset
from h200analysis.exhibits.marks import day
from h200analysis.press import schemas

_ASSETS = ("icon.svg", "library.css", "search.js", "compare.js", "wording.js")
_RECENT = 6  # days that the first page lists one by one


def shared(press: Press) -> Iterator[Leaf]:
    """Yield the style sheet and the scripts that pages share, and the schemas of data."""
    for name in _ASSETS:
        yield press.text(f"assets/{name}", asset(name))
    for name in schemas.NAMES:
        yield press.text(f"schemas/{name}.json", schemas.text(name))


def latest(press: Press, holdings: Holdings) -> Iterator[Leaf]:
    """Yield for each briefing its newest sound edition at an address that does not move."""
    newest = holdings.latest()
    for name, of_name in holdings.by_name().items():
        folder, holding = f"latest/{name}", newest.get(name)
        files = {} if holding is None else holding.card.files
        for file, (digest, _) in files.items():
            yield copied(f"{folder}/{file}", newest[name].folder / file, digest)
        yield press.page(
            f"{folder}/index.html",
            "latest.html",
            name=name,
            subject=of_name[-1].subject,
            edition=None if holding is None else holding.told(),
            files=list(files),
        )


def briefings(press: Press, holdings: Holdings) -> Iterator[Leaf]:
    """Yield a page for each briefing and variant, with all of its editions."""
    by_name, newest = holdings.by_name(), holdings.latest()
    for name, of_name in by_name.items():
        card = of_name[-1].card
        yield press.page(
            f"briefings/{name}.html",
            "briefing.html",
            name=name,
            subject=of_name[-1].subject,
            latest=newest[name].told() if name in newest else None,
            editions=[_line(each) for each in reversed(of_name)],
            variants=[
                {"name": other, "subject": each[-1].subject}
                for other, each in by_name.items()
                if other != name and each[-1].card.briefing == card.briefing
            ],
        )


def days(press: Press, holdings: Holdings) -> Iterator[Leaf]:
    """Yield a page for each day, and the one that lists all days by month."""
    by_day = holdings.by_day()
    for when, of_day in by_day.items():
        yield press.page(
            f"days/{when}.html",
            "day.html",
            day=when,
            on=of_day[0].card.on,
            editions=[each.told() for each in of_day],
        )
    yield press.page("days.html", "days.html", months=_months(by_day))


def front(press: Press, holdings: Holdings) -> Iterator[Leaf]:
    """Yield the pages that search and compare, and the first page of the library last."""
    yield press.page("search.html", "search.html")
    yield press.page("compare.html", "compare.html")
    by_day, by_name = holdings.by_day(), holdings.by_name()
    newest = [each.told() for each in holdings.latest().values()]
    yield press.page(
        "index.html",
        "index.html",
        latest=[told for told in newest if not told["variant"]],
        variants=[
            {"name": name, "subject": of_name[-1].subject, "count": len(of_name)}
            for name, of_name in by_name.items()
            if of_name[-1].card.variant
        ],
        recent=[_day(when, of_day) for when, of_day in itertools.islice(by_day.items(), _RECENT)],
        months=[{"id": m["id"], "title": m["title"], "count": len(m["days"])}
                for m in _months(by_day)],
        counts={"editions": len(holdings.every), "days": len(by_day)},
        withdrawn=[each.told() for each in holdings.every if each.withdrawal is not None],
    )  # fmt: skip


def subscriptions(press: Press, holdings: Holdings) -> Iterator[Leaf]:
    """Yield the feeds."""
    items = feeds.newest(
        feeds.Item(each.card, each.withdrawal, each.subject, each.changed)
        for each in holdings.every
    )
    yield press.text("feed.atom", feeds.atom(items, press.base, press.title))
    yield press.text("feed.json", feeds.json_feed(items, press.base, press.title))


def data(
    press: Press, holdings: Holdings, claims: Iterable[tuple[str, str, str]]
) -> Iterator[Leaf]:
    """Yield what the browser searches in, and the list of editions that it may compare."""
    listed = [
        {
            "address": each.card.address, "name": each.card.name, "subject": each.subject,
            "on": each.card.on, "number": each.card.number,
            "withdrawn": each.withdrawal is not None,
        }
        for each in holdings.every
    ]  # fmt: skip
    yield press.text("data/editions.js", script("editions", listed))
    newest = sorted(holdings.every, key=lambda each: (each.card.day, each.card.number))[::-1]
    entries = [*map(_entry, newest), *(_claim(*each) for each in claims)]
    yield press.text("data/search.js", script("search", entries))


def _entry(holding: Holding) -> list[str]:
    """Return an edition as a search finds it: path, kind, head, words, and a sign if withdrawn."""
    card = holding.card
    sign = "Withdrawn" if holding.withdrawal else ""
    head = f"{holding.subject}, {card.on}, edition {card.number}"
    return [f"{card.folder}/index.html", head, card.title, f"{card.answer} {card.range}", sign]


def _claim(path: str, head: str, words: str) -> list[str]:
    return [path, "Claim", head, words, ""]


def _line(holding: Holding) -> dict[str, Any]:
    kept = ("folder", "on", "number", "title", "range", "changed", "withdrawn", "replaced_by",
            "previous", "made_on")  # fmt: skip
    told = holding.told()
    return {name: told[name] for name in kept}


def _day(when: str, of_day: list[Holding]) -> dict[str, Any]:
    subjects = list(dict.fromkeys(each.subject for each in of_day))
    return {"day": when, "on": of_day[0].card.on, "subjects": subjects}


def _months(by_day: dict[str, list[Holding]]) -> list[dict[str, Any]]:
    """Return the months in which there are editions, the newest first, with their days."""
    groups = itertools.groupby(by_day.items(), key=lambda each: each[0][:7])
    return [
        {
            "id": month,
            "title": day(date.fromisoformat(f"{month}-01"), "month"),
            "days": [_day(when, of_day) for when, of_day in group],
        }
        for month, group in groups
    ]
