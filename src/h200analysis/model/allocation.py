"""Sharing chips among customers: in proportion, by priority, or as evenly as their limits allow.

Whatever the rule, nobody gets more than was ordered or than the limit for one buyer, and all that
can be placed is. Works on numbers and on arrays of draws.
"""

from collections.abc import Sequence

from h200analysis.model.arithmetic import maximum, minimum, require, sum_of, where
from h200analysis.model.domains import guarded
from h200analysis.model.units import ChipLimit, Chips

_HALVINGS = 100


@guarded
def pro_rata(
    chips: Chips, orders: Sequence[Chips], limit_per_customer: ChipLimit
) -> tuple[Chips, ...]:
    """Give each customer the same part of its order, capped by the limit for one.

    What a limit leaves over goes to the others in proportion.
    """
    wanted = _wanted(orders, limit_per_customer)
    return _filled(chips, wanted, tuple(orders), 1.0)


@guarded
def by_priority(
    chips: Chips, orders: Sequence[Chips], limit_per_customer: ChipLimit
) -> tuple[Chips, ...]:
    """Serve the customers in their order, each as far as it goes."""
    left, given = chips, []
    for wanted in _wanted(orders, limit_per_customer):
        given.append(minimum(wanted, left))
        left = left - given[-1]
    return tuple(given)


@guarded
def max_min_fair(
    chips: Chips, orders: Sequence[Chips], limit_per_customer: ChipLimit
) -> tuple[Chips, ...]:
    """Raise everybody's share evenly until an order or a limit is met, then the others' further.

    Max-min fairness by water-filling (Bertsekas and Gallager 1992).
    """
    wanted = _wanted(orders, limit_per_customer)
    most = wanted[0]
    for each in wanted[1:]:
        most = maximum(most, each)
    return _filled(chips, wanted, (1.0,) * len(wanted), most)


def _wanted(orders: Sequence[Chips], limit_per_customer: ChipLimit) -> tuple[Chips, ...]:
    require(len(orders) > 0, "the number of customers", len(orders), "1 or more")
    return tuple(minimum(order, limit_per_customer) for order in orders)


def _filled(
    chips: Chips, wanted: Sequence[Chips], weights: Sequence[Chips], highest: Chips
) -> tuple[Chips, ...]:
    """Find the level at which level x weight, capped by what is wanted, adds up to the chips."""
    low, high = 0.0 * highest, highest
    for _ in range(_HALVINGS):
        level = (low + high) / 2
        is_short = sum_of(_at(level, wanted, weights)) < chips
        low, high = where(is_short, level, low), where(is_short, high, level)
    return _at(high, wanted, weights)


def _at(level: Chips, wanted: Sequence[Chips], weights: Sequence[Chips]) -> tuple[Chips, ...]:
    return tuple(minimum(w, level * weight) for w, weight in zip(wanted, weights, strict=True))
