"""What a notebook shows: one exhibit in every form that JupyterLab and the press ask for."""

from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from h200analysis.errors import H200Error

NO_MATHEMATICS = "mathjax_ignore"
"""The class that keeps MathJax from reading two amounts in dollars as a formula."""

FIGURES = "application/vnd.h200.figures+json"
CLAIMS = "application/vnd.h200.claims+json"
FORECASTS = "application/vnd.h200.forecasts+json"


class ExhibitError(H200Error, ValueError):
    """A sentence, table or chart that cannot be set as its notebook asks."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A piece of a briefing: HTML for JupyterLab, Markdown for the press, and its figures."""

    markdown: str
    html: str
    figures: tuple[dict[str, Any], ...] = ()
    claims: tuple[str, ...] = ()  # cited in words, without a figure
    forecasts: tuple[dict[str, Any], ...] = ()  # to be locked with the edition

    def __repr__(self) -> str:
        """Return the beginning of its text, on a line."""
        return f"<Exhibit {shorten(self.markdown, 100, placeholder=' …')!r}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        page = f'<div class="{NO_MATHEMATICS}">{self.html}</div>'
        bundle: dict[str, Any] = {"text/html": page, "text/markdown": self.markdown}
        if self.figures:
            bundle[FIGURES] = list(self.figures)
        if self.claims:
            bundle[CLAIMS] = list(self.claims)
        if self.forecasts:
            bundle[FORECASTS] = list(self.forecasts)
        return bundle
