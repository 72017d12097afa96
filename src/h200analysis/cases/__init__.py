"""One formula, three readings: as reported, as hedged, and live in a reader's browser."""

from h200analysis.cases.binding import BASELINE, BindingError
from h200analysis.cases.bridge import Bridge
from h200analysis.cases.case import Case
from h200analysis.cases.drawn import DrawnCase
from h200analysis.cases.formulas import choices
from h200analysis.cases.live import LiveCase
from h200analysis.cases.outcome import Citation, Input, Live, Outcome, Part, Slide, Spread, figure
from h200analysis.cases.settling import settled

__all__ = [
    "BASELINE",
    "BindingError",
    "Bridge",
    "Case",
    "Citation",
    "DrawnCase",
    "Input",
    "Live",
    "LiveCase",
    "Outcome",
    "Part",
    "Slide",
    "Spread",
    "choices",
    "figure",
    "settled",
]
