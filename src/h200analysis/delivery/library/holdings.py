"""The holdings of a library: every edition with what stands beside it.

Cards and changes are kept between publications, so that an edition that stands is not read again.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from h200analysis.delivery import archive
from h200analysis.delivery.library import card as cards
from h200analysis.delivery.library import comparison
from h200analysis.delivery.library.card import Card
from h200analysis.delivery.library.leaf import mark
from h200analysis.delivery.library.rows import Row, rows
from h200analysis.press import manifest
from h200analysis.press.withdrawals import Withdrawal, withdrawn


@dataclass(frozen=True, slots=True)
class Material:
    """What two editions are compared by: their figures, and what their manifests say."""

    rows: list[Row]
    manifest: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Holding:
    """An edition in the library; `changed` says what moved since the `previous` one of its name.

    `corrects` are the withdrawn editions of its day that came before it, `replaced_by` is the
    number of the newest that came after.
    """

    card: Card
    subject: str
    folder: Path
    withdrawal: Withdrawal | None
    previous: Card | None
    replaced_by: int | None
    corrects: tuple[Withdrawal, ...]
    changed: str

    @property
    def edition(self) -> archive.Edition:
        """The edition in the archive."""
        return _edition(self.folder)

    def material(self) -> Material:
        """Return what it is compared by, read from its files."""
        return _material(self.folder, self.card.key)

    def earlier(self) -> Material:
        """Return the material of the previous edition."""
        assert self.previous is not None, "the first edition of its name has none before it"  # noqa: S101
        return _material(self.folder.parents[2] / self.previous.address, self.previous.key)

    def told(self) -> dict[str, Any]:
        """Return all that a page may say of it, as JSON holds it."""
        told = self.card.told()
        return {
            **{name: told[name] for name in told if name != "claims"},
            "folder": self.card.folder,
            "on": self.card.on,
            "made_on": self.card.made_on,
            "citation": self.card.citation,
            "subject": self.subject,
            "previous": _named(self.previous),
            "replaced_by": self.replaced_by,
            "corrects": [_withdrawal(each) for each in self.corrects],
            "changed": self.changed,
            "withdrawn": None if self.withdrawal is None else _withdrawal(self.withdrawal),
        }


@dataclass(frozen=True, slots=True)
class Holdings:
    """All editions by name, day and number, and the addresses of damaged ones."""

    every: tuple[Holding, ...]
    damaged: tuple[str, ...]

    def by_name(self) -> dict[str, list[Holding]]:
        """Return the editions of each briefing and variant, oldest first."""
        groups = itertools.groupby(self.every, key=lambda each: each.card.name)
        return {name: list(group) for name, group in groups}

    def by_day(self) -> dict[str, list[Holding]]:
        """Return the editions of each day, the newest day first, in the order of their names."""
        days: dict[str, list[Holding]] = {}
        for each in self.every:
            days.setdefault(each.card.day, []).append(each)
        return dict(sorted(days.items(), reverse=True))

    def latest(self) -> dict[str, Holding]:
        """Return of each name the newest edition that is not withdrawn."""
        sound = (each for each in self.every if each.withdrawal is None)
        return {each.card.name: each for each in sound}


def held(out: Path, titles: Mapping[str, str], kept: dict[str, Any], code: str) -> Holdings:
    """Return the holdings of a folder of editions; `kept` is what was kept, and is renewed.

    `titles` are what briefings are called in the catalogue.
    """
    read, damaged = _cards(out, kept, code)
    gone = withdrawn(out)
    holdings = [
        _holding(out, of_name, place, gone, titles)
        for of_name in _by_name(read, titles)
        for place in range(len(of_name))
    ]
    return Holdings(tuple(_with_changes(holdings, kept, code)), tuple(damaged))


def _cards(out: Path, kept: dict[str, Any], code: str) -> tuple[list[Card], list[str]]:
    before: Mapping[str, Any] = kept.get("cards") or {}
    now, read, damaged = {}, [], []
    for edition in archive.editions(out):
        stamp = _stamp(edition.folder)
        note = before.get(edition.address)
        if note is None or note["of"] != [*stamp, code]:
            found = cards.of(edition)
            note = None if found is None else {"of": [*stamp, code], "card": found.told()}
        if note is None:
            damaged.append(edition.address)
        else:
            now[edition.address] = note
            read.append(cards.again(note["card"]))
    kept["cards"] = now
    return read, damaged


def _stamp(folder: Path) -> tuple[int, int]:
    try:
        told = (folder / manifest.NAME).stat()
    except OSError:
        return 0, 0
    return told.st_size, told.st_mtime_ns


def _by_name(read: Iterable[Card], titles: Mapping[str, str]) -> list[list[Card]]:
    """Return the cards of each name, oldest first, the names in the order of the catalogue."""
    places = {briefing: place for place, briefing in enumerate(titles)}
    ordered = sorted(
        read,
        key=lambda card: (
            places.get(card.briefing, len(places)), card.name, card.day, card.number
        ),
    )  # fmt: skip
    return [list(group) for _, group in itertools.groupby(ordered, key=lambda card: card.name)]


def _holding(
    out: Path,
    of_name: Sequence[Card],
    place: int,
    gone: Mapping[str, Withdrawal],
    titles: Mapping[str, str],
) -> Holding:
    card, day = of_name[place], of_name[place].day
    earlier = itertools.takewhile(lambda each: each.day == day, reversed(of_name[:place]))
    later = itertools.takewhile(lambda each: each.day == day, of_name[place + 1 :])
    return Holding(
        card=card,
        subject=subject(card, titles),
        folder=out / card.address,
        withdrawal=gone.get(card.address),
        previous=of_name[place - 1] if place else None,
        replaced_by=max((each.number for each in later), default=None),
        corrects=tuple(gone[each.address] for each in earlier if each.address in gone),
        changed="",
    )


def subject(card: Card, titles: Mapping[str, str]) -> str:
    """Return what a briefing is called, with what was changed by hand in a variant."""
    title = titles.get(card.briefing, card.subject)
    changed = card.variant.replace("--", ", ").replace("_", " ")
    return f"{title} (variant: {changed})" if changed else title


def _with_changes(
    holdings: Iterable[Holding], kept: dict[str, Any], code: str
) -> Iterator[Holding]:
    before: Mapping[str, Any] = kept.get("changes") or {}
    now: dict[str, list[str]] = {}
    for each in holdings:
        if each.previous is None:
            yield each
            continue
        of = mark(code, each.previous.key, each.card.key)
        note = before.get(each.card.address)
        if note is None or note[0] != of:
            pair = each.earlier(), each.material()
            note = [of, comparison.compared(*(one.rows for one in pair)).summary]
        now[each.card.address] = note
        yield replace(each, changed=note[1])
    kept["changes"] = now


@lru_cache(maxsize=8)
def _material(folder: Path, key: str) -> Material:
    """Return the material of the edition in a folder; by its key, since a folder may be reused."""
    del key
    edition = _edition(folder)
    return Material(rows(edition.figures, str(edition.day)), edition.manifest)


def _edition(folder: Path) -> archive.Edition:
    day, name, number = folder.parts[-3:]
    return archive.Edition(folder, date.fromisoformat(day), name, int(number))


def _named(card: Card | None) -> dict[str, Any] | None:
    if card is None:
        return None
    return {
        "address": card.address, "folder": card.folder, "on": card.on, "number": card.number
    }  # fmt: skip


def _withdrawal(told: Withdrawal) -> dict[str, str]:
    return {"address": told.address, "on": told.on, "why": told.why}
