"""Short words for what a notebook looks at most: outcomes, spreads, claims, cases and ledgers."""

from collections.abc import Callable, Iterable
from functools import singledispatch
from typing import Any

from h200analysis.cases import Case, Outcome, Spread
from h200analysis.counting import counted
from h200analysis.errors import OperationError
from h200analysis.evidence import Claim, Ledger
from h200analysis.exhibits import ranges, strips
from h200analysis.exhibits.bundle import NO_MATHEMATICS
from h200analysis.exhibits.labels import STATISTICS
from h200analysis.exhibits.marks import claimed, day, html_escaped, leading, quoted
from h200analysis.exhibits.prose import Page, signs
from h200analysis.exhibits.sentences import say
from h200analysis.exhibits.tables import table

_MOST = 4  # claims that are named; the notes below an outcome name all


@singledispatch
def lines(record: Any) -> list[str]:
    """Return a record in a few lines of plain text."""
    raise OperationError(f"{type(record).__name__} has no summary.")


@lines.register
def _outcome(outcome: Outcome) -> list[str]:
    grounds = _listed(leading(outcome.inputs, outcome.ledger)) or "no report"
    return [f"{_figure(outcome)} ({_statistic(outcome)}), from {grounds}"]


@lines.register
def _spread(spread: Spread) -> list[str]:
    middle, low, high, mean = map(_figure, (spread.middle, spread.low, spread.high, spread.mean))
    words = f"median {middle}, {ranges.likely(low, high)}, mean {mean}"
    return [f"{words}  {strips.text(spread.density)}" if spread.density else words]


@lines.register
def _claim(claim: Claim) -> list[str]:
    made = "said on" if claim.forecast else "true of"
    return [
        f"{quoted(claim)}: {claimed(claim)}",
        f"{claim.subject}: {claim.metric}",
        f"{made} {day(claim.as_of)}; {claim.attribution}; source {claim.source}",
        claim.paraphrase,
    ]


@lines.register
def _case(case: Case) -> list[str]:
    by_hand = _listed(f"{name} = {value}" for name, value in case.by_hand.items())
    return [
        f"Case as of {day(case.ledger.as_of)}, scenario {case.scenario}",
        f"set by hand: {by_hand or 'nothing'}",
        f"answered so far from {counted(len(case.used()), 'input')} "
        f"and {counted(len(case.sources()), 'claim')}",
    ]


@lines.register
def _ledger(ledger: Ledger) -> list[str]:
    newest = f", the newest of {day(ledger.newest())}" if ledger.sources else ""
    return [
        f"Ledger as of {day(ledger.as_of)}",
        f"{counted(len(ledger.sources), 'source')}{newest}",
        f"{counted(len(ledger.claims), 'claim')}, "
        f"{counted(len(ledger.conflicts), 'conflict group')}",
        f"{counted(len(ledger.parameters), 'parameter')}, "
        f"{counted(len(ledger.scenarios), 'scenario')}",
        counted(len(ledger.measures), "measure"),
    ]


def _outcome_html(outcome: Outcome) -> str:
    return say(f"{{it}} ({_statistic(outcome)}).", it=outcome).html


def _spread_html(spread: Spread) -> str:
    shown = (spread.low, spread.middle, spread.high, spread.mean)
    rows = [(_statistic(outcome), outcome) for outcome in shown]
    shape = strips.html(spread.density, spread.middle) if spread.density else ""
    return shape + table(spread.middle.name, ("Statistic", "Value"), rows).html


_HTML: dict[type, Callable[[Any], str]] = {Outcome: _outcome_html, Spread: _spread_html}


def html(record: Any) -> str:
    """Return a record as HTML: figures with their sources below them, anything else as lines."""
    first, *rest = map(html_escaped, lines(record))
    write = _HTML.get(type(record))
    inner = write(record) if write else "<br>".join([f"<b>{first}</b>", *rest])
    return f'<div class="{NO_MATHEMATICS}">{inner}</div>'


def register(formatters: Any) -> None:
    """Have IPython's formatters, by mimetype, show these records by their summaries."""
    for kind in (Outcome, Spread, Claim, Case, Ledger):
        formatters["text/html"].for_type(kind, html)
        formatters["text/plain"].for_type(kind, _print)


def _print(record: Any, printer: Any, _: bool) -> None:
    printer.text("\n".join(lines(record)))


def _figure(outcome: Outcome) -> str:
    return Page().text(outcome) + signs(outcome)


def _statistic(outcome: Outcome) -> str:
    return STATISTICS.get(outcome.statistic, outcome.statistic)


def _listed(names: Iterable[str]) -> str:
    """Return names joined by commas, the first few and how many more there are."""
    listed = list(names)
    more = f" and {len(listed) - _MOST} more" if len(listed) > _MOST else ""
    return ", ".join(listed[:_MOST]) + more
