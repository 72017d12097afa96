"""What buyers take once both governments let chips pass: firm demand, a year's take, one lot."""

from h200analysis.model.arithmetic import exp, minimum, ratio
from h200analysis.model.domains import guarded
from h200analysis.model.formula import formula
from h200analysis.model.units import (
    Chips,
    ChipsPerYear,
    LossPerMonth,
    Months,
    Number,
    Share,
    SharePerYear,
    Years,
)

_HALF_A_YEAR: Years = 0.5  # a year of special cases is two lots at least
_A_YEAR: Years = 1.0
_USUAL_LOTS = 2  # in one that passes an open door


@formula(label="Firm demand")
def firm_demand_chips(orders_chips: Chips, firm_order_share: Share) -> Chips:
    """Chips that buyers would take and pay for.

    Reported orders times the part of them that is firm.
    """
    return orders_chips * firm_order_share


@formula(label="Chips a year under approvals")
def approvals_chips_per_year(
    firm_demand_chips: Chips, uptake_approvals: SharePerYear
) -> ChipsPerYear:
    """Chips that pass in a year in which Beijing approves buyers one by one.

    Firm demand times the share of it that a year takes.
    """
    return firm_demand_chips * uptake_approvals


@formula(label="Chips a year with an open door")
def open_chips_per_year(firm_demand_chips: Chips, uptake_open: SharePerYear) -> ChipsPerYear:
    """Chips that pass in a year in which Beijing sets no limit of its own.

    Firm demand times the share of it that a year takes.
    """
    return firm_demand_chips * uptake_open


@formula(label="Lot in special cases")
def special_lot_chips(lot_chips: Chips, special_chips_per_year: ChipsPerYear) -> Chips:
    """Chips in a lot that passes as a special case.

    A usual lot, and at most half of what passes in a year.
    """
    return minimum(lot_chips, special_chips_per_year * _HALF_A_YEAR)


@formula(label="Lot under approvals")
def approvals_lot_chips(lot_chips: Chips, approvals_chips_per_year: ChipsPerYear) -> Chips:
    """Chips in a lot that passes by approval.

    A usual lot, and at most what passes in a year.
    """
    return minimum(lot_chips, approvals_chips_per_year * _A_YEAR)


@formula(label="Lot with an open door")
def open_lot_chips(lot_chips: Chips, open_chips_per_year: ChipsPerYear) -> Chips:
    """Chips in a lot that passes an open door.

    Two usual lots, and at most what passes in a year.
    """
    return minimum(_USUAL_LOTS * lot_chips, open_chips_per_year * _A_YEAR)


@guarded
def kept_share(order_loss_per_month: LossPerMonth, months: Months) -> Share:
    """Return the share of firm demand that is left after so many months of waiting.

    exp(-loss x months): what is lost in a month is a part of what is left.
    """
    return exp(-order_loss_per_month * months)


@guarded
def lots_expected(chips_per_year: ChipsPerYear, kept: Share, years: Years, lot: Chips) -> Number:
    """Return how many lots are expected to pass in so many years; none where a lot is nothing."""
    return ratio(chips_per_year * kept * years, lot, if_zero=0)
