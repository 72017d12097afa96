"""Revenue at stake: a tree of regimes for 2026 and what it makes of the orders (page 2.4).

The January tree uses only what was known by 15 January 2026. Its odds are assumptions of ours.
"""

from dataclasses import dataclass
from enum import Enum

from h200analysis.model.arithmetic import is_plain, minimum, ratio
from h200analysis.model.units import Chips, Futures, Share, Usd, UsdPerChip

TOLERANCE = 1e-9  # of sums of probabilities, which floats do not add exactly
TWENTY = 20


class Decides(Enum):
    """Who decides that a regime comes about."""

    BEIJING = "Beijing"
    WASHINGTON = "Washington"
    BOTH = "Both governments"


@dataclass(frozen=True, slots=True)
class Branch:
    """One regime: its odds, the chips delivered in 2026, and what stays open of the rest."""

    regime: str
    decides: Decides
    chance: Share
    chips: Chips
    still_open: Share


@dataclass(frozen=True, slots=True)
class Tree:
    """Regimes that exclude each other, from the least delivered to the most as reported."""

    branches: tuple[Branch, ...]


def january_tree(
    orders_chips: Chips,
    stock_chips: Chips,
    forward_only_cap: Chips,
    research_chips: Chips,
    first_batch_low_chips: Chips,
    full_opening_chips: Chips,
    open_order_survival: Share,
    chance_formal_ban: Share,
    chance_de_facto_ban: Share,
    chance_research_only: Share,
    chance_us_reban: Share,
    chance_new_us_shipments: Share,
    chance_negotiated_opening: Share,
    chance_full_opening: Share,
) -> Tree:
    """Regimes of 2026 with their odds and the chips that each delivers.

    No regime delivers more than is ordered. Of what it leaves, a share survives as open orders,
    except where a government has closed the door for good. Source: model page 2.4.3, January tree.
    """
    shut, alive = 0.0, open_order_survival
    rows = (
        ("Formal ban", Decides.BEIJING, chance_formal_ban, 0.0, shut),
        ("Undeclared ban persists", Decides.BEIJING, chance_de_facto_ban, 0.0, alive),
        ("Research only", Decides.BEIJING, chance_research_only, research_chips, alive),
        ("Closed again by Washington", Decides.WASHINGTON, chance_us_reban,
         first_batch_low_chips, shut),
        ("Opening, new US shipments count", Decides.BOTH, chance_new_us_shipments,
         forward_only_cap, alive),
        ("Negotiated opening, stock ships", Decides.BOTH, chance_negotiated_opening,
         stock_chips, alive),
        ("Full opening", Decides.BOTH, chance_full_opening, full_opening_chips, alive),
    )  # fmt: skip
    branches = tuple(Branch(n, d, p, minimum(c, orders_chips), s) for n, d, p, c, s in rows)
    _check_chances([branch.chance for branch in branches])
    return Tree(branches)


def expected_delivered_chips(january_tree: Tree) -> Chips:
    """Chips delivered in 2026, expected over the regimes.

    Sum of odds times chips. Source: expectation.
    """
    return sum(branch.chance * branch.chips for branch in january_tree.branches)


