"""China's compute with and without the H200: stock, additions, domestic substitutes, bottlenecks.

All by total processing performance; an H100 and an H200 have the same. Memory bandwidth tells
another story, and stands beside it in `compute`.
"""

from collections.abc import Mapping

from h200analysis.model.arithmetic import divide, minimum, sum_of
from h200analysis.model.domains import guarded
from h200analysis.model.formula import formula
from h200analysis.model.units import (
    Ascend910CChips,
    Ascend910CPerPackage,
    Ascend910CPerYear,
    Chips,
    ChipsPerYear,
    Dies,
    DiesPerPackage,
    H100Equivalents,
    H100Per910C,
    H100PerChip,
    H100PerH20,
    Packages,
    Ratio,
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


@formula(label="China's compute with the added chips")
def china_compute_with(china_compute: H100Equivalents, added_chips: Chips) -> H100Equivalents:
    """China's licensed compute once so many H200 have been added.

    Stock plus chips, each one H100 equivalent.
    """
    return china_compute + _H100_PER_H200 * added_chips


@formula(label="Multiple of China's compute")
def china_compute_multiple(
    china_compute_with: H100Equivalents, china_compute: H100Equivalents
) -> Ratio:
    """China's licensed compute with the added chips over that without.

    Stock over stock; a stock of zero is refused.
    """
    return divide(china_compute_with, china_compute, "china_compute")


@formula(label="Rest of the world's compute over China's")
def rest_of_world_multiple(
    world_compute: H100Equivalents,
    china_compute: H100Equivalents,
    china_compute_with: H100Equivalents,
) -> Ratio:
    """Rest of the world's compute over China's once the chips have been added.

    World less China over China with them.
    """
    return divide(world_compute - china_compute, china_compute_with, "china_compute_with")


@formula(label="Domestic chips in H200 equivalents")
def domestic_in_h200(
    domestic_chips: Ascend910CPerYear, ascend_910c_in_h100: H100Per910C
) -> ChipsPerYear:
    """A year of domestic chips, counted in H200 of the same performance.

    Chips times their performance.
    """
    return domestic_chips * ascend_910c_in_h100 / _H100_PER_H200


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


@formula(label="Domestic supply", source="Leontief (1941), The Structure of American Economy")
def domestic_supply(
    dies: Dies,
    die_yield: Share,
    dies_per_package: DiesPerPackage,
    memory_stacks: Stacks,
    stacks_per_package: StacksPerPackage,
    packages: Packages,
) -> Ascend910CChips:
    """Chips that can be made of what there is: the least of logic, memory and packaging.

    Good dies over dies a package, stacks over stacks a package, packages.
    """
    by_logic = divide(dies * die_yield, dies_per_package, "dies_per_package")
    by_memory = divide(memory_stacks, stacks_per_package, "stacks_per_package")
    return _CHIPS_PER_PACKAGE * minimum(minimum(by_logic, by_memory), packages)


@guarded
def compute_deficit(
    demand: H100Equivalents, supply_by_source: Mapping[str, H100Equivalents]
) -> tuple[H100Equivalents, dict[str, Share]]:
    """Return what demand exceeds the supply of all sources by, and each source's share of supply.

    Rented compute abroad is a source of its own, though it is not owned; a negative deficit is a
    surplus.
    """
    total = sum_of(supply_by_source.values())
    shares = {
        name: divide(supply, total, "the supply of all sources")
        for name, supply in supply_by_source.items()
    }
    return demand - total, shares
