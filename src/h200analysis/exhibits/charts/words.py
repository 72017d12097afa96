"""The figures of a chart: printed by the rule of every page, recorded as every page records."""

from collections.abc import Iterable

from h200analysis.cases import Outcome
from h200analysis.exhibits.bundle import ExhibitError
from h200analysis.exhibits.charts.lines import unbroken
from h200analysis.exhibits.prose import Page, signs
from h200analysis.exhibits.wording import form


def printed(page: Page, outcome: Outcome, spec: str = "") -> str:
    """Record a figure, and return it with its signs as one unbroken word.

    `spec` is its format as in a sentence: "2" for two digits.
    """
    page.put(outcome, spec)
    return unbroken(page.text(outcome, spec) + signs(outcome))


def without_unit(text: str, unit: str) -> str:
    """Return a printed figure without the word of its unit, where the first one has named it."""
    after = unbroken(form(unit).after)
    return text.replace(after, "", 1) if after.startswith("\u00a0") else text


def one_unit(name: str, outcomes: Iterable[Outcome]) -> str:
    """Return the unit that all have; a chart has one scale."""
    units = {outcome.unit for outcome in outcomes}
    if len(units) != 1:
        found = ", ".join(sorted(units)) or "none"
        raise ExhibitError(f"The chart {name!r} has values in {found}; give it values of one unit.")
    return units.pop()


def plain(text: str) -> str:
    """Return the words of a chart as a sentence has them, with ordinary spaces."""
    return text.replace("\u00a0", " ")
