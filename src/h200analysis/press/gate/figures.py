"""The figures: each a number worded by our rule, resting on something, and seen by the reader."""

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from h200analysis.evidence import Ledger
from h200analysis.exhibits.chances import EXPLAINED, explained, in_words, whole_percent
from h200analysis.exhibits.wording import EXACT, worded
from h200analysis.press.gate.amounts import amount

Figure = Mapping[str, Any]
"""An entry of figures.json."""

_DIGITS = (1, 2, 3, 4, EXACT)
_MAY_NEVER_COME = {"month", "week"}
_NUDGE = 1e-9
_SIGNS = re.escape("−$¥.,")


def reasons(figures: list[dict[str, Any]], ledger: Ledger) -> Iterator[str]:
    """Yield what is wrong with the figures themselves, each as a sentence."""
    if not figures:
        yield "figures: the briefing prints none; show them with exhibits, which hand them over."
    for figure in figures:
        reasons = (*_number(figure), *_wording(figure), *_ground(figure, ledger))
        yield from (f"figures: {figure['name']} {reason}" for reason in reasons)


def unknown(claims: list[str], ledger: Ledger) -> Iterator[str]:
    """Yield which claims the words cite though nobody knew them on the day."""
    for claim in claims:
        if claim not in ledger.claims:
            yield f"words: a sentence rests on {claim!r}, which nobody knew on {ledger.as_of}."


def unseen(
    figures: list[dict[str, Any]], words: str, splits_words: bool
) -> Iterator[dict[str, Any]]:
    """Yield which figures the words of a file do not show; `splits_words` as a format says it."""
    pattern = _on_paper if splits_words else _on_page
    for figure in figures:
        printed = " ".join(figure["text"].split())
        if printed and not pattern(printed).search(words):
            yield figure


def _number(figure: Figure) -> Iterator[str]:
    if not _may_be_printed(figure["value"], figure["unit"]):
        yield f"is {figure['value']}; expected a number."
    error = figure["error"]
    if error is not None and not (_is_number(error) and error >= 0):
        yield f"has the error {error}; expected none, or a number from zero."


def _wording(figure: Figure) -> Iterator[str]:
    value, unit, text = figure["value"], figure["unit"], figure["text"]
    if not text.strip():
        yield "has no text."
    elif "step" in figure:
        yield from _part(figure)
    elif _may_be_printed(value, unit):
        number = math.inf if value is None else value
        read = {worded(number, unit, digits) for digits in _DIGITS}
        if unit == "share":
            read |= {in_words(number), whole_percent(number)}
        if figure["statistic"] == EXPLAINED:
            read = {explained(number)}
        if text not in read:
            yield f"is printed “{text}”; expected what {value} {unit} reads as in some rounding."


def _part(figure: Figure) -> Iterator[str]:
    """Yield whether a figure that was rounded with others is off by a whole last digit."""
    printed, step = amount(figure["text"], figure["unit"]), figure["step"]
    if printed is None or abs(float(printed) - figure["value"]) > step * (1 + _NUDGE):
        yield (
            f"is printed “{figure['text']}” in a sum; expected {figure['value']} {figure['unit']} "
            f"to within {step:g}."
        )


def _ground(figure: Figure, ledger: Ledger) -> Iterator[str]:
    for claim in figure["claims"]:
        if claim not in ledger.claims:
            yield f"rests on {claim!r}, which nobody knew on {ledger.as_of}."
    is_ours = any("assumption" in used or "set_by_hand" in used for used in figure["inputs"])
    if not figure["claims"] and not is_ours:
        yield "rests on nothing; expected a claim, an assumption or a value set by hand."


def _may_be_printed(value: Any, unit: str) -> bool:
    return _is_number(value) or (value is None and unit in _MAY_NEVER_COME)


def _is_number(value: Any) -> bool:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number and math.isfinite(value)


def _on_page(printed: str) -> re.Pattern[str]:
    """Return the pattern of a whole figure: “0 chips” is not to be seen in “700,000 chips”."""
    return re.compile(rf"(?<![\w{_SIGNS}]){re.escape(printed)}(?!\w|[.,]\d)")


def _on_paper(printed: str) -> re.Pattern[str]:
    """Return the same for a PDF's text, which is split where type is kerned or a line ends.

    The letter of a note stands right after its figure there, so a letter may follow.
    """
    spread = r"\s*".join(re.escape(sign) for sign in printed if not sign.isspace())
    return re.compile(rf"(?<![\d{_SIGNS}]){spread}(?!\d|[.,]\d)")
