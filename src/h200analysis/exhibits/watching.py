"""What to watch next, and how far it could move the odds: sentences that hold on any day.

Each function returns a template and its outcomes, to be set among the bullets of a first page.
"""

from datetime import date, timedelta

from h200analysis.evidence.meetings import MEETINGS
from h200analysis.exhibits.deciding import Sentence, next_meeting, when
from h200analysis.exhibits.marks import day
from h200analysis.futures import Futures
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.inquiry.turns import Turn, arrived_by, passing_on

_QUARTER = timedelta(weeks=13)
_UNLIKELY = 0.05  # below it a first answer would tell what is known already
_REVENUE = "quarter_revenue_usd"


def meeting_to_watch(drawn: Futures) -> Sentence:
    """Return the leaders' next meeting, and the odds if chips may pass after it or may not.

    >>> exhibits.meeting_to_watch(paths)[0][:40]
    '{title} is {when}{meeting}. If both gove'
    """
    case = drawn.case
    meeting = next_meeting(case)
    last = (meeting.on or meeting.last) if meeting else None
    if meeting is None or last is None:
        return "No further meeting of the two leaders has a date in the reports that we read.", {}
    title = next(m.title for m in case.ledger.of(MEETINGS).values() if m.current is meeting)
    turn = passing_on(drawn, last)
    outcomes = {
        "title": title,
        "when": "today" if meeting.on == case.ledger.as_of else when(meeting, case.ledger.as_of),
        "meeting": case.cite(meeting.claims[0]),
        "yes": turn.if_yes,
        "no": turn.if_no,
    }
    return (
        f"{{title}} is {{when}}{{meeting}}. If both governments let chips pass on {day(last)}, "
        f"the chance of {_again(drawn)} this year is {{yes:bare}}; if they do not on that day, "
        "{no:bare}.",
        {name: value for name, value in outcomes.items() if value is not None},
    )


def report_to_watch(drawn: Futures) -> Sentence:
    """Return Nvidia's next quarterly report, and what follows from whether chips had arrived.

    >>> exhibits.report_to_watch(paths)[0][:60]
    'Nvidia’s report on the quarter to January 2026 is expected i'
    """
    ledger = drawn.case.ledger
    claim = ledger.parameter(_REVENUE).current.claims[0]
    ends = ledger.claim(claim).as_of + _QUARTER
    due = ledger.source_of(claim).published + _QUARTER
    turn = arrived_by(drawn, ends)
    return (
        f"Nvidia’s report on the quarter to {ends:%B %Y} is {_expected(due, ledger.as_of)}. "
        f"{_answers(turn, _again(drawn), ends)}",
        {
            name: value
            for name, value in {"no": turn.if_no, "chips": turn.chips_if_yes}.items()
            if value is not None
        },
    )


def _answers(turn: Turn, again: str, ends: date) -> str:
    if ends >= LAST_DAY or turn.if_no is None or turn.chips_if_yes is None:
        return "It will show how much of the year’s deliveries came late."
    if turn.yes.value < _UNLIKELY:
        return "It comes too early to show a delivery; watch for licences and orders in it."
    what = "more chips" if again.startswith("another") else "chips"
    return (
        f"If it shows that no {what} arrived by {day(ends)}, the chance of {again} this year "
        "is {no:bare}; if it shows that some did, we expect {chips:bare} in 2026 in all."
    )


def _expected(due: date, today: date) -> str:
    if due < today:
        return "due by now, but is not among the reports that we read"
    return f"expected in about {due:%B %Y}"


def _again(drawn: Futures) -> str:
    return "another delivery" if drawn.has_begun else "any delivery"
