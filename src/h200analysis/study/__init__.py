"""How sure: cases that read the formulas as reported, as hedged, and live in a browser."""

from h200analysis.study.binding import BASELINE, BindingError
from h200analysis.study.case import Case, DrawnCase, LiveCase
from h200analysis.study.formulas import choices
from h200analysis.study.futures import Future, Regime, regimes, twenty_futures
from h200analysis.study.halving import halved
from h200analysis.study.outcome import Citation, Input, Live, Outcome, Slide, Spread, figure
from h200analysis.study.settling import settled

__all__ = [
    "BASELINE",
    "BindingError",
    "Case",
    "Citation",
    "DrawnCase",
    "Future",
    "Input",
    "Live",
    "LiveCase",
    "Outcome",
    "Regime",
    "Slide",
    "Spread",
    "choices",
    "figure",
    "halved",
    "regimes",
    "settled",
    "twenty_futures",
]
