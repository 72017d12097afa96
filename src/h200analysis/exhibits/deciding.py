"""Who decides on deliveries, and what would change the odds: sentences that hold on any day.

Each function returns a template and its outcomes, to be set among the bullets of a first page.
"""

from calendar import monthrange
from datetime import date
from math import fsum
from typing import Any

from h200analysis.cases import Case, Outcome
from h200analysis.evidence.meetings import MEETINGS, DatedMeeting
from h200analysis.exhibits.governments import beijing, likeliest, washington
from h200analysis.exhibits.labels import of_assumption
from h200analysis.exhibits.marks import day
from h200analysis.futures import Futures
from h200analysis.inquiry.bottlenecks import NO_PERMISSION, NO_TIME, bottlenecks
from h200analysis.inquiry.priors import Sensitivity

_EVEN = 0.5
_SURE = 0.99  # from here on a state is told as a fact
Sentence = tuple[str, dict[str, Any]]


def who_decides(drawn: Futures) -> Sentence:
    """Return where both governments stand today, and how often that ends without a delivery.

    >>> exhibits.who_decides(paths)[0][:40]
    'Both governments have to approve each de'
    """
    (w_state, w_chance), (b_state, b_chance) = map(likeliest, (washington(drawn), beijing(drawn)))
    found = bottlenecks(drawn)
    further = "further " if drawn.has_begun else ""
    return (
        f"Both governments have to approve each delivery. {_standing(drawn, w_chance, b_chance)} "
        "In about {shut:bare} of the simulated futures the two governments never both allow "
        f"{further}deliveries between {_start(drawn)} and the end of the year; in about another "
        "{idle:bare} they do at some time and none arrives.",
        {
            "w_state": _without_subject(w_state),
            "w_chance": w_chance,
            "b_state": _without_subject(b_state),
            "b_chance": b_chance,
            "shut": found[NO_PERMISSION],
            "idle": found[NO_TIME],
        },
    )


def _start(drawn: Futures) -> str:
    """Return from when permission is looked for: the day up to which deliveries are counted."""
    counted = drawn.belief.reported_by
    return day(counted) if counted and counted < drawn.case.ledger.as_of else "today"


def _standing(drawn: Futures, washington: Outcome, beijing: Outcome) -> str:
    """Return where both most likely stand: what is as good as sure without its chance."""
    if drawn.belief.washington["licensed"] == washington.value < _SURE and _has_licensed(drawn):
        first = "Washington’s licences are probably still usable ({w_chance:bare})"
    else:
        first = _stands("Washington", "w", washington)
    second = _stands("Beijing", "b", beijing)
    if min(washington.value, beijing.value) > _EVEN:
        return f"{first}, and {second}."
    return f"{first}. {second}."


def _stands(government: str, key: str, chance: Outcome) -> str:
    state, share = f"{{{key}_state}}", f"({{{key}_chance:bare}})"
    if chance.value > _SURE:
        return f"{government} {state}"
    if chance.value > _EVEN:
        return f"{government} most likely {share} {state}"
    return f"The likeliest of {government}’s positions {share} is that it {state}"


def _has_licensed(drawn: Futures) -> bool:
    """Tell whether licences are known to have been granted."""
    return drawn.has_begun or drawn.case.if_known("licence_ceiling_chips") is not None


def _without_subject(state: str) -> str:
    return state.partition(" ")[2]


def what_would_change(drawn: Futures, found: Sensitivity) -> Sentence:
    """Return the leaders' next meeting, if one is expected, and the rate of ours that counts most.

    The meeting cites what was reported of it.

    >>> exhibits.what_would_change(paths, sensitivity)[0][:40]
    'A meeting of the two leaders, {when}{mee'
    """
    first = found.priors[0]
    title = of_assumption(first.used.name, first.used.title)
    rate = (
        "Of our assumptions, {title} moves the odds most: at half, the chance is {half:bare}, at "
        "double {double:bare}."
    )
    outcomes = {"title": title, "half": first.half, "double": first.double}
    meeting = next_meeting(drawn.case)
    if meeting is None:
        return f"A new decision by either government. {rate}", outcomes
    outcomes |= {"when": when(meeting, drawn.case.ledger.as_of)}
    outcomes |= {"meeting": drawn.case.cite(meeting.claims[0])}
    return f"A meeting of the two leaders, {{when}}{{meeting}}. {rate}", outcomes


def what_is_missing(drawn: Futures) -> str:
    """Return in a sentence whose word chips still wait for, as things most likely stand.

    >>> exhibits.what_is_missing(paths)[:40]
    'Licences from Washington, and Beijing’s '
    """
    belief = drawn.belief
    is_licensed = belief.washington["licensed"] >= _EVEN
    lets_in = fsum(belief.beijing[state] for state in ("special", "approvals", "open")) >= _EVEN
    if is_licensed and lets_in:
        return "Beijing approving more purchases."
    if is_licensed:
        return "Beijing’s permission to import what Washington has licensed."
    if lets_in:
        return "Licences from Washington."
    return "Licences from Washington, and Beijing’s permission to import."


def next_meeting(case: Case) -> DatedMeeting | None:
    """Return the leaders' meeting that is expected next, if there is one."""
    today = case.ledger.as_of
    known = [meeting.current for meeting in case.ledger.of(MEETINGS).values()]
    ahead = [each for each in known if (_last(each) or date.min) >= today]
    return min(ahead, key=lambda each: each.on or each.first or date.max, default=None)


def when(meeting: DatedMeeting, today: date) -> str:
    """Return in words for when a meeting is expected, of what lies ahead."""
    if meeting.on is not None:
        return "due today" if meeting.on == today else f"due on {day(meeting.on)}"
    first, last = meeting.first or today, meeting.last or today
    if last == today:
        return "expected today at the latest"
    if _is_whole(first, last):
        if (first.year, first.month) == (last.year, last.month):
            return f"expected in {last:%B %Y}"
        return f"expected between {first:%B} and {last:%B %Y}"
    return f"expected between {first.day} {first:%B} and {day(last)}"


def _last(meeting: DatedMeeting) -> date | None:
    return meeting.on or meeting.last


def _is_whole(first: date, last: date) -> bool:
    """Tell whether a window holds whole months."""
    return first.day == 1 and last.day == monthrange(last.year, last.month)[1]