def expected_delivered(expected_delivered_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Revenue delivered in 2026, expected over the regimes, before any fee.

    Expected chips times price. Source: model page 2.4.4, delivered.
    """
    return expected_delivered_chips * unit_price_usd


def expected_still_open(january_tree: Tree, orders_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Worth of the orders still open at the end of 2026, expected over the regimes.

    Sum of odds times undelivered chips times the share that survives, at the price. Source: model
    page 2.4.4, deferred.
    """
    chips = sum(b.chance * b.still_open * (orders_chips - b.chips) for b in january_tree.branches)
    return chips * unit_price_usd


def expected_gone(january_tree: Tree, orders_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Worth of the orders gone by the end of 2026, expected over the regimes.

    Sum of odds times undelivered chips times the share that does not survive, at the price. Source:
    model page 2.4.4, lost.
    """
    chips = sum(
        b.chance * (1 - b.still_open) * (orders_chips - b.chips) for b in january_tree.branches
    )
    return chips * unit_price_usd


def expected_levy(expected_delivered: Usd, fee_rate: Share) -> Usd:
    """Fee that Washington may expect for 2026 as a share of the sales.

    Rate times expected delivered revenue. Source: the press's reading of the 25%.
    """
    return fee_rate * expected_delivered


def expected_duty(expected_delivered: Usd, fee_rate: Share, customs_value_share: Share) -> Usd:
    """Fee that Washington may expect for 2026 as a duty on the import value of what is delivered.

    Rate times customs value. Source: proclamation of 14 January 2026, Section 232.
    """
    return fee_rate * customs_value_share * expected_delivered


def expected_net_revenue(expected_delivered: Usd, expected_levy: Usd) -> Usd:
    """Revenue that the seller may expect to keep for 2026, the fee a share of the sales.

    Expected delivered revenue less expected fee. Source: identity.
    """
    return expected_delivered - expected_levy


def expected_share_of_orders(expected_delivered: Usd, orders_at_list: Usd) -> Share:
    """Expected delivered revenue as a share of the reported orders.

    Expected delivered over orders at list. Source: identity.
    """
    return ratio(expected_delivered, orders_at_list, 0.0)


def chance_of_any_delivery(january_tree: Tree) -> Share:
    """Odds that any chip is delivered in 2026.

    Sum of the odds of the regimes that deliver. Source: definition.
    """
    return sum(b.chance for b in january_tree.branches if _delivers(b))


def futures_without_delivery(chance_of_any_delivery: Share) -> Futures:
    """Futures of twenty in which nothing is delivered.

    Twenty times the odds of no delivery. Source: model page 3, counts out of twenty.
    """
    return TWENTY * (1 - chance_of_any_delivery)


def delivered_low_chips(january_tree: Tree) -> Chips:
    """Chips delivered in the worst of twenty futures.

    Least number with at least 5% of the odds at or below it. Source: left-continuous inverse.
    """
    return quantile(january_tree, 0.05)


def delivered_middle_chips(january_tree: Tree) -> Chips:
    """Chips delivered in the middle future.

    Least number with at least half of the odds at or below it. Source: left-continuous inverse.
    """
    return quantile(january_tree, 0.50)


def delivered_high_chips(january_tree: Tree) -> Chips:
    """Chips that the best of twenty futures reaches or exceeds.

    Least number with at least 95% of the odds at or below it. Source: left-continuous inverse.
    """
    return quantile(january_tree, 0.95)


def delivered_low(delivered_low_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Revenue delivered in the worst of twenty futures.

    Chips times price. Source: identity.
    """
    return delivered_low_chips * unit_price_usd


def delivered_middle(delivered_middle_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Revenue delivered in the middle future.

    Chips times price. Source: identity.
    """
    return delivered_middle_chips * unit_price_usd


def delivered_high(delivered_high_chips: Chips, unit_price_usd: UsdPerChip) -> Usd:
    """Revenue that the best of twenty futures reaches or exceeds.

    Chips times price. Source: identity.
    """
    return delivered_high_chips * unit_price_usd


def exposed_if_blocked(stock_chips: Chips, unit_cost_usd: UsdPerChip) -> Usd:
    """Cost of the stock that would have to be written down if it could not be sold.

    Stock times cost of a chip; a duty already paid would come on top. Source: model page 2.4.4.
    """
    return stock_chips * unit_cost_usd


def quantile(tree: Tree, level: float) -> Chips:
    """Return the least number of chips with at least `level` of the odds at or below it.

    The left-continuous inverse of the distribution, cumulative odds compared with a tolerance.
    """
    below = 0.0
    ranked = sorted(tree.branches, key=_chips)
    for branch in ranked:
        below += branch.chance
        if below >= level - TOLERANCE:
            return branch.chips
    return ranked[-1].chips


def _chips(branch: Branch) -> Chips:
    return branch.chips


def _delivers(branch: Branch) -> bool:
    return bool(branch.chips > 0)



def _check_chances(chances: list[Share]) -> None:
    """Refuse odds that are no probabilities or do not add up, where they are plain numbers."""
    if not is_plain(*chances):
        return
    if any(not 0 <= chance <= 1 for chance in chances):
        raise ValueError(f"The odds of the regimes are {chances}; expected shares from 0 to 1.")
    if abs(sum(chances) - 1) > TOLERANCE:
        raise ValueError(f"The odds of the regimes add up to {sum(chances):.4g}; expected 1.")
