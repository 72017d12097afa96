"""A case at the odds of a delivery, which a reader may move: the means, parted by that chance."""

from dataclasses import replace
from typing import Any

from h200analysis.cases.case import Case
from h200analysis.cases.evaluation import Asked
from h200analysis.cases.outcome import Input
from h200analysis.futures.over import Futures
from h200analysis.model import at_odds as odds
from h200analysis.model import stake

_PARTED: dict[str, Asked] = {"delivered": "delivered_chips", "open": stake.open_orders_chips}


def at_odds(drawn: Futures) -> Case:
    """Return the case of the means, in which deliveries and open orders follow a chance.

    `delivery_chance` is that of any delivery in 2026; once there has been one, of another. At the
    chance that we believe both are what the futures expect of them.

    >>> futures.at_odds(paths)
    <Case as of 2026-01-15, scenario 'central', ...>
    """
    told = drawn.told()
    comes = told["further_chips" if drawn.has_begun else "delivered_chips"] > 0
    chance, _ = drawn.belief.mean(comes)
    again = "another" if drawn.has_begun else "any"
    title = f"Chance of {again} delivery in 2026"
    given = {
        "delivery_chance": replace(drawn.given("delivery_chance", chance, "share"), title=title)
    }
    for name, asked in _PARTED.items():
        given |= _parted(drawn.at_reported_values(), name, asked, comes, chance)
    mean = drawn.at_mean()
    return replace(mean, given={**mean.given, **given}).let(
        delivered_chips=odds.delivered_at_odds, open_orders_chips=odds.open_at_odds
    )


def _parted(drawn: Futures, name: str, asked: Asked, comes: Any, chance: float) -> dict[str, Input]:
    """Return a mean over the futures with a delivery, and one over those without.

    The first bears the error of the mean over all, so that their sum has it.
    """
    error = drawn.expected(asked).error
    of = {"any": (comes, error / chance if error and chance else None), "none": (~comes, None)}
    found = {}
    for case, (holds, own) in of.items():
        inside = drawn.where(holds) if drawn.belief.weights[holds].any() else drawn
        key = f"{name}_if_{case}_chips"
        found[key] = drawn.given(key, inside.expected(asked).value, "chip", own)
    return found
