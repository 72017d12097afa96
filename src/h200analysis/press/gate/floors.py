"""“X or more”, “at most X”: what is called a floor or a ceiling is one, in each case counted."""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from h200analysis.press.gate.amounts import amount
from h200analysis.press.gate.shown import Figure, Shown
from h200analysis.press.gate.words import sentences

_FUTURE = "delivered_future"
_NUMBERS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip
_COUNT = re.compile(
    rf"\b(\d+|{'|'.join(_NUMBERS)}) (?:out )?of (?:the |our )?(\d+|twenty)\b(?=[^.;]* futures)",
    re.IGNORECASE,
)
Reaches = Callable[[Decimal, Decimal], bool]
_BOUNDS: tuple[tuple[str, str, Reaches], ...] = (
    (r"\bat least {0}(?!\w)|(?<![\w.$¥]){0} or (?:more|higher)\b", "or more", lambda v, x: v >= x),
    (r"\bat most {0}(?!\w)|(?<![\w.$¥]){0} or (?:less|fewer)\b", "or less", lambda v, x: v <= x),
)
_BOUNDED = re.compile(r"\bat (?:least|most)\b|\bor (?:more|higher|less|fewer)\b", re.IGNORECASE)


def reasons(shown: Iterable[Shown]) -> Iterator[str]:
    """Yield the bounds that a sentence gives and a figure or a counted future does not keep."""
    every = list(shown)
    futures = _futures(every)
    for output in every:
        for sentence in filter(_BOUNDED.search, sentences(output.words)):
            for figure in output.figures:
                for told in _broken(figure, sentence, futures):
                    yield f"cell {output.cell}: {told}"


def _broken(figure: Figure, sentence: str, futures: list[Decimal]) -> Iterator[str]:
    """Yield how a sentence's bound at a figure is not kept."""
    text, bound = figure["text"], amount(figure["text"], figure["unit"])
    if bound is None or figure["value"] is None:
        return
    for pattern, says, reaches in _BOUNDS:
        if not re.search(pattern.format(re.escape(text)), sentence, re.IGNORECASE):
            continue
        exact = Decimal(str(figure["value"]))
        if not figure["error"] and not reaches(exact, bound):
            yield (
                f"{figure['name']} is “{text} {says}”, but it is {float(exact):,.12g}; print more "
                "digits, or “about”."
            )
        counted = _COUNT.search(sentence)
        if counted and figure["unit"] == "USD" and len(futures) == _number(counted[2]):
            there = sum(reaches(value, bound) for value in futures)
            if there != _number(counted[1]):
                yield (
                    f"“{counted[0]} futures” are said to be {text} {says}, but {there} of the "
                    f"futures in the chart are; count with the figure as it is printed."
                )


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS.index(text.lower())


def _futures(shown: Iterable[Shown]) -> list[Decimal]:
    """Return the amounts of the equally likely futures that a chart shows, each once."""
    amounts = {
        figure["statistic"]: Decimal(str(figure["value"]))
        for output in shown
        for figure in output.figures
        if figure["name"] == _FUTURE
    }
    return list(amounts.values())
