"""The story of the belief between two days: what is measured of it, and how JSON tells it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from h200analysis.cases.case import Case
from h200analysis.evidence import Ledger
from h200analysis.futures.belief import believe
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.inquiry.story import Event, Story

ANY, CHIPS = "any_by_december", "mean_chips_by_december"
WASHINGTON, BEIJING = "washington", "beijing"


def measured(seed: int = 7, draws: int = 16_384) -> Callable[[Case], dict[str, float]]:
    """Return what measures the belief of a case, by name.

    They are the chance of any delivery in 2026 by the exact filter, the mean number of chips by its
    end, and the chance of each state (`beijing.pause`) on the day.
    """

    def measure(case: Case) -> dict[str, float]:
        belief = believe(case, seed, draws)
        gates = {WASHINGTON: belief.washington, BEIJING: belief.beijing}
        states = {f"{gate}.{state}": p for gate, own in gates.items() for state, p in own.items()}
        chips, _ = belief.mean(belief.chips_by(LAST_DAY))
        return {ANY: belief.filtered.any_by(LAST_DAY), CHIPS: chips, **states}

    return measure


def states_of(gate: str, measures: Mapping[str, float]) -> dict[str, float]:
    """Return the chances of the states of a gate."""
    return {
        name.removeprefix(f"{gate}."): chance
        for name, chance in measures.items()
        if name.startswith(f"{gate}.")
    }


def leading(gate: str, measures: Mapping[str, float]) -> tuple[str, float]:
    """Return the likeliest state of a gate, and its chance."""
    return max(states_of(gate, measures).items(), key=lambda pair: pair[1])


def as_json(told: Story[str], between: tuple[date, date], ledger: Ledger) -> dict[str, Any]:
    """Return a story as JSON tells it; the moves and the waiting add up to the difference."""
    return {
        "since": str(between[0]),
        "as_of": str(between[1]),
        "before": _standing(told.before),
        "after": _standing(told.after),
        "events": [_event(event, ledger) for event in told.events],
        "waiting": {name: told.waiting(name) for name in (ANY, CHIPS)},
    }


def _standing(measures: Mapping[str, float]) -> dict[str, Any]:
    gates = {gate: states_of(gate, measures) for gate in (WASHINGTON, BEIJING)}
    return {ANY: measures[ANY], CHIPS: measures[CHIPS], **gates}


def _event(event: Event[str], ledger: Ledger) -> dict[str, Any]:
    return {
        "day": str(event.day),
        "claims": [
            {
                "claim": name,
                "publisher": ledger.source_of(name).publisher,
                "says": ledger.claim(name).paraphrase,
            }
            for name in event.news.claims
        ],
        "meetings": list(event.news.meetings),
        "answers": list(event.news.answers),
        "before": _standing(event.before),
        "after": _standing(event.after),
        "moved": {name: event.move(name) for name in (ANY, CHIPS)},
    }
