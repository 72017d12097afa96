"""How many chips to build for China, and whether to wait: newsvendor and real option."""

from collections.abc import Sequence

from h200analysis.model.arithmetic import divide, maximum
from h200analysis.model.atoms import Atom, quantile
from h200analysis.model.domains import guarded
from h200analysis.model.formula import formula
from h200analysis.model.units import Chips, NetUsd, NetUsdPerChip, Share, Usd, UsdPerChip

_NEWSVENDOR = "Arrow, Harris and Marschak (1951), Optimal Inventory Policy"
_REAL_OPTION = "Dixit and Pindyck (1994), Investment under Uncertainty"


@formula(label="Underage cost per chip", source=_NEWSVENDOR)
def underage_cost(seller_nets: NetUsdPerChip, unit_cost_usd: UsdPerChip) -> NetUsdPerChip:
    """Profit missed on a chip that was wanted and not built.

    What the seller nets less cost.
    """
    return seller_nets - unit_cost_usd


@formula(label="Overage cost per chip", source=_NEWSVENDOR)
def overage_cost(unit_cost_usd: UsdPerChip, salvage_usd: UsdPerChip) -> NetUsdPerChip:
    """Loss on a chip that was built and not wanted.

    Cost less salvage.
    """
    return unit_cost_usd - salvage_usd


@formula(label="Overage cost per chip, duty included", source=_NEWSVENDOR)
def overage_cost_with_duty(overage_cost: NetUsdPerChip, duty_per_chip: UsdPerChip) -> NetUsdPerChip:
    """Loss on a chip that was built, taxed at the border and not let in.

    Overage and duty, which is not given back.
    """
    return overage_cost + duty_per_chip


@formula(label="Critical ratio", source=_NEWSVENDOR)
def critical_ratio(underage_cost: NetUsdPerChip, overage_cost: UsdPerChip) -> Share:
    """Share of futures up to which one more chip is worth building.

    Underage over the sum of both; nothing where no chip earns.
    """
    both = maximum(underage_cost, 0) + overage_cost
    return divide(maximum(underage_cost, 0), both, "underage_cost + overage_cost")


@formula(label="Critical ratio, duty included", source=_NEWSVENDOR)
def critical_ratio_with_duty(
    underage_cost: NetUsdPerChip, overage_cost_with_duty: UsdPerChip
) -> Share:
    """Share of futures up to which one more chip is worth building if its duty is sunk first.

    Underage over the sum of both; nothing where no chip earns.
    """
    both = maximum(underage_cost, 0) + overage_cost_with_duty
    return divide(maximum(underage_cost, 0), both, "underage_cost + overage_cost_with_duty")


@formula(label="Underage cost per chip, net of the displaced margin")
def underage_cost_of_capacity(
    underage_cost: NetUsdPerChip, displaced_margin_usd: UsdPerChip
) -> NetUsdPerChip:
    """Profit missed on a chip whose wafers would have earned a margin elsewhere.

    Underage less that margin; nothing is built once it reaches the underage.
    """
    return underage_cost - displaced_margin_usd


@guarded
def best_quantity(demand: Sequence[Atom], critical_ratio: Share) -> Chips:
    """Return the quantity to have: the demand not exceeded with the critical ratio's chance.

    The newsvendor's rule of Arrow, Harris and Marschak (1951).
    """
    return quantile(demand, critical_ratio)


@formula(label="Additional build")
def additional_build(best_quantity: Chips, stock_chips: Chips) -> Chips:
    """Chips to build beyond the stock; never below zero.

    The quantity to have less the stock.
    """
    return maximum(best_quantity - stock_chips, 0)


@formula(label="Expected profit of committing now")
def commit_now_usd(
    chance_open: Share, revenue_open_usd: Usd, revenue_closed_usd: Usd, cost_usd: Usd
) -> NetUsd:
    """Expected profit of building before it is known whether the market opens.

    Chance times revenue, the rest times salvage, less cost.
    """
    expected = chance_open * revenue_open_usd + (1 - chance_open) * revenue_closed_usd
    return expected - cost_usd


@formula(label="Expected profit of waiting", source=_REAL_OPTION)
def wait_usd(chance_open: Share, revenue_open_usd: Usd, cost_usd: Usd, delay_factor: Share) -> Usd:
    """Expected profit of building only once the market has opened.

    Chance times profit, if there is one, times the factor that delay leaves of it.
    """
    return delay_factor * chance_open * maximum(revenue_open_usd - cost_usd, 0)


@formula(label="Option value of waiting", source=_REAL_OPTION)
def option_value_usd(wait_usd: Usd, commit_now_usd: NetUsd) -> Usd:
    """What being able to wait is worth beyond the better of committing and doing nothing.

    Waiting less that; never below zero.
    """
    return maximum(wait_usd - maximum(commit_now_usd, 0), 0)
