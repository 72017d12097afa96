"""From application to firm order: review takes time, not all are approved, not all are used."""

from collections.abc import Sequence
from dataclasses import dataclass

from h200analysis.model.arithmetic import require, sum_of
from h200analysis.model.domains import guarded
from h200analysis.model.units import Chips, Share, Whole


@dataclass(frozen=True, slots=True)
class Licences:
    """Chips approved and firmly ordered in each month, and the ceiling that approvals make."""

    approved: tuple[Chips, ...]
    ordered: tuple[Chips, ...]
    ceiling: tuple[Chips, ...]


@guarded
def licence_pipeline(
    applications: Sequence[Chips],
    review_months: Whole,
    approval_shares: Sequence[Share],
    conversion_share: Share,
) -> Licences:
    """Follow applications through review and approval to firm orders.

    Decided are, each month, the applications filed `review_months` before, by that month's share
    of approval. Approvals add up to a ceiling; the H20 showed that the share
    converted into orders may be nothing. Agencies have 30 days for a review (15 CFR 750.4).
    """
    months = len(applications)
    require(months > 0, "the number of months", months, "1 or more")
    count = len(approval_shares)
    require(count == months, "the length of approval_shares", count, f"{months}, one a month")
    decided = [*([0.0] * review_months), *applications][:months]
    approved = tuple(share * filed for share, filed in zip(approval_shares, decided, strict=True))
    ordered = tuple(conversion_share * chips for chips in approved)
    ceiling = tuple(sum_of(approved[: number + 1]) for number in range(months))
    return Licences(approved, ordered, ceiling)
