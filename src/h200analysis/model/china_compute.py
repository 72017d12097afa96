"""China's compute in H100 equivalents: what it owns, what else it uses, what the H200 would add.

By total processing performance at eight bits, in which an H200 is one H100. Memory bandwidth tells
another story; `compute` gives it chip for chip.
"""

from h200analysis.model.arithmetic import divide, maximum
from h200analysis.model.domains import guarded
from h200analysis.model.formula import formula
from h200analysis.model.units import (
    Bits,
    Chips,
    ChipsPerYear,
    H100Equivalents,
    H100PerChip,
    PartOfStatement,
    Ratio,
    Share,
    Tflops,
    Tpp,
    Years,
)

_H100_PER_H200: H100PerChip = 1  # both have the same total processing performance
_HALF_PRECISION: Bits = 16
_A_YEAR: Years = 1


@guarded
def h100_of(chips: Chips) -> H100Equivalents:
    """Return H200 chips in H100 equivalents, by total processing performance."""
    return _H100_PER_H200 * chips


@formula(label="Stock in H100 equivalents by processing performance")
def stock_in_h100(stock_chips: Chips) -> H100Equivalents:
    """Nvidia's stock of H200 in H100 equivalents, by total processing performance.

    One for one.
    """
    return h100_of(stock_chips)


@formula(label="Expected deliveries in H100 equivalents")
def delivered_in_h100(delivered_chips: Chips) -> H100Equivalents:
    """The H200 delivered by the end of 2026 in H100 equivalents, by total processing performance.

    One for one.
    """
    return h100_of(delivered_chips)


@formula(label="A year of domestic chips in H100 equivalents")
def domestic_in_h100(domestic_in_h200: ChipsPerYear) -> H100Equivalents:
    """A year of domestic chips in H100 equivalents, by total processing performance.

    H200 equivalents, one for one.
    """
    return h100_of(_A_YEAR * domestic_in_h200)


@formula(label="Domestic order in H100 equivalents")
def domestic_order_in_h100(domestic_order_in_h200: Chips) -> H100Equivalents:
    """The largest reported order of domestic chips in H100 equivalents.

    H200 equivalents, one for one.
    """
    return h100_of(domestic_order_in_h200)


@formula(label="China's own compute")
def china_owned_compute(
    china_compute_share: Share, world_compute: H100Equivalents
) -> H100Equivalents:
    """Compute that Chinese companies owned at the end of 2025, smuggled chips left out.

    Share times the world's.
    """
    return china_compute_share * world_compute


@formula(label="Compute of China's own make")
def domestic_compute(
    china_owned_compute: H100Equivalents, china_compute: H100Equivalents
) -> H100Equivalents:
    """Compute that Chinese companies owned at the end of 2025 in chips other than Nvidia's.

    What they own less what Nvidia sold them under licence; never below zero.
    """
    return maximum(china_owned_compute - china_compute, 0)


@formula(label="Compute that China can use")
def usable_compute(
    china_owned_compute: H100Equivalents,
    smuggled_compute: H100Equivalents,
    rented_compute: H100Equivalents,
) -> H100Equivalents:
    """Compute that Chinese companies own, have smuggled in, or are known to rent abroad.

    The sum of the three; what is rented is not owned, and can be switched off.
    """
    return china_owned_compute + smuggled_compute + rented_compute


@formula(label="Smuggled share of the compute that China can use")
def smuggled_share(smuggled_compute: H100Equivalents, usable_compute: H100Equivalents) -> Share:
    """Part of the compute that China can use that was smuggled in.

    Smuggled over usable; nothing usable is refused.
    """
    return divide(smuggled_compute, usable_compute, "usable_compute")


@formula(label="Rented share of the compute that China can use")
def rented_share(rented_compute: H100Equivalents, usable_compute: H100Equivalents) -> Share:
    """Part of the compute that China can use that it is known to rent abroad.

    Rented over usable; nothing usable is refused.
    """
    return divide(rented_compute, usable_compute, "usable_compute")


