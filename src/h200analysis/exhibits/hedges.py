"""The words with which a report hedges a parameter's value, to be printed before the number."""

from h200analysis.cases import Case
from h200analysis.evidence import qualifiers

_WORDS = {"above": "more than ", "below": "up to ", "lognormal": "about "}


def hedge(case: Case, name: str) -> str:
    """Return how the report behind a parameter hedges it: "more than ", "up to ", "about ", or "".

    A value that a scenario or a hand put in its place has no hedge.

    >>> exhibits.hedge(case, "orders_chips")
    'more than '
    """
    used = case.evaluate(name).inputs[0]
    parameter = case.ledger.parameters.get(used.name)
    if used.supposed or parameter is None:
        return ""
    now, ledger = parameter.current, case.ledger
    giving = (claim for claim in now.claims if ledger.claim(claim).value == now.central)
    hedged = now.hedge or next(giving, None)
    if hedged is None:
        return ""
    claim = ledger.claim(hedged)
    found = qualifiers.spread(claim, case.ledger.rules.qualifiers)
    return _WORDS.get(found.shape, "") if found else ""
