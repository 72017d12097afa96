"""A lot of chips in stock: send it for China now, wait for word from Beijing, or sell it elsewhere.

The duty falls due when the lot enters the United States to be tested, whatever China does then.
"""

from h200analysis.model.arithmetic import power
from h200analysis.model.formula import formula
from h200analysis.model.units import Chips, NetUsd, Share, Usd, UsdPerChip, Years


@formula(label="Value of a lot sent now")
def sent_now_usd(
    lot_chips: Chips,
    cleared_share: Share,
    unit_price_usd: UsdPerChip,
    salvage_usd: UsdPerChip,
    duty_per_chip: UsdPerChip,
) -> NetUsd:
    """What a lot brings that is sent before China decides.

    The cleared part at its price, the rest at salvage, less the duty on all of it.
    """
    sold = cleared_share * unit_price_usd + (1 - cleared_share) * salvage_usd
    return lot_chips * (sold - duty_per_chip)


@formula(
    label="Value of a lot sent once China agrees",
    source="Dixit and Pindyck (1994), Investment under Uncertainty",
)
def sent_on_word_usd(
    lot_chips: Chips,
    cleared_share: Share,
    unit_price_usd: UsdPerChip,
    salvage_usd: UsdPerChip,
    duty_per_chip: UsdPerChip,
    discount_rate: Share,
    delay_years: Years,
) -> NetUsd:
    """What a lot brings that is sent only as far as China has agreed to take it.

    The cleared part at its price less duty, the rest at salvage, all of it later: over
    (1 + rate) to the power of the years.
    """
    kept = cleared_share * (unit_price_usd - duty_per_chip) + (1 - cleared_share) * salvage_usd
    return lot_chips * kept / power(1 + discount_rate, delay_years)


@formula(label="Value of a lot sold elsewhere")
def sold_elsewhere_usd(lot_chips: Chips, next_best_price_usd: UsdPerChip) -> Usd:
    """What a lot brings that is sold to the next-best buyer.

    Chips times that price.
    """
    return lot_chips * next_best_price_usd
