"""The lead of the largest US cloud companies over China in compute, with and without the H200.

Both sides in H100 equivalents. At the end of 2026 the US side has grown as the world has, and China
has added a year of domestic chips and whatever H200 were delivered. Smuggled and rented compute
stands apart: `us_lead_over_all` counts what is known of it.
"""

from h200analysis.model.arithmetic import divide, maximum
from h200analysis.model.china_compute import h100_of
from h200analysis.model.formula import formula
from h200analysis.model.units import (
    Chips,
    ChipsPerYear,
    H100Equivalents,
    Ratio,
    Share,
    Years,
)

_A_YEAR: Years = 1


@formula(label="US hyperscalers' compute")
def us_owned_compute(us_compute_share: Share, world_compute: H100Equivalents) -> H100Equivalents:
    """Compute that the largest US cloud companies owned at the end of 2025.

    Share times the world's.
    """
    return us_compute_share * world_compute


@formula(label="US lead at the end of 2025")
def us_lead_2025(us_owned_compute: H100Equivalents, china_owned_compute: H100Equivalents) -> Ratio:
    """Compute of the largest US cloud companies over China's at the end of 2025.

    US over China; nothing in China is refused.
    """
    return divide(us_owned_compute, china_owned_compute, "china_owned_compute")


@formula(label="US hyperscalers' compute at the end of 2026")
def us_compute_2026(us_owned_compute: H100Equivalents, world_growth: Ratio) -> H100Equivalents:
    """Compute that the largest US cloud companies own at the end of 2026.

    That of a year before, grown as the world's is.
    """
    return us_owned_compute * world_growth


@formula(label="China's compute at the end of 2026 without the H200")
def china_compute_without(
    china_owned_compute: H100Equivalents, domestic_in_h200: ChipsPerYear
) -> H100Equivalents:
    """Compute that Chinese companies own at the end of 2026 if no H200 is delivered.

    That of a year before and a year of domestic chips.
    """
    return china_owned_compute + h100_of(_A_YEAR * domestic_in_h200)


@formula(label="US lead at the end of 2026 without the H200")
def us_lead_without(
    us_compute_2026: H100Equivalents, china_compute_without: H100Equivalents
) -> Ratio:
    """Compute of the largest US cloud companies over China's if no H200 is delivered.

    US over China; nothing in China is refused.
    """
    return divide(us_compute_2026, china_compute_without, "china_compute_without")


def _lead(us: H100Equivalents, china: H100Equivalents, chips: Chips) -> Ratio:
    return divide(us, china + h100_of(chips), "China's compute with the H200")


@formula(label="US lead at the end of 2026")
def us_lead(
    us_compute_2026: H100Equivalents,
    china_compute_without: H100Equivalents,
    delivered_chips: Chips,
) -> Ratio:
    """Compute of the largest US cloud companies over China's with the H200 that are delivered.

    US over China and the chips; nothing in China is refused.
    """
    return _lead(us_compute_2026, china_compute_without, delivered_chips)


@formula(label="US lead if the whole stock were delivered")
def us_lead_with_stock(
    us_compute_2026: H100Equivalents, china_compute_without: H100Equivalents, stock_chips: Chips
) -> Ratio:
    """Compute of the largest US cloud companies over China's with Nvidia's whole stock of H200.

    US over China and the chips; nothing in China is refused.
    """
    return _lead(us_compute_2026, china_compute_without, stock_chips)


@formula(label="US lead if all orders were delivered")
def us_lead_with_orders(
    us_compute_2026: H100Equivalents, china_compute_without: H100Equivalents, orders_chips: Chips
) -> Ratio:
    """Compute of the largest US cloud companies over China's with all H200 reported as ordered.

    US over China and the chips; nothing in China is refused.
    """
    return _lead(us_compute_2026, china_compute_without, orders_chips)


@formula(label="Part of the US lead that deliveries cost")
def lead_lost(us_lead_without: Ratio, us_lead: Ratio) -> Share:
    """Part of the US lead at the end of 2026 that the delivered H200 take away.

    1 less lead with over lead without; a lead of nothing is refused.
    """
    return 1 - divide(us_lead, us_lead_without, "us_lead_without")


@formula(label="US lead over all that China can use")
def us_lead_over_all(
    us_compute_2026: H100Equivalents,
    china_compute_without: H100Equivalents,
    delivered_chips: Chips,
    smuggled_compute: H100Equivalents,
    rented_compute: H100Equivalents,
) -> Ratio:
    """Compute of the largest US cloud companies over all that China can use, H200 included.

    As the lead, with what was smuggled by the end of 2025 and what is known to be rented abroad.
    """
    usable = china_compute_without + smuggled_compute + rented_compute
    return _lead(us_compute_2026, usable, delivered_chips)


@formula(label="US lead in new compute without the H200")
def added_lead_without(
    us_owned_compute: H100Equivalents,
    us_compute_2026: H100Equivalents,
    domestic_in_h200: ChipsPerYear,
) -> Ratio:
    """Compute that the largest US cloud companies add in 2026 over that of China's domestic chips.

    US growth over a year of domestic chips; none of them is refused.
    """
    return _added(us_compute_2026 - us_owned_compute, domestic_in_h200, 0)


@formula(label="US lead in new compute")
def added_lead(
    us_owned_compute: H100Equivalents,
    us_compute_2026: H100Equivalents,
    domestic_in_h200: ChipsPerYear,
    delivered_chips: Chips,
) -> Ratio:
    """Compute that the largest US cloud companies add in 2026 over what China adds, H200 included.

    US growth over domestic and delivered chips; none of them is refused.
    """
    return _added(us_compute_2026 - us_owned_compute, domestic_in_h200, delivered_chips)


def _added(us: H100Equivalents, domestic: ChipsPerYear, delivered: Chips) -> Ratio:
    added = h100_of(_A_YEAR * domestic + delivered)
    return divide(maximum(us, 0), added, "the compute that China adds")
