"""A chart as a notebook shows it: its title, its words, its figures, and its two drawings."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from h200analysis.exhibits.bundle import CLAIMS, FIGURES, NARROW_FORM
from h200analysis.exhibits.prose import Page
from h200analysis.exhibits.render import VEGALITE, bundle
from h200analysis.exhibits.theme import NARROW, WIDTH

Draw = Callable[[int], dict[str, Any]]
"""What draws a chart as Vega-Lite for a width in pixels."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its title, its alternative text and the figures that it prints.

    `narrow` is the same chart drawn for a telephone; without it the page shrinks the wide one.
    """

    name: str
    title: str
    alt: str = field(repr=False)
    spec: dict[str, Any] = field(repr=False)
    figures: tuple[dict[str, Any], ...] = field(default=(), repr=False)
    live: bool = field(default=False)
    narrow: dict[str, Any] | None = field(default=None, repr=False)
    claims: tuple[str, ...] = field(default=(), repr=False)  # cited without a figure

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = bundle(self.spec, self.title, self.alt, self.live)
        metadata[VEGALITE] |= {"name": self.name, "live": self.live}
        extras = {
            NARROW_FORM: self.narrow,
            FIGURES: list(self.figures),
            CLAIMS: list(self.claims),
        }
        return data | {kind: extra for kind, extra in extras.items() if extra}, metadata


def drawn(
    name: str, title: str, alt: str, page: Page, draw: Draw, claims: tuple[str, ...] = ()
) -> Chart:
    """Return a chart drawn for page and paper, and for a telephone."""
    wide, narrow = draw(WIDTH), draw(NARROW)
    return Chart(name, title, alt, wide, tuple(page.figures), narrow=narrow, claims=claims)
