"""What a printed figure is called in its card and in the table of where figures come from."""

import re
from collections.abc import Callable
from datetime import date

from h200analysis.cases.formulas import registered
from h200analysis.exhibits.labels import (
    ACTIONS,
    BEIJING,
    BOTTLENECKS,
    END_STATES,
    SPECIAL_OR_APPROVALS,
    WASHINGTON,
    of_result,
)
from h200analysis.exhibits.marks import day

_STATES = {
    **{f"washington_{state}": words for state, words in WASHINGTON.items()},
    **{f"beijing_{state}": words for state, words in BEIJING.items()},
    "beijing_special_or_approvals": SPECIAL_OR_APPROVALS,
    **{f"held_by_{name}": words for name, words in BOTTLENECKS.items()},
    **{f"ends_{name}": f"{words}, at the end of 2026" for name, words in END_STATES.items()},
    **{f"{action}_usd": f"Expected result if we {words}" for action, words in ACTIONS.items()},
}
_FIXED = {
    "delivered_chips": "Chips delivered in 2026, in all",
    "further_chips": "Further chips delivered in 2026",
    "waiting_share": "Share of undelivered orders that stays open",
    "delivery_chance": "Chance of a delivery in 2026",
    "delivered_if_any_chips": "Chips delivered, if there is a delivery",
    "delivered_if_none_chips": "Chips delivered, if there is none",
    "open_if_any_chips": "Orders still open, if there is a delivery",
    "open_if_none_chips": "Orders still open, if there is none",
    "any_delivery": "Any delivery in 2026",
    "another_delivery": "Another delivery in 2026",
    "no_further_delivery": "No further delivery in 2026",
    "delivered_future": "Revenue of deliveries in a group of futures",
    "error_of_the_shifts": "Simulation noise in these changes",
    "moved_by_the_rest": "Change in expected chips through all other news",
    "futures_drawn": "Simulated futures",
    "perfect_information": "Worth of knowing everything first",
    "worth_of_the_path": "Worth of knowing the path of policy first",
    "readings_weaker": "Chance of a delivery if reports weighed half as much",
    "readings_stronger": "Chance of a delivery if reports weighed half as much again",
}
_KINDS = {"log": "logarithmic", "crps": "ranked probability", "brier": "Brier", "weeks": "weekly"}
_PATTERNS: tuple[tuple[str, Callable[..., str]], ...] = (
    (r"any_delivery_by_(.+)", lambda end: f"Any delivery by {_day(end)}"),
    (r"another_delivery_by_(.+)", lambda end: f"Another delivery by {_day(end)}"),
    (r"at_least_(\d+)", lambda chips: f"{int(chips):,} chips or more delivered in 2026"),
    (r"odds_moved_on_(.+)", lambda on: f"Change in the chance of a delivery on {_day(on)}"),
    (
        r"(?:rounded_)?(?:size_of_)?moved_on_(.+)",
        lambda on: f"Change in expected chips on {_day(on)}",
    ),
    (r"moved_by_(.+)", lambda _: "Change in the chance of a delivery through one report"),
    (r"explained_by_\d+", lambda: "Part of the spread in deliveries that one input explains"),
    (r"half_(.+)", lambda _: "Chance of a delivery with half of an assumption of ours"),
    (r"double_(.+)", lambda _: "Chance of a delivery with double an assumption of ours"),
    (r"strength_(.+)", lambda word: f"Likelihood ratio of a reading that is called {word}"),
    (r"delivery_if_not_.+_(\S+)", lambda on: f"Delivery in 2026, if not so on {_day(on)}"),
    (r"delivery_if_.+_(\S+)", lambda on: f"Delivery in 2026, if so on {_day(on)}"),
    (r"passing_on_(.+)", lambda on: f"Both governments let chips pass on {_day(on)}"),
    (r"arrived_by_(.+)", lambda on: f"A delivery by {_day(on)}"),
    (r"(?:said|came|came_true_of)_([\d.]+)", lambda _: "Calibration in simulated worlds"),
    (r"mean_(\w+)_of_.+", lambda kind: f"Mean {_KINDS[kind]} score"),
    (
        r"chips_(\S+)_(\S+)_(?:belief|no more than today)",
        lambda on, end: f"Error of a forecast of {_day(on)} for the chips delivered by {_day(end)}",
    ),
    (r"(log|crps|brier|weeks)_.+", lambda kind: f"{_KINDS[kind].capitalize()} score of a forecast"),
)


def of_period(period: str) -> str:
    """Return in words what a figure counts that is not of the whole year.

    >>> exhibits.figure_labels.of_period("2026-04-26/2026-07-26")
    'after 26 April 2026 until 26 July 2026'
    """
    after, _, by = period.rpartition("/")
    until = f"until {_day(by)}"
    return f"after {_day(after)} {until}" if after else until


def of_figure(formula: str, name: str) -> str:
    """Return what a figure is called: by its formula, else by the name that it bears."""
    label = of_result(formula)
    if label != formula:
        return label
    made = registered(formula)
    return made.label if made and made.label else of_name(name)


def of_name(name: str) -> str:
    """Return in words what a figure of the simulated futures is called by its name."""
    if name in _FIXED or name in _STATES:
        return {**_FIXED, **_STATES}[name]
    for pattern, words in _PATTERNS:
        if found := re.fullmatch(pattern, name):
            return words(*found.groups())
    return name.replace("_", " ")


def _day(text: str) -> str:
    return day(date.fromisoformat(text))
