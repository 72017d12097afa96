"""Domestic chips in place of the H200: how many it takes, and how many China can make.

By total processing performance, by memory bandwidth and by memory, since the three disagree.
"""

from h200analysis.model.arithmetic import divide, minimum
from h200analysis.model.formula import formula
from h200analysis.model.units import (
    Ascend910CChips,
    Ascend910CPerChip,
    Ascend910CPerPackage,
    Ascend910CPerYear,
    Chips,
    ChipsPerYear,
    Dies,
    DiesPerPackage,
    H100Per910C,
    H100PerChip,
    H100PerH20,
    Months,
    MonthsPerYear,
    Share,
    Stacks,
    StacksPerPackage,
    Tpp,
    Years,
)

_TPP = "ECCN 3A090, technical note (88 FR 73458, 2023)"

_H100_PER_H200: H100PerChip = 1  # both have the same total processing performance
_CHIPS_PER_PACKAGE: Ascend910CPerPackage = 1
_A_YEAR: Years = 1
_MONTHS_PER_YEAR: MonthsPerYear = 12


@formula(label="H100 equivalents per H20", source=_TPP)
def h20_in_h100(h20_tpp: Tpp, h200_tpp: Tpp) -> H100PerH20:
    """H100 equivalents of one H20.

    TPP over that of the H200, which is the H100's.
    """
    return _H100_PER_H200 * divide(h20_tpp, h200_tpp, "h200_tpp")


@formula(label="H100 equivalents per Ascend 910C", source=_TPP)
def ascend_910c_in_h100(ascend_910c_tpp: Tpp, h200_tpp: Tpp) -> H100Per910C:
    """H100 equivalents of one Ascend 910C.

    TPP over that of the H200, which is the H100's.
    """
    return _H100_PER_H200 * divide(ascend_910c_tpp, h200_tpp, "h200_tpp")


@formula(label="Stock in Ascend 910C chips by processing performance")
def stock_in_910c_by_compute(
    stock_chips: Chips, ascend_910c_multiple_by_compute: Ascend910CPerChip
) -> Ascend910CChips:
    """Ascend 910C chips with the processing performance of Nvidia's stock of H200.

    Stock times multiple.
    """
    return stock_chips * ascend_910c_multiple_by_compute


@formula(label="Stock in Ascend 910C chips by memory bandwidth")
def stock_in_910c_by_bandwidth(
    stock_chips: Chips, ascend_910c_multiple_by_bandwidth: Ascend910CPerChip
) -> Ascend910CChips:
    """Ascend 910C chips with the memory bandwidth of Nvidia's stock of H200.

    Stock times multiple.
    """
    return stock_chips * ascend_910c_multiple_by_bandwidth


@formula(label="Stock in Ascend 910C chips by memory capacity")
def stock_in_910c_by_memory(
    stock_chips: Chips, ascend_910c_multiple_by_memory: Ascend910CPerChip
) -> Ascend910CChips:
    """Ascend 910C chips with the memory capacity of Nvidia's stock of H200.

    Stock times multiple.
    """
    return stock_chips * ascend_910c_multiple_by_memory


@formula(label="Domestic chips in H200 equivalents")
def domestic_in_h200(
    domestic_chips: Ascend910CPerYear, ascend_910c_in_h100: H100Per910C
) -> ChipsPerYear:
    """A year of domestic chips, counted in H200 of the same performance.

    Chips times their performance.
    """
    return domestic_chips * ascend_910c_in_h100 / _H100_PER_H200


@formula(label="Domestic order in H200 equivalents")
def domestic_order_in_h200(
    domestic_order_chips: Ascend910CChips, ascend_910c_in_h100: H100Per910C
) -> Chips:
    """The largest reported order of domestic chips, counted in H200 of the same performance.

    Chips times their performance.
    """
    return domestic_order_chips * ascend_910c_in_h100 / _H100_PER_H200


@formula(label="Months of domestic output to replace the stock")
def months_to_replace_stock(stock_chips: Chips, domestic_in_h200: ChipsPerYear) -> Months:
    """Months of domestic output with the processing performance of Nvidia's stock.

    Stock over a year's output, times twelve; an output of zero is refused.
    """
    return _MONTHS_PER_YEAR * divide(stock_chips, domestic_in_h200, "domestic_in_h200")


@formula(label="Months to replace the stock if memory binds")
def months_to_replace_if_memory_binds(
    stock_in_910c_by_compute: Ascend910CChips, chips_by_memory: Ascend910CChips
) -> Months:
    """Months of the output that memory allows, with the processing performance of Nvidia's stock.

    Stock in Ascend 910C over those that a year's memory allows, times twelve; no memory is refused.
    """
    years = _A_YEAR * divide(stock_in_910c_by_compute, chips_by_memory, "chips_by_memory")
    return _MONTHS_PER_YEAR * years


@formula(label="Share of the supply gap filled by domestic chips")
def domestic_share_of_gap(domestic_in_h200: ChipsPerYear, supply_gap: Chips) -> Share:
    """Part of the supply gap that a year of domestic chips would fill.

    H200 equivalents over gap; a gap of zero is refused.
    """
    return divide(domestic_in_h200 * _A_YEAR, supply_gap, "supply_gap")


@formula(label="Years of domestic output to fill the supply gap")
def years_to_fill(supply_gap: Chips, domestic_in_h200: ChipsPerYear) -> Years:
    """Years of domestic output that would fill the supply gap.

    Gap over a year's output; an output of zero is refused.
    """
    return divide(supply_gap, domestic_in_h200, "domestic_in_h200")


@formula(label="Domestic chips that the dies allow")
def chips_by_dies(
    dies: Dies, die_yield: Share, dies_per_package: DiesPerPackage
) -> Ascend910CChips:
    """Ascend 910C chips for which there are good dies.

    Dies times yield over dies a chip.
    """
    good = dies * die_yield
    return _CHIPS_PER_PACKAGE * divide(good, dies_per_package, "dies_per_package")


@formula(label="Domestic chips that the memory allows")
def chips_by_memory(memory_stacks: Stacks, stacks_per_package: StacksPerPackage) -> Ascend910CChips:
    """Ascend 910C chips for which there is high-bandwidth memory.

    Memory stacks over stacks a chip.
    """
    return _CHIPS_PER_PACKAGE * divide(memory_stacks, stacks_per_package, "stacks_per_package")


@formula(label="Months to replace the stock as dies and memory allow")
def months_to_replace_as_made(
    stock_in_910c_by_compute: Ascend910CChips, domestic_supply: Ascend910CChips
) -> Months:
    """Months of what dies and memory allow, with the processing performance of Nvidia's stock.

    Stock in Ascend 910C over those that can be made in a year, times twelve; none made is refused.
    """
    years = _A_YEAR * divide(stock_in_910c_by_compute, domestic_supply, "domestic_supply")
    return _MONTHS_PER_YEAR * years


@formula(
    label="Domestic chips that dies and memory allow",
    source="Leontief (1941), The Structure of American Economy",
)
def domestic_supply(
    chips_by_dies: Ascend910CChips, chips_by_memory: Ascend910CChips
) -> Ascend910CChips:
    """Ascend 910C chips that can be made of the dies and the memory there are.

    The smaller of the two.
    """
    return minimum(chips_by_dies, chips_by_memory)
