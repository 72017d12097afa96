"""The eight states of policy, what each sets, and what a path through them does to the flow.

Two gates in a row: Washington licenses, Beijing lets in; what passes both still has to be ordered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from h200analysis.model.arithmetic import minimum, require
from h200analysis.model.domains import guarded
from h200analysis.model.fees import FeeBasis
from h200analysis.model.flow import CapBasis, Given
from h200analysis.model.formula import formula
from h200analysis.model.units import ChipLimit, Chips, Ratio, Share


class PolicyState(Enum):
    """How the two governments stand to the H200 for China."""

    FORMAL_BAN = "formal_ban"
    DE_FACTO_BAN = "de_facto_ban"
    RESEARCH_ONLY = "research_only"
    CONDITIONAL = "conditional"
    NEGOTIATED_OPENING = "negotiated_opening"
    FULL_OPENING = "full_opening"
    US_REBAN = "us_reban"
    US_PER_CUSTOMER_CAP = "us_per_customer_cap"


@dataclass(frozen=True, slots=True)
class PolicyTerms:
    """What a state sets.

    `licence` is the share of applications that Washington approves, `ceiling` the chips it allows
    in all, `gate` the share of orders that Beijing lets in, `conversion` the share of what is
    approved that is ordered, `bundling` the domestic chips to be bought with each.
    """

    licence: Share
    ceiling: ChipLimit
    gate: Share
    conversion: Share
    bundling: Ratio
    fee_basis: FeeBasis
    fee_rate: Share
    cap_basis: CapBasis


@formula(label="Share of existing orders let in")
def gate_on_existing_orders(gate: Share, existing_orders_covered: Share) -> Share:
    """Share of orders already placed that Beijing lets in.

    All but the covered part of what the gate holds back: 1 - covered x (1 - gate). It was not said
    whether the instruction of January 2026 covers them.
    """
    return 1 - existing_orders_covered * (1 - gate)


@formula(label="Share of orders that pass both governments")
def share_that_passes(licence: Share, gate: Share, conversion: Share) -> Share:
    """Share of orders that pass both governments and are kept.

    Licence times gate times conversion.
    """
    return licence * gate * conversion


@formula(label="Domestic chips bundled")
def domestic_chips_bundled(delivered: Chips, bundling: Ratio) -> Chips:
    """Domestic chips that buyers of so many H200 have to take as well.

    Chips times the ratio.
    """
    return delivered * bundling


@guarded
def under_policy(given: Given, terms: Sequence[PolicyTerms]) -> Given:
    """Return what a run is given when each month stands under the terms of its state.

    The gate becomes the share that passes; the licence ceiling is the lower of the run's and the
    state's; the volume cap follows the basis of each month.
    """
    months = len(given.gate)
    require(len(terms) == months, "the number of terms", len(terms), f"{months}, one a month")
    passed = tuple(share_that_passes(t.licence, t.gate, t.conversion) for t in terms)
    gates = tuple(own * share for own, share in zip(given.gate, passed, strict=True))
    ceilings = tuple(
        minimum(own, t.ceiling) for own, t in zip(given.licence_ceiling, terms, strict=True)
    )
    cap = replace(given.cap, by_month=tuple({t.cap_basis: True} for t in terms))
    return replace(given, gate=gates, licence_ceiling=ceilings, cap=cap)
