"""The newest report that bears on deliveries, and how far it moved what we expect."""

from dataclasses import replace
from datetime import date

from h200analysis.cases import Case
from h200analysis.evidence import Ledger
from h200analysis.evidence.faults import NotYetKnownError
from h200analysis.evidence.observations import observed
from h200analysis.evidence.readings import weighed
from h200analysis.exhibits.changes import rounded, unit_of
from h200analysis.exhibits.deciding import Sentence
from h200analysis.exhibits.marks import day
from h200analysis.futures import Futures
from h200analysis.futures.standings import standings
from h200analysis.inquiry.changes import Shift, shift_on


def newest(drawn: Futures) -> Sentence:
    """Return what was reported last, and how far it moved the deliveries expected on its day.

    Of a day's reports one is told: a number of chips, or else what moved the odds most in the
    direction in which all of them together moved what we expect.

    >>> exhibits.newest(paths)[0][:40]
    '15 January 2026: {said}{claims} That day'
    """
    ledger = drawn.case.ledger
    when, claims = _last(drawn.case)
    if when is None:
        return "Nothing has been reported so far that bears on deliveries.", {}
    try:
        shift = shift_on(drawn, when, drawn.belief.drawn.seed)
        moved, names = _moved(
            shift, unit_of([drawn.expected("delivered_chips")]), _who(ledger, claims)
        )
    except NotYetKnownError:  # our rates begin on a later day than the report
        shift, moved, names = None, "Our odds begin after that day.", {}
    told = _ordered(drawn.case, claims, shift.chips.value if shift else 0.0)
    return (
        f"{day(when)}: {{said}}{{claims}} {moved}",
        {
            "said": ledger.claim(told[0]).paraphrase,
            "claims": drawn.case.cite(told[0]),
            **names,
        },
    )


def _who(ledger: Ledger, claims: list[str]) -> str:
    """Return what a day's claims are called that moved a figure: one source, or several reports."""
    sources = {ledger.claim(claim).source for claim in claims}
    return "This one source" if len(sources) == 1 else "That day’s reports"


def _moved(shift: Shift | None, unit: float, who: str) -> Sentence:
    """Return in a sentence how far a day's news moved the expected deliveries, to a unit."""
    size = rounded(shift.chips, unit) if shift and shift.stands_out else None
    if size is None or not size.value:
        return "The reports of that day hardly moved the deliveries that we expect in 2026.", {}
    up = "raised" if size.value > 0 else "lowered"
    size = replace(size, name=f"size_of_{size.name}", value=abs(size.value))
    return f"{who} {up} the deliveries that we expect in 2026 by about {{size:2bare}}.", {
        "size": size
    }


def _last(case: Case) -> tuple[date | None, list[str]]:
    """Return the newest day of a claim whose reading or number counts, and the claims of it."""
    ledger = case.ledger
    counting = [each.claim for each in weighed(ledger)]
    counting += [each.claim for each in observed(ledger) if each.claim not in counting]
    days = {claim: ledger.source_of(claim).published for claim in counting}
    last = max(days.values(), default=None)
    return last, [claim for claim, published in days.items() if published == last]


def _ordered(case: Case, claims: list[str], direction: float) -> list[str]:
    """Return claims by what they move: numbers of chips first, then those of one direction."""
    if len(claims) == 1:
        return claims
    counts = {each.claim for each in observed(case.ledger)}
    base, *others = standings(case, [(), *({claim} for claim in claims)])
    moved = {
        claim: base.passing - other.passing + base.any_by_end - other.any_by_end
        for claim, other in zip(claims, others, strict=True)
    }
    return sorted(
        claims,
        key=lambda claim: (claim not in counts, moved[claim] * direction < 0, -abs(moved[claim])),
    )
