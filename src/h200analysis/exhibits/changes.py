"""What changed between two days: a waterfall by event, figures then and now, and other reports."""

from collections.abc import Sequence
from dataclasses import replace
from math import floor, fsum, log10

from h200analysis.cases import Outcome
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.charts.chart import Chart
from h200analysis.exhibits.charts.waterfall import Step, step, waterfall
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.news_labels import labelled, told, uncapitalised
from h200analysis.exhibits.sentences import bullets, say
from h200analysis.exhibits.tables import Cell, table
from h200analysis.exhibits.wording import worded
from h200analysis.inquiry.changes import Changes, Shift
from h200analysis.inquiry.story import News

_DIGITS = 2  # of the larger end, to which all parts of a waterfall are rounded
_TOLD = 3  # claims of a day that a table quotes


def moves(found: Changes) -> Chart | None:
    """Return how the expected chips of one day became those of the other, by event.

    All parts are rounded alike, so that they add up as they are printed. Nothing where no news
    moved them.

    >>> exhibits.moves(found)
    Chart(name='what_moved', title='How ...', live=False)
    """
    if not found.shifts:
        return None
    ends = _ends(found)
    unit = unit_of(ends)
    start, end = (rounded(each, unit) for each in ends)
    steps = [_step(found, shift, unit) for shift in found.shifts]
    steps = [each for each in steps if each.change.value]
    left = end.value - start.value - fsum(each.change.value for each in steps)
    if left:
        rest = replace(found.rest, value=left)
        steps.append(step("All other reports, and weeks without a delivery", rest))
    first_count, last_count = (worded(each.value, "ratio") for each in (start, end))
    title = (
        f"How {first_count} became {last_count}: chips that we expect by the end of 2026"
        if end.value != start.value
        else "What moved the chips that we expect by the end of 2026"
    )
    first, last = (f"As of {day(each)}" for each in (found.since, found.as_of))
    return waterfall("what_moved", title, (first, start), steps, (last, end))


def what_moved(found: Changes) -> Exhibit:
    """Return the news that moved the expected chips most, with what was reported and by whom.

    >>> exhibits.what_moved(found)
    <Exhibit '| Day | What was reported | Chance of any delivery |...'>
    """
    if not found.shifts:
        text, names = largest_move(found)
        return say(text, **names)
    unit = unit_of(_ends(found))
    rows = [
        (day(shift.day), _quoted(found, shift.news), _points(shift), _chips(shift, unit))
        for shift in found.shifts
    ]
    columns = ("Day", "What was reported", "Chance of any delivery", "Expected chips")
    return table("The news that moved our figures most", columns, rows, (16, 54, 15, 15))


def other_reports(found: Changes) -> Exhibit | None:
    """Return the other news of the time between, which moved our figures less.

    >>> exhibits.other_reports(found)
    <Exhibit '-...'>
    """
    items = {f"{day(when)}.": _quoted(found, news) for when, news in found.others if news.claims}
    if not items:
        return None
    named = {f"r{n}": cell for n, cell in enumerate(items.values())}
    return bullets({label: f"{{r{n}}}" for n, label in enumerate(items)}, **named)


def direction(then: Outcome, now: Outcome) -> str:
    """Return how the later of two figures stands to the earlier, as a headline joins them.

    >>> exhibits.direction(case.evaluate("stock_chips"), case.evaluate("orders_chips"))
    'up from'
    """
    unit = unit_of((then, now))
    before, after = (rounded(each, unit).value for each in (then, now))
    return "unchanged from" if after == before else "up from" if after > before else "down from"


def largest_move(found: Changes) -> Cell:
    """Return in sentences which news moved the expected chips most, first the way they went.

    >>> exhibits.largest_move(found)[0][:9]
    'On a sing'
    """
    told = [shift for shift in (found.largest_along, found.largest) if shift]
    if not told:
        return "No report in between moved the figures by more than their noise.", {}
    unit = unit_of(_ends(found))
    parts, names = [], {}
    for n, shift in enumerate({shift.day: shift for shift in told}.values()):
        way = "rise" if shift.chips.value > 0 else "fall"
        what = uncapitalised(labelled(found.after.case.ledger, shift.news))
        when = f"{shift.day.day} {shift.day:%B}"
        parts.append(f"{way}{' was' * (not n)} about {{size{n}:bare}} ({when}, {what})")
        names[f"size{n}"] = _size(shift, unit)
    return f"On a single day the largest {', the largest '.join(parts)}.", names


def _size(shift: Shift, unit: float) -> Outcome:
    """Return how far news moved the expected chips, up or down, to a unit."""
    name = f"rounded_size_of_{shift.chips.name}"
    size = replace(shift.chips, name=name, value=abs(shift.chips.value))
    return rounded(size, unit)


def unit_of(ends: Sequence[Outcome]) -> float:
    """Return the unit in which the larger of some figures has two digits."""
    largest = max(abs(each.value) for each in ends)
    return float(10 ** max(floor(log10(largest)) + 1 - _DIGITS, 0)) if largest >= 1 else 1.0


def rounded(outcome: Outcome, unit: float) -> Outcome:
    """Return a figure rounded to a unit."""
    return replace(outcome, value=round(outcome.value / unit) * unit, error=None)


def _step(found: Changes, shift: Shift, unit: float) -> Step:
    what = uncapitalised(labelled(found.after.case.ledger, shift.news))
    label = f"{shift.day.day} {shift.day:%B}: {what}"
    return step(label, _as_printed(shift, unit), claims=shift.news.claims)


def _as_printed(shift: Shift, unit: float) -> Outcome:
    """Return the move of a day rounded, under a name that says so: the move itself is another."""
    return replace(rounded(shift.chips, unit), name=f"rounded_{shift.chips.name}")


def _quoted(found: Changes, news: News) -> Cell:
    """Return what was reported on a day, each with its publisher and its note."""
    case, ledger = found.after.case, found.after.case.ledger
    parts: list[str] = []
    names: dict[str, object] = {}
    for n, name in enumerate(news.claims[:_TOLD]):
        parts.append(f"{{c{n}}} ({{p{n}}}).{{n{n}}}")
        names |= {
            f"c{n}": ledger.claim(name).paraphrase.rstrip("."),
            f"p{n}": ledger.source_of(name).publisher,
            f"n{n}": case.cite(name),
        }
    if not parts:
        return " ".join(f"{each}." for each in told(ledger, news)) or "New values."
    return " ".join(parts), names


def _points(shift: Shift) -> Cell:
    return "already certain" if shift.points is None else ("{it:2bare}", {"it": shift.points})


def _chips(shift: Shift, unit: float) -> Cell:
    moved = _as_printed(shift, unit)
    return "{sign}{it:bare}", {"sign": "+" if moved.value > 0 else "", "it": moved}


def _ends(found: Changes) -> tuple[Outcome, Outcome]:
    """Return the chips expected on the two days."""
    then, now = (each.expected("delivered_chips") for each in (found.before, found.after))
    return then, now