@formula(label="Official compute in H100 equivalents")
def official_in_h100(official_compute: Tflops, h200_tpp: Tpp) -> H100Equivalents:
    """China's intelligent computing capacity as its ministry states it, in H100 equivalents.

    Operations a second at half precision over those of an H200, which are its TPP over 16 bits.
    """
    return h100_of(divide(official_compute, h200_tpp / _HALF_PRECISION, "h200_tpp"))


def _multiple(china_compute: H100Equivalents, chips: Chips) -> Ratio:
    return divide(china_compute + h100_of(chips), china_compute, "china_compute")


@formula(label="Multiple of the licensed base, with what was delivered")
def multiple_with_delivered(china_compute: H100Equivalents, delivered_so_far_chips: Chips) -> Ratio:
    """China's licensed Nvidia compute with the H200 delivered so far, over that without.

    Base and chips over base; a base of zero is refused.
    """
    return _multiple(china_compute, delivered_so_far_chips)


@formula(label="Multiple of the licensed base, with the stock")
def multiple_with_stock(china_compute: H100Equivalents, stock_chips: Chips) -> Ratio:
    """China's licensed Nvidia compute with the whole stock of H200, over that without.

    Base and chips over base; a base of zero is refused.
    """
    return _multiple(china_compute, stock_chips)


@formula(label="Multiple of the licensed base, with what Washington has licensed")
def multiple_with_licences(china_compute: H100Equivalents, licence_ceiling_chips: Chips) -> Ratio:
    """China's licensed Nvidia compute with all H200 that licences allow, over that without.

    Base and chips over base; a base of zero is refused.
    """
    return _multiple(china_compute, licence_ceiling_chips)


@formula(label="Multiple of the licensed base, with the reported orders")
def multiple_with_orders(china_compute: H100Equivalents, orders_chips: Chips) -> Ratio:
    """China's licensed Nvidia compute with all reported orders of H200, over that without.

    Base and chips over base; a base of zero is refused.
    """
    return _multiple(china_compute, orders_chips)


@formula(label="Licensed base with what Washington has licensed")
def base_with_licences(
    china_compute: H100Equivalents, licence_ceiling_chips: Chips
) -> H100Equivalents:
    """China's licensed Nvidia compute with all H200 that licences allow.

    Base and chips, one H100 each.
    """
    return china_compute + h100_of(licence_ceiling_chips)


@formula(label="Licensed base with the reported orders")
def base_with_orders(china_compute: H100Equivalents, orders_chips: Chips) -> H100Equivalents:
    """China's licensed Nvidia compute with all reported orders of H200.

    Base and chips, one H100 each.
    """
    return china_compute + h100_of(orders_chips)


@formula(label="Licensed base with deliveries")
def base_with_deliveries(china_compute: H100Equivalents, delivered_chips: Chips) -> H100Equivalents:
    """China's licensed Nvidia compute with the H200 that the futures deliver.

    Base and chips, one H100 each.
    """
    return china_compute + h100_of(delivered_chips)


@formula(label="Growth of the licensed base through deliveries")
def added_to_base(china_compute: H100Equivalents, delivered_chips: Chips) -> PartOfStatement:
    """The H200 that the futures deliver over China's licensed Nvidia compute.

    Chips, one H100 each, over base; a base of zero is refused.
    """
    return divide(h100_of(delivered_chips), china_compute, "china_compute")


@formula(label="What the stock would add to China's own compute")
def added_by_stock(
    stock_in_h100: H100Equivalents, china_owned_compute: H100Equivalents
) -> PartOfStatement:
    """Nvidia's stock of H200 over the compute that Chinese companies owned at the end of 2025.

    Stock over what they owned; nothing owned is refused.
    """
    return divide(stock_in_h100, china_owned_compute, "china_owned_compute")


@formula(label="What deliveries so far add to China's own compute")
def added_so_far(
    delivered_so_far_chips: Chips, china_owned_compute: H100Equivalents
) -> PartOfStatement:
    """The H200 delivered so far over what Chinese companies owned at the end of 2025.

    Chips, one H100 each, over what they owned; nothing owned is refused.
    """
    return divide(h100_of(delivered_so_far_chips), china_owned_compute, "china_owned_compute")
