"""An edition on a card: what the library has to say of it without opening its files again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from h200analysis.delivery.archive import Edition
from h200analysis.delivery.library.rows import rows
from h200analysis.exhibits import ranges
from h200analysis.exhibits.characters import printable
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.prose import BY_HAND, DAGGER
from h200analysis.exhibits.provenance import provenances

_HASH = 16  # characters of the key that a citation bears


@dataclass(frozen=True, slots=True)
class Card:
    """What is told of an edition: `name` is its briefing and variant, `title` its headline.

    `files` are the hash and the size in bytes of each of its files, `figures` how many it prints,
    `claims` the claims that they rest on, `why` what had changed since the number before.
    """

    address: str
    day: str
    name: str
    briefing: str
    variant: str
    number: int
    title: str
    answer: str
    range: str
    made: str
    key: str
    version: str
    why: tuple[str, ...]
    files: Mapping[str, tuple[str, int]]
    claims: tuple[str, ...]
    figures: int

    @property
    def on(self) -> str:
        """The day that it speaks of, in words."""
        return day(date.fromisoformat(self.day))

    @property
    def made_on(self) -> str:
        """The day on which it was made, in words."""
        return day(date.fromisoformat(self.made))

    @property
    def folder(self) -> str:
        """Where it stands in the library."""
        return f"editions/{self.address}"

    @property
    def subject(self) -> str:
        """What its briefing is called where no catalogue says otherwise."""
        return called(self.briefing)

    @property
    def citation(self) -> str:
        """How it is cited, in the words of its own page."""
        edition = f"edition {self.number} of {self.made_on}"
        return f"h200analysis, {self.subject}, {self.on}, {edition}, hash {self.key[:_HASH]}"

    def told(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def of(edition: Edition) -> Card | None:
    """Return the card of an edition; None where it cannot be read, or is not as it was made."""
    try:
        return _of(edition) if edition.is_intact and edition.key else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # a manifest, a page or figures of another make


def _of(edition: Edition) -> Card:
    opening, figures = edition.opening, edition.figures
    rows(figures, str(edition.day))  # raises here, not in a comparison, what cannot be read
    told = edition.manifest
    sizes = {name: (edition.folder / name).stat().st_size for name in told["files"]}
    return Card(
        address=edition.address,
        day=str(edition.day),
        name=edition.name,
        briefing=edition.briefing,
        variant=edition.variant,
        number=edition.number,
        title=_plain(opening.title) or called(edition.briefing),
        answer=_plain(opening.answer),
        range=_range(figures, str(edition.day)),
        made=str(date.fromisoformat(told["made"])),
        key=edition.key,
        version=str((told.get("software") or {}).get("version", "unknown")),
        why=tuple(map(str, told.get("changed") or ())),
        files={name: (digest, sizes[name]) for name, digest in sorted(told["files"].items())},
        claims=tuple(sorted({claim for figure in figures for claim in figure["claims"]})),
        figures=len(figures),
    )


def again(told: Mapping[str, Any]) -> Card:
    """Return a card from JSON; raises KeyError or TypeError where it is of another version."""
    files = {name: (str(digest), int(size)) for name, (digest, size) in told["files"].items()}
    lists = {"why": tuple(told["why"]), "claims": tuple(told["claims"]), "files": files}
    return Card(**{**told, **lists})


def called(briefing: str) -> str:
    """Return what a briefing is called by its name in the catalogue: supply_gap -> Supply gap."""
    return briefing.replace("_", " ").capitalize()


def _plain(text: str) -> str:
    """Return text without marks that only the page itself explains, unseen characters named."""
    return printable(text.replace(DAGGER, "").replace(BY_HAND, ""))


def _range(figures: Sequence[Mapping[str, Any]], as_of: str) -> str:
    """Return the first mean, or else median, of which a 90% range is printed, in words."""
    titles = {name: origin.title for name, origin in provenances(figures).items()}
    for statistic in ("mean", "p50"):
        for place, figure in enumerate(figures):
            is_of_day = figure.get("as_of", as_of) == as_of
            ends = _ends(figures[place:]) if figure["statistic"] == statistic and is_of_day else ()
            if ends:
                likely = ranges.likely(*ends)
                title = titles.get(figure.get("id", ""), called(figure["name"]))
                return f"{title}: {figure['text']}, {likely}."
    return ""


def _ends(figures: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the 5th and 95th percentile that follow a first figure and are of its quantity.

    Another value of the same statistic in between begins another quantity of that name, such as the
    next month's.
    """
    first, low = figures[0], ""
    for each in figures:
        if _quantity(each) != _quantity(first):
            continue
        if each["statistic"] == first["statistic"] and each["value"] != first["value"]:
            return ()
        if each["statistic"] == "p05":
            low = low or each["text"]
        if each["statistic"] == "p95":
            return (low, each["text"]) if low else ()
    return ()


def _quantity(figure: Mapping[str, Any]) -> str:
    """Return what the statistics of one quantity have in common."""
    supposed = sorted(figure["supposing"].items())
    return repr((figure["name"], figure["unit"], figure.get("as_of"), supposed))
