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
MEASURES = "application/vnd.h200.measures+json"
NARROW_FORM = "application/vnd.h200.narrow+json"
"""The type under which a notebook keeps a chart drawn for a telephone."""


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
    measures: tuple[dict[str, str], ...] = ()  # shown as in force: `measure` and the day, `on`

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
        if self.measures:
            bundle[MEASURES] = list(self.measures)
        return bundle


def joined(*exhibits: Exhibit) -> Exhibit:
    """Return exhibits one below the other as a single one."""
    return Exhibit(
        "\n\n".join(each.markdown for each in exhibits),
        "\n".join(each.html for each in exhibits),
        tuple(figure for each in exhibits for figure in each.figures),
        tuple(claim for each in exhibits for claim in each.claims),
        tuple(forecast for each in exhibits for forecast in each.forecasts),
        tuple(measure for each in exhibits for measure in each.measures),
    )
