"""What a new claim would move, before it is written: parameters, and headlines by their values."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Column

from h200analysis.cases import Case, Outcome
from h200analysis.evidence import Claim, Ledger, Parameter
from h200analysis.exhibits.labels import of_result
from h200analysis.exhibits.marks import claimed
from h200analysis.exhibits.terminal.card import INDENT
from h200analysis.exhibits.terminal.console import HEAD, NAME, WARNING, line, table
from h200analysis.exhibits.wording import EXACT, worded
from h200analysis.inquiry.claims import moves, touched


def effect(ledger: Ledger, claim: Claim) -> Iterator[RenderableType]:
    """Yield which parameters a claim touches, and how the headlines would move with its figure."""
    names = touched(ledger, claim)
    if not names or claim.middle is None:
        yield line("No parameter chooses among claims like this one; no figure moves.")
        return
    for name in names:
        parameter = ledger.parameter(name)
        now = worded(parameter.current.central, parameter.unit, EXACT)
        chosen = parameter.current.choice or "cited"
        yield line((name, NAME), f" rests on claims like this one ({chosen}); it is {now}.")
        yield from _scope(ledger, claim, parameter)
        yield line((f"Were it {claimed(claim)}:", HEAD), indent=INDENT)
        yield _moved(Case(ledger), name, claim.middle)
    yield line("The parameters stay as they are until a new value of theirs cites the claim.")


def _scope(ledger: Ledger, claim: Claim, parameter: Parameter) -> Iterator[RenderableType]:
    scopes = {ledger.claims[cited].scope for cited in parameter.current.claims}
    if claim.scope not in scopes:
        other = " and ".join(sorted(scope or "no scope" for scope in scopes))
        caution = f"Mind the scope: “{claim.scope or 'none'}” here, {other} there."
        yield line((caution, WARNING), indent=INDENT)


def _moved(case: Case, parameter: str, value: float) -> RenderableType:
    rows = [
        (f"{of_result(move.before.formula)}:", f"{_worded(move.before)} -> {_worded(move.after)}")
        for move in moves(case, parameter, value)
    ]
    if not rows:
        return line("no headline moves", indent=INDENT)
    return table(Column(), Column(), rows=rows, indent=INDENT, is_headed=False)


def _worded(outcome: Outcome) -> str:
    return worded(outcome.value, outcome.unit)
