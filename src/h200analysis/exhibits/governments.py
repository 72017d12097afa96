"""Where both governments stand today, as a table and in the words of a headline."""

from collections.abc import Iterator

from h200analysis.cases import Outcome
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.labels import BEIJING, SPECIAL_OR_APPROVALS, WASHINGTON
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.tables import table
from h200analysis.futures import Futures

_SHOWN = 0.005  # states less likely than that are left out
_ALIKE = 0.2  # from here on the record hardly tells special cases from approvals


def standing(drawn: Futures) -> Exhibit:
    """Return the states in which each government may stand today, the likeliest first.

    Special cases and approvals stand together where both are likely: what is known does not tell
    them apart.

    >>> exhibits.standing(paths)
    <Exhibit '| State | Chance | |...'>
    """
    rows = [
        (words, ("{it:2bare}", {"it": chance}))
        for government in (washington(drawn), beijing(drawn))
        for words, chance in sorted(government.items(), key=lambda pair: -pair[1].value)
        if chance.value >= _SHOWN
    ]
    title = f"Where both governments stand on {day(drawn.case.ledger.as_of)}"
    return table(title, ("State", "Chance"), rows, (70, 30))


def washington(drawn: Futures) -> dict[str, Outcome]:
    """Return the chances of Washington's states today, by what they are called."""
    return dict(_told(drawn, "washington", drawn.belief.washington, WASHINGTON))


def beijing(drawn: Futures) -> dict[str, Outcome]:
    """Return the chances of Beijing's states today, by what they are called."""
    chances = dict(drawn.belief.beijing)
    labels = dict(BEIJING)
    if min(chances["special"], chances["approvals"]) > _ALIKE:
        chances["special_or_approvals"] = chances.pop("special") + chances.pop("approvals")
        labels["special_or_approvals"] = SPECIAL_OR_APPROVALS
    return dict(_told(drawn, "beijing", chances, labels))


def likeliest(government: dict[str, Outcome]) -> tuple[str, Outcome]:
    """Return the likeliest state of a government, in words, with its chance."""
    return max(government.items(), key=lambda pair: pair[1].value)


def _told(
    drawn: Futures, gate: str, chances: dict[str, float], labels: dict[str, str]
) -> Iterator[tuple[str, Outcome]]:
    for state, chance in chances.items():
        yield labels[state], drawn.outcome(f"{gate}_{state}", chance, "share", "chance")
