"""The registers of the model: every input with its ground, and every formula with its unit."""

from dataclasses import replace

from h200analysis.cases import Case
from h200analysis.cases.formulas import formulas, summary
from h200analysis.evidence import Estimate, Ledger, Parameter
from h200analysis.exhibits.bundle import Exhibit, joined
from h200analysis.exhibits.marks import day, publication
from h200analysis.exhibits.prose import LATE
from h200analysis.exhibits.tables import table
from h200analysis.exhibits.wording import symbol, worded

_LATE = f"{LATE} recorded after the day of this edition"
_CHOICES = {
    "agreed": "reports agree",
    "best_tier": "best source",
    "newest": "newest report",
    "earliest": "earliest report",
    "pooled": "pooled",
}


def inputs(case: Case) -> Exhibit:
    """Return every input of the day: value, range, ground, and when we judged it.

    First those that rest on reports, then our assumptions.

    >>> exhibits.inputs(case)
    <Exhibit '| Input | Value | Ground | Recorded | |...'>
    """
    ledger = case.ledger
    known = ledger.parameters.values()
    reported = [_input(ledger, each) for each in known if each.current.claims]
    assumed = [_input(ledger, each) for each in known if not each.current.claims]
    columns = ("Input", "Value", "Ground", "Recorded")
    widths = (26, 22, 38, 14)
    made = joined(
        table(f"Inputs that rest on reports ({_LATE})", columns, reported, widths),
        table(f"Inputs that we assume ({_LATE})", columns, assumed, widths),
    )
    claims = (each.current.claims[0] for each in known if each.current.claims)
    return replace(made, claims=tuple(dict.fromkeys(claims)))


def formula_register() -> Exhibit:
    """Return every formula of the model with what it gives and its unit.

    >>> exhibits.formula_register()
    <Exhibit '| Formula | What it gives | Unit | |...'>
    """
    rows = [
        (made.label, summary(made.function).rstrip("."), _unit(made.result))
        for made in formulas().values()
    ]
    return table("Formulas of the model", ("Formula", "What it gives", "Unit"), rows, (30, 56, 14))


def _input(ledger: Ledger, parameter: Parameter) -> tuple[str, ...]:
    now = parameter.current
    late = LATE if now.recorded > ledger.as_of else ""
    return (
        parameter.title,
        _value(parameter),
        _ground(ledger, now),
        f"{day(now.recorded)}{late}",
    )


def _value(parameter: Parameter) -> str:
    """Return the value with its range, or the counts that it was drawn from."""
    now, unit = parameter.current, parameter.unit
    if now.counts is not None:
        events, others = now.counts
        if now.shape == "gamma":
            return f"{events:g} in {others:.0f} weeks"
        return f"{events / (events + others):.0%}, as if from {events + others:g} cases"
    middle = worded(now.central, unit)
    if now.low is None or now.high is None:
        return f"{middle}, spread by the words of the report" if now.hedge else middle
    share = f"{now.credibility:.0%} range" if now.credibility else "range"
    return f"{middle} ({share} {worded(now.low, unit)} to {worded(now.high, unit)})"


def _ground(ledger: Ledger, now: Estimate) -> str:
    if not now.claims:
        return now.assumed or ""
    claim = now.claims[0]
    source = publication(ledger.claim(claim), ledger.source_of(claim))
    more = f" and {len(now.claims) - 1} more" if len(now.claims) > 1 else ""
    why = now.because or (_CHOICES.get(now.choice or "", "") if more else "")
    return f"{source}{more}{f': {why}' if why else ''}"


def _unit(result: object) -> str:
    return symbol(result) if isinstance(result, str) else "several"
