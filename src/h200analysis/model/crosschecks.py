"""Small sums by which one reported figure is checked against others."""

from h200analysis.model.arithmetic import divide
from h200analysis.model.formula import formula
from h200analysis.model.units import (
    Bits,
    Chips,
    ChipsPerFirm,
    ChipsPerModule,
    Firms,
    Modules,
    Ratio,
    Share,
    Tflops,
    TflopsPerChip,
    Tpp,
    Usd,
)


@formula(
    label="Total processing performance", source="ECCN 3A090, technical note (88 FR 73458, 2023)"
)
def processing_performance(dense_tflops: Tflops, bit_length: Bits) -> Tpp:
    """Total processing performance of a chip by the measure of the US rules.

    Dense operations a second in tera, times the bit length they work on.
    """
    return dense_tflops * bit_length


@formula(label="Operations a second of some chips")
def operations_of_chips(chips: Chips, tflops_of_a_chip: TflopsPerChip) -> Tflops:
    """Operations a second of some chips together, in tera, if all are put to work.

    Chips times operations a second of each.
    """
    return chips * tflops_of_a_chip


@formula(label="Multiple of processing performance")
def performance_multiple(tpp: Tpp, base_tpp: Tpp) -> Ratio:
    """Processing performance of a chip or a ceiling over that of another.

    TPP over TPP; a base of nothing is refused.
    """
    return divide(tpp, base_tpp, "base_tpp")


@formula(label="Chips on boards")
def chips_on_modules(modules: Modules, chips_per_module: ChipsPerModule) -> Chips:
    """Chips on so many boards.

    Boards times chips on each.
    """
    return modules * chips_per_module


@formula(label="Total of a quota per buyer")
def quota_total(chips_per_customer: ChipsPerFirm, firms: Firms) -> Chips:
    """Chips that a limit for each buyer allows in all.

    Limit times buyers.
    """
    return chips_per_customer * firms


@formula(label="Share of chips")
def share_of_chips(part_chips: Chips, whole_chips: Chips) -> Share:
    """Part of some chips, such as a maker's share of a market or what is used of a quota.

    Part over whole; a whole of nothing is refused.
    """
    return divide(part_chips, whole_chips, "whole_chips")


@formula(label="Share of revenue")
def share_of_revenue(part_usd: Usd, whole_usd: Usd) -> Share:
    """Part of a revenue.

    Part over whole; a whole of nothing is refused.
    """
    return divide(part_usd, whole_usd, "whole_usd")
