"""What the examples of docstrings find: a case of January 2026, what is drawn of it, the rooms."""

from datetime import date
from typing import Any

import altair as alt

from h200analysis import cases, evidence, exhibits, futures
from h200analysis.inquiry import (
    audit,
    bottlenecks,
    changes,
    end_states,
    frames,
    priors,
    slices,
    target,
    tornado,
)
from h200analysis.model import fees, market, stake

DRAWS = 16_384


def names() -> dict[str, Any]:
    """Return the names of every example; all of them share one belief."""
    ledger = evidence.read("2026-01-15")
    case = cases.Case(ledger)
    paths = futures.over(case, 7, DRAWS)
    rooms = (cases, evidence, exhibits, futures, audit, bottlenecks, changes, end_states, frames)
    models = (fees, market, stake, priors, slices, target, tornado)
    return {module.__name__.rpartition(".")[2]: module for module in (*rooms, *models)} | {
        "date": date,
        "ledger": ledger,
        "case": case,
        "drawn": case.drawn(7, DRAWS),
        "paths": paths,
        "sensitivity": priors.sensitivity(paths, 7),
        "found": changes.changes(paths, date(2026, 1, 13)),
        "gap": case.evaluate(market.supply_gap),
        "at_list": case.evaluate(market.gap_at_list),
        "fill": case.evaluate(market.fill_rate),
        "likely": case.drawn(7, DRAWS).evaluate(market.gap_at_list),
        "arrivals": paths.evaluate("delivered_chips"),
        "drawing": alt.Chart(alt.Data(values=[{"a": 1}])).mark_bar().encode(x="a:Q"),
    }
