"""Figures of two days side by side, with the reason: a new report, or another definition."""

from collections.abc import Iterator

from h200analysis.cases import Case, Outcome
from h200analysis.evidence import Ledger
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.hedges import hedge
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.news_labels import claim_named, labelled, uncapitalised
from h200analysis.exhibits.tables import Cell, table
from h200analysis.futures import Futures
from h200analysis.inquiry.changes import Changes, Shift
from h200analysis.inquiry.end_states import delivery

_REPORTED = {
    "licence_ceiling_chips": "Licensed by Washington",
    "stock_chips": "Chips in Nvidia’s stock",
    "orders_chips": "Ordered, as reported",
    "unit_price_usd": "Price of a chip",
}
_HEDGES = {"licence_ceiling_chips": "up to "}  # of a figure that we multiplied: no report has it
_NONE = "none reported"


def then_and_now(found: Changes) -> Exhibit:
    """Return the figures that changed between two days, each with what changed it.

    >>> exhibits.then_and_now(found)
    <Exhibit '| Figure | 13 January 2026 | 15 January 2026 | Because | |...'>
    """
    rows = [_expected(found), _chance(found), _delivered(found), *_reported(found)]
    columns = ("Figure", day(found.since), day(found.as_of), "Because")
    return table("Then and now", columns, rows, (22, 18, 22, 38))


def definition(found: Changes) -> Cell:
    """Return in sentences whether a figure moved because it counts something else.

    >>> exhibits.definition(found)[0]
    'Every figure on this page counts the same thing on both days.'
    """
    moved = [name for name in _REPORTED if _scopes(found, name)]
    if not moved:
        return "Every figure on this page counts the same thing on both days.", {}
    parts, cited = [], {}
    for n, name in enumerate(moved):
        estimate = found.after.case.ledger.parameter(name).current
        then, now = (", ".join(sorted(_scope(of, name))) for of in _ledgers(found))
        parts.append(
            f"“{_REPORTED[name]}” counts something else now: {now}, where it was {then} before. "
            f"The difference is not sales or deliveries.{{n{n}}}"
        )
        cited[f"n{n}"] = found.after.case.cite(estimate.claims[0])
    return " ".join(parts), cited


def chance_of_more(drawn: Futures) -> Cell:
    """Return in a sentence the chance of any delivery in 2026; after the first, of another.

    >>> exhibits.chance_of_more(paths)[0]
    'The chance of any delivery this year is {chance:bare}.'
    """
    again = "another" if drawn.has_begun else "any"
    return f"The chance of {again} delivery this year is {{chance:bare}}.", {
        "chance": delivery(drawn)
    }


def _expected(found: Changes) -> tuple[Cell, ...]:
    then, now = (each.expected("delivered_chips") for each in (found.before, found.after))
    shift = found.largest_along
    if shift:
        because = _event(found, shift)
    elif found.shifts:
        because = "All other reports, and weeks without a delivery"
    else:
        because = "Time passed; no report moved it by more than the noise of the simulation"
    return "Expected to arrive in 2026", _bare(then), _bare(now), because


def _event(found: Changes, shift: Shift) -> Cell:
    """Return what moved the expected chips most the way they went, with its day and source."""
    case = found.after.case
    what = labelled(case.ledger, shift.news)
    way = "rise" if shift.chips.value > 0 else "fall"
    told = f"Largest {way} on a single day: {uncapitalised(what)} ({day(shift.day)}).{{note}}"
    named = claim_named(case.ledger, shift.news)
    return told, {"note": case.cite(*filter(None, [named]))}


def _chance(found: Changes) -> tuple[Cell, ...]:
    if found.has_begun:
        label = "Any delivery in 2026"
        return label, _bare(delivery(found.before)), _begun(found), _first(found)
    again = "Another" if found.after.has_begun else "Any"
    then, now = delivery(found.before), delivery(found.after)
    because = "The reports in the chart, and weeks without a delivery"
    return f"{again} delivery in 2026", _bare(then), _bare(now), because


def _first(found: Changes) -> Cell:
    case, name = found.after.case, _first_report(found)
    if name is None:
        return "A first delivery was reported"
    told = case.ledger.claim(name).paraphrase.rstrip(".")
    return "{told}.{note}", {"told": told, "note": case.cite(name)}


def _first_report(found: Changes) -> str | None:
    """Return the claim that first told of a delivery."""
    readings = found.after.belief.filtered.signals.readings
    return next((each.claim for each in readings if "none" in each.factors), None)


def _begun(found: Changes) -> str:
    """Return that chips have come, with the month in which that was first reported."""
    name = _first_report(found)
    published = found.after.case.ledger.source_of(name).published if name else None
    return f"yes, first reported in {published:%B}" if published else "yes"


def _delivered(found: Changes) -> tuple[Cell, ...]:
    then, now = found.before.so_far, found.after.so_far
    because = _report(found) if _value(then) != _value(now) else "No newer number"
    return "Delivered, as reported", _so_far(found.before), _so_far(found.after), because


def _report(found: Changes) -> str:
    """Return what was said of the chips delivered."""
    told = found.after.so_far
    if told is None or not told.inputs[0].claims:
        return "Shipments were reported, without a number"
    return found.after.case.ledger.claim(told.inputs[0].claims[0]).paraphrase.rstrip(".")


def _so_far(drawn: Futures) -> Cell:
    told = drawn.so_far
    if told is None:
        return "a few, no number"
    return "about {it:2}" if told.value else _NONE, {"it": told}


def _value(outcome: Outcome | None) -> float | None:
    return None if outcome is None else outcome.value


def _reported(found: Changes) -> Iterator[tuple[Cell, ...]]:
    """Yield the reported figures that are others now."""
    old, new = found.before.case, found.after.case
    for name, label in _REPORTED.items():
        then, now = old.if_known(name), new.if_known(name)
        if now is not None and _value(then) != now.value:
            yield label, _hedged(old, name), _hedged(new, name), _reason(old, new, name, found)


def _hedged(case: Case, name: str) -> Cell:
    """Return a reported figure with the hedge of its report."""
    told = case.if_known(name)
    if told is None:
        return _NONE
    return f"{_HEDGES.get(name) or hedge(case, name)}{{it}}", {"it": told}


def _reason(old: Case, new: Case, name: str, found: Changes) -> str:
    estimate = new.ledger.parameter(name).current
    if _scopes(found, name):
        then, now = (", ".join(sorted(_scope(each.ledger, name))) for each in (old, new))
        return f"Definition changed: counts {now} now, {then} then; not a sale"
    why = estimate.because or new.ledger.claim(estimate.claims[0]).paraphrase
    return why.split(". ")[0].rstrip(".")


def _scopes(found: Changes, name: str) -> bool:
    """Tell whether a parameter counts something else on the later day."""
    if any(name not in ledger.parameters for ledger in _ledgers(found)):
        return False
    then, now = (_scope(ledger, name) for ledger in _ledgers(found))
    return then != now and bool(now)


def _ledgers(found: Changes) -> tuple[Ledger, Ledger]:
    return found.before.case.ledger, found.after.case.ledger


def _scope(ledger: Ledger, name: str) -> set[str]:
    """Return what the claims behind a parameter say that they count."""
    claims = ledger.parameter(name).current.claims
    return {scope for claim in claims if (scope := ledger.claim(claim).scope)}


def _bare(outcome: Outcome) -> Cell:
    return "{it:2bare}", {"it": outcome}
