"""The tree of regimes as seen in January 2026: how the year may go, how likely, how many chips.

The chances are judgements of ours, one parameter each; the chips come from reports and rules.
"""

from dataclasses import dataclass, replace
from enum import Enum
from functools import reduce

from h200analysis.model.arithmetic import maximum, minimum, require, sum_of, where
from h200analysis.model.formula import formula
from h200analysis.model.units import Chips, Futures, Share

_NATURAL_FREQUENCIES = (
    "Gigerenzer and Hoffrage (1995), How to Improve Bayesian Reasoning Without Instruction"
)
_QUANTILE = "Hyndman and Fan (1996), Sample Quantiles in Statistical Packages, definition 1"

_TWENTY: Futures = 20
_TOLERANCE = 1e-9  # a sum of chances carries the rounding of its terms


class Decides(Enum):
    """Whose decision brings a regime about."""

    BEIJING = "Beijing"
    WASHINGTON = "Washington"
    BOTH = "Both governments"


@dataclass(frozen=True, slots=True)
class Regime:
    """One way the year may go; `closed` where a government has shut the door for good."""

    key: str  # its chance is the parameter chance_<key>
    name: str
    decides: Decides
    chance: Share
    chips: Chips
    closed: bool = False


@dataclass(frozen=True, slots=True)
class RegimeTree:
    """All regimes; exactly one of them comes true."""

    regimes: tuple[Regime, ...]


@formula(label="Regime tree")
def regime_tree(
    *,
    orders_chips: Chips,
    stock_chips: Chips,
    first_batch_low_chips: Chips,
    research_chips: Chips,
    forward_only_cap: Chips,
    full_opening_chips: Chips,
    chance_formal_ban: Share,
    chance_de_facto_ban: Share,
    chance_research_only: Share,
    chance_us_reban: Share,
    chance_new_us_shipments: Share,
    chance_negotiated_opening: Share,
    chance_full_opening: Share,
) -> RegimeTree:
    """Seven ways the year may go, each with its chance and the chips then delivered.

    No regime delivers more than was ordered. Chances that lie outside 0 to 1, or do not sum to 1,
    are refused.
    """
    china, us, both = Decides.BEIJING, Decides.WASHINGTON, Decides.BOTH
    regimes = (
        Regime("formal_ban", "Formal ban", china, chance_formal_ban, 0, closed=True),
        Regime("de_facto_ban", "Undeclared ban persists", china, chance_de_facto_ban, 0),
        Regime("research_only", "Special cases only", china, chance_research_only, research_chips),
        Regime("us_reban", "Closed again after part of a first batch", us, chance_us_reban,
               first_batch_low_chips, closed=True),
        Regime("new_us_shipments", "Opening, only new US shipments count", both,
               chance_new_us_shipments, forward_only_cap),
        Regime("negotiated_opening", "Negotiated opening, the stock ships", both,
               chance_negotiated_opening, stock_chips),
        Regime("full_opening", "Full opening", both, chance_full_opening, full_opening_chips),
    )  # fmt: skip
    _check_chances(regimes)
    return RegimeTree(tuple(replace(r, chips=minimum(r.chips, orders_chips)) for r in regimes))


@formula(label="Chips delivered in a full opening")
def full_opening_chips(stock_chips: Chips, half_year_ramp_chips: Chips) -> Chips:
    """Chips that a full opening delivers within the year.

    The stock, and half a year of new production while it ramps up.
    """
    return stock_chips + half_year_ramp_chips


@formula(label="Expected deliveries in chips")
def expected_delivered_chips(regime_tree: RegimeTree) -> Chips:
    """Chips delivered in the mean over all regimes.

    Chance times chips, summed.
    """
    return sum_of(regime.chance * regime.chips for regime in regime_tree.regimes)


@formula(label="Chance of any delivery")
def chance_of_delivery(regime_tree: RegimeTree) -> Share:
    """Chance that anything ships at all.

    The chances of the regimes that deliver, summed.
    """
    return sum_of(where(regime.chips > 0, regime.chance, 0) for regime in regime_tree.regimes)


@formula(label="Futures of twenty without delivery", source=_NATURAL_FREQUENCIES)
def futures_without_delivery(chance_of_delivery: Share) -> Futures:
    """Of twenty futures, those in which nothing ships.

    Twenty times the chance that nothing does.
    """
    return _TWENTY * (1 - chance_of_delivery)


@formula(label="5% quantile of deliveries", source=_QUANTILE)
def delivered_low_chips(regime_tree: RegimeTree) -> Chips:
    """Chips that deliveries fall short of in fewer than one future of twenty.

    The 5% quantile over all regimes.
    """
    return _quantile(regime_tree, 0.05)


@formula(label="Median deliveries", source=_QUANTILE)
def delivered_middle_chips(regime_tree: RegimeTree) -> Chips:
    """Median of the chips delivered: at most half deliver fewer, at most half more.

    The median over all regimes.
    """
    return _quantile(regime_tree, 0.50)


@formula(label="95% quantile of deliveries", source=_QUANTILE)
def delivered_high_chips(regime_tree: RegimeTree) -> Chips:
    """Chips that deliveries exceed in no more than one future of twenty.

    The 95% quantile over all regimes.
    """
    return _quantile(regime_tree, 0.95)


@formula(label="Futures of twenty at the 95% quantile or above", source=_NATURAL_FREQUENCIES)
def futures_at_high(regime_tree: RegimeTree, delivered_high_chips: Chips) -> Futures:
    """Of twenty futures, those that deliver the high quantity or more.

    Twenty times the chances of the regimes that reach it.
    """
    reached = (
        where(regime.chips >= delivered_high_chips, regime.chance, 0)
        for regime in regime_tree.regimes
    )
    return _TWENTY * sum_of(reached)


def _check_chances(regimes: tuple[Regime, ...]) -> None:
    total = sum_of(regime.chance for regime in regimes)
    distance = maximum(total - 1, 1 - total)
    expected = "1: what one regime gains another has to lose"
    require(distance <= _TOLERANCE, "the sum of the regimes' chances", total, expected)


def _quantile(tree: RegimeTree, level: Share) -> Chips:
    """Return the fewest chips that are not exceeded with at least the chance `level`.

    Each regime's chips are tried in turn. Sorting would need an order that a symbol does not have.
    """
    lowest = reduce(maximum, (regime.chips for regime in tree.regimes))
    for regime in tree.regimes:
        reached = _chance_of_at_most(tree, regime.chips) >= level - _TOLERANCE
        lowest = where(reached, minimum(lowest, regime.chips), lowest)
    return lowest


def _chance_of_at_most(tree: RegimeTree, chips: Chips) -> Share:
    return sum_of(where(regime.chips <= chips, regime.chance, 0) for regime in tree.regimes)
