"""What a reader may ask of a printed figure: the formula in words, its inputs, who said them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from h200analysis.exhibits.prose import BY_HAND, DAGGER
from h200analysis.exhibits.provenance import Ground, Provenance, provenances
from h200analysis.press.document import Document
from h200analysis.press.figures import figures
from h200analysis.press.markup import Entry, Markup

_MOST = 6  # sources that are named one by one; of more a reader is told how many there are
_OUR_ODDS = "our odds (see the annex)"
_LINK = re.compile(r'href="#card-(\w+)"')


@dataclass(frozen=True, slots=True)
class Cited:
    """The sources of an input: the entries in the list of sources, and how many more there are."""

    entries: tuple[Entry, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Card:
    """A figure's provenance with the sources of each of its inputs."""

    figure: Provenance
    inputs: tuple[tuple[Ground, Cited], ...]


def cards(read: Document, texts: Markup) -> list[Card]:
    """Return a card for each figure that the texts print, in the order of reading."""
    known = provenances(figures(read.notebook))
    asked = dict.fromkeys(name for text in texts.html for name in _LINK.findall(text))
    return [_card(known[name], texts) for name in asked]


def rows(read: Document, texts: Markup) -> list[dict[str, str]]:
    """Return the figures of the first page, each as a row of a table about where it comes from."""
    known = provenances(figures(read.notebook))
    return [_row(known[name], texts) for name in texts.on_first_page]


def _card(figure: Provenance, texts: Markup) -> Card:
    inputs = tuple(
        (ground, _cited(() if ground.is_simulated else ground.claims, texts.sources))
        for ground in figure.grounds
    )
    return Card(figure, inputs)


def _cited(claims: Iterable[str], sources: Sequence[Entry]) -> Cited:
    wanted = set(claims)
    entries = tuple(entry for entry in sources if wanted & set(entry.claims))
    return Cited(entries[:_MOST], len(entries[_MOST:]))


def _row(figure: Provenance, texts: Markup) -> dict[str, str]:
    claims = dict.fromkeys(
        claim for ground in figure.grounds if not ground.is_simulated for claim in ground.claims
    )
    letters = _letters(list(claims), texts) if claims else ""
    odds = _OUR_ODDS if any(ground.is_simulated for ground in figure.grounds) else ""
    return {
        "id": figure.id,
        "text": ", ".join(figure.texts),
        "about": figure.title,
        "formula": figure.formula,
        "inputs": "; ".join(map(_input, figure.grounds)),
        "notes": " and ".join(filter(None, (letters, odds))) or "none: our own",
    }


def _input(ground: Ground) -> str:
    sign = DAGGER if ground.assumption else BY_HAND if ground.is_set_by_hand else ""
    return f"{ground.title}: {ground.value}{sign}"


def _letters(claims: Sequence[str], texts: Markup) -> str:
    """Return the letters of the notes on claims, and how many reports have none."""
    letters = {texts.letters[claim] for claim in claims if claim in texts.letters}
    named = ", ".join(sorted(letters, key=lambda letter: (len(letter), letter)))
    rest = sum(claim not in texts.letters for claim in claims)
    more = f"{rest} {'more ' if named else ''}report{'s' if rest > 1 else ''}" if rest else ""
    return " and ".join(filter(None, (named, more)))
