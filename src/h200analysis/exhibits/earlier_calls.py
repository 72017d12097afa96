"""Our own earlier calls beside what came of them, with their scores."""

from h200analysis.cases import Outcome
from h200analysis.evidence.questions import QUESTIONS
from h200analysis.exhibits.bundle import Exhibit, joined
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.sentences import say
from h200analysis.exhibits.tables import Cell, table
from h200analysis.inquiry.calls import AmountCall, OddsCall, amount_calls, odds_calls
from h200analysis.inquiry.changes import Changes

_NONE_ASKED = "No forecast had been locked by {day}, so there is nothing to score."
_NOTHING = "No forecast that was open on {day} has been answered since."
_MEASURES = (
    "Lower scores are better. For a chance the score is the squared distance to what came (Brier); "
    "the score to beat is that of the base rate: how often Chinese blocks on chips have ended "
    "before. For a number of chips it is the distance in chips over the whole forecast (CRPS); the "
    "score to beat is that of “no more than on that day”. All rows follow one course of events: "
    "together they are one test."
)
_COLUMNS = ("Question", "What we said", "What came", "Our score", "Score to beat")


def earlier_calls(found: Changes) -> Exhibit:
    """Return what we said on the earlier day and what came of it, with scores.

    >>> exhibits.earlier_calls(found)
    <Exhibit 'No forecast had been locked by 13 January 2026, so there...'>
    """
    before, ledger = found.before, found.after.case.ledger
    rows = [
        *(_odds(each) for each in odds_calls(before, ledger)),
        *(_amount(each) for each in amount_calls(before, ledger)),
    ]
    if not rows:
        return say(_unanswered(found))
    title = f"What we said on {day(found.since)}, and what came"
    return joined(say(_MEASURES), table(title, _COLUMNS, rows, (32, 24, 16, 14, 14)))


def calls_in_short(found: Changes) -> Cell:
    """Return in a sentence our chances of the last month without one and the first with one.

    >>> exhibits.calls_in_short(found)[0][:40]
    'No forecast had been locked by 13 Januar'
    """
    calls = odds_calls(found.before, found.after.case.ledger)
    if not calls:
        return _unanswered(found), {}
    shown = [*[each for each in calls if not each.came][-1:], *[c for c in calls if c.came][:1]]
    told = [f"{{c{n}:bare}} by {_end(each)} ({_came(each)})" for n, each in enumerate(shown)]
    return (
        f"On {day(found.since)} we put the chance of any delivery at {' and '.join(told)}.",
        {f"c{n}": each.said for n, each in enumerate(shown)},
    )


def _unanswered(found: Changes) -> str:
    """Return why no call of the earlier day is scored."""
    questions = found.after.case.ledger.of(QUESTIONS).values()
    asked = any(question.since <= found.since for question in questions)
    return (_NOTHING if asked else _NONE_ASKED).format(day=day(found.since))


def _odds(each: OddsCall) -> tuple[Cell, ...]:
    return (
        each.question.title, _bare(each.said), _outcome(each), _bare(each.score),
        _bare(each.base_rate),
    )  # fmt: skip


def _amount(each: AmountCall) -> tuple[Cell, ...]:
    said = (
        "{mean:bare} expected; {low:bare} to {high:bare}",
        {"mean": each.said.mean, "low": each.said.low, "high": each.said.high},
    )
    inside = "inside" if each.is_covered else "outside"
    came = f"{each.came:,.0f}, {inside} the range" if each.came else f"none, {inside} the range"
    return each.question.title, said, came, _bare(each.score), _bare(each.unchanged)


def _bare(outcome: Outcome) -> Cell:
    return "{it:2bare}", {"it": outcome}


def _came(each: OddsCall) -> str:
    return "it came" if each.came else "none came"


def _outcome(each: OddsCall) -> str:
    return "Delivered" if each.came else "No delivery"


def _end(each: OddsCall) -> str:
    return f"the end of {each.question.by:%B}"
