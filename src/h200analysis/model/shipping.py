"""A lot of chips in stock: send it for China now, wait for word from Beijing, or sell it elsewhere.

The duty falls due when the lot enters the United States to be tested, whatever China does then.
"""

from h200analysis.model.arithmetic import divide, minimum, power
from h200analysis.model.formula import formula
from h200analysis.model.units import (
    Chips,
    ChipsPerMonth,
    Months,
    NetUsd,
    PositiveRatio,
    Share,
    Usd,
    UsdPerChip,
    Years,
)

_A_YEAR: Months = 12  # over which a batch sold elsewhere is placed


@formula(label="Share of the first batch that clears")
def cleared_share(further_chips: Chips, first_batch_high_chips: Chips) -> Share:
    """Part of the first batch that reaches China if all that is let in comes out of it.

    Chips delivered from now on, at most the batch, over the batch; no batch is refused.
    """
    cleared = minimum(further_chips, first_batch_high_chips)
    return divide(cleared, first_batch_high_chips, "first_batch_high_chips")


@formula(label="Value of a lot sent now")
def sent_now_usd(
    first_batch_high_chips: Chips,
    cleared_share: Share,
    unit_price_usd: UsdPerChip,
    salvage_usd: UsdPerChip,
    duty_per_chip: UsdPerChip,
) -> NetUsd:
    """What a lot brings that is sent before China decides.

    The cleared part at its price, the rest at salvage, less the duty on all of it.
    """
    sold = cleared_share * unit_price_usd + (1 - cleared_share) * salvage_usd
    return first_batch_high_chips * (sold - duty_per_chip)


@formula(
    label="Value of a lot sent once China agrees",
    source="Dixit and Pindyck (1994), Investment under Uncertainty",
)
def sent_on_word_usd(
    first_batch_high_chips: Chips,
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
    return first_batch_high_chips * kept / power(1 + discount_rate, delay_years)


@formula(label="Price of the next-best sale of a chip in stock")
def next_best_price_usd(
    elsewhere_price_usd: UsdPerChip,
    first_batch_high_chips: Chips,
    us_need_per_month: ChipsPerMonth,
    elsewhere_elasticity: PositiveRatio,
) -> UsdPerChip:
    """Price at which buyers outside China take the first batch on top of what they take anyway.

    Today's price times (1 + batch / what they take in a year) to the power of -1 / elasticity: the
    more is sold, the less each chip brings. Buyers who take nothing are refused.
    """
    more = divide(first_batch_high_chips, _A_YEAR * us_need_per_month, "us_need_per_month")
    return elsewhere_price_usd * power(1 + more, -1 / elsewhere_elasticity)


@formula(label="Value of a lot sold elsewhere")
def sold_elsewhere_usd(first_batch_high_chips: Chips, next_best_price_usd: UsdPerChip) -> Usd:
    """What a lot brings that is sold to the next-best buyer.

    Chips times that price.
    """
    return first_batch_high_chips * next_best_price_usd
