"""The measures in force on the day of a case, by government, and those that had ended."""

from datetime import date

from h200analysis import evidence
from h200analysis.cases import Case
from h200analysis.evidence import Ledger, Measure
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.charts.chart import Chart
from h200analysis.exhibits.charts.timeline import event, timeline
from h200analysis.exhibits.marks import day, escaped, html_escaped, note
from h200analysis.exhibits.tables import table

_START = date(2025, 7, 1)  # shortly before Washington allowed the H20 again
_COLUMNS = ("Measure", "By", "Since", "Status", "Source")
_WIDTHS = (22, 11, 13, 14, 40)


def in_force(case: Case) -> Exhibit:
    """Return the measures in force on the day of the case, as it was then known.

    They are sorted by who acts, then by when they took effect. What a measure was loosened by
    leaves it in force, with the day; what had ended stands in a line below the table.

    >>> exhibits.in_force(case)
    <Exhibit '| Measure | By | Since | Status | Source | |...'>
    """
    ledger = case.ledger
    standing = sorted(
        evidence.in_force(ledger, ledger.as_of).values(),
        key=lambda each: (each.actor, each.effective or date.max, each.title),
    )
    shown = [shown_by(ledger, each) for each in standing]
    case.cite(*shown)
    rows = [
        (each.title, each.actor, _since(each, "effective"), _status(each), note(ledger, claim))
        for each, claim in zip(standing, shown, strict=True)
    ]
    made = table(f"Measures in force on {day(ledger.as_of)}", _COLUMNS, rows, _WIDTHS)
    over = _ended(ledger)
    return Exhibit(
        f"{made.markdown}\n{escaped(over)}\n" if over else made.markdown,
        f"{made.html}<p>{html_escaped(over)}</p>" if over else made.html,
        made.figures,
        tuple(shown),
        measures=tuple({"measure": each.name, "on": str(ledger.as_of)} for each in standing),
    )


def timeline_of_measures(case: Case, title: str) -> Chart:
    """Return the measures that have been in force since the door was opened, as bars by government.

    An ended one stops where it ended; one in force runs on to the day of the case, pale from the
    day on which it was loosened.

    >>> exhibits.timeline_of_measures(case, "Who has done what")
    Chart(name='measures', title='Who has done what', live=False)
    """
    ledger = case.ledger
    known = [*evidence.in_force(ledger, ledger.as_of).values()]
    known += [*evidence.ended(ledger, ledger.as_of).values()]
    events = [
        event(
            each.title,
            each.actor,
            each.effective,
            each.ended,
            [shown_by(ledger, each)],
            each.loosened,
        )
        for each in sorted(known, key=lambda each: (each.actor, each.effective or date.max))
        if each.effective is not None and (each.ended or ledger.as_of) >= _START
    ]
    case.cite(*(claim for each in events for claim in each.claims))
    return timeline("measures", title, events, ledger.as_of, _START)


def shown_by(ledger: Ledger, measure: Measure) -> str:
    """Return the claim whose words show a measure: that named for it, or the one that dates it."""
    if measure.shown_by is not None:
        return measure.shown_by
    dating = (c for c in measure.claims if ledger.claims[c].effective == measure.effective)
    return next(dating, measure.claims[0])


def _since(measure: Measure, step: str) -> str:
    """Return the day of a step, no more exact than it is known."""
    when: date = getattr(measure, step)
    return day(when, measure.precision[step])


def _status(measure: Measure) -> str:
    return f"loosened {_since(measure, 'loosened')}" if measure.loosened else "in force"


def _ended(ledger: Ledger) -> str:
    """Return which measures had ended, and when, in a sentence; nothing if none had."""
    over = sorted(
        evidence.ended(ledger, ledger.as_of).values(),
        key=lambda each: (each.ended or date.max, each.title),
    )
    told = [f"{each.title} ({each.actor}, {_since(each, 'ended')})" for each in over]
    return f"No longer in force: {'; '.join(told)}." if told else ""
