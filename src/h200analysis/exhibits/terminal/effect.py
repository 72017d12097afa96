"""What a new claim would move, before it is written: parameters, headlines, and the belief."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Column

from h200analysis.cases import Case, Outcome
from h200analysis.evidence import Claim, Ledger, Parameter
from h200analysis.evidence.readings import READINGS, weighed
from h200analysis.exhibits.labels import GATES, STATES, of_result
from h200analysis.exhibits.marks import claimed, day
from h200analysis.exhibits.terminal.card import INDENT
from h200analysis.exhibits.terminal.chances import chance
from h200analysis.exhibits.terminal.console import HEAD, NAME, WARNING, line, table
from h200analysis.exhibits.wording import EXACT, worded
from h200analysis.inquiry.chronicle import ANY, BEIJING, CHIPS, WASHINGTON, measured, states_of
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


def of_reading(before: Ledger, after: Ledger, name: str) -> Iterator[RenderableType]:
    """Yield how a claim's reading would move the belief of a day, between its two ledgers."""
    reading = after.of(READINGS)[name]
    yield line(("Read as evidence: ", HEAD), f"{reading.title}.")
    counting = {each.report: each.claim for each in weighed(after) if each.gate == reading.gate}
    if (other := counting[reading.report]) != name:
        yield line(f"It moves nothing: {other} carries the same report.", indent=INDENT)
        return
    now, then = (measured(draws=65_536)(Case(ledger)) for ledger in (before, after))
    rows = [
        ("Chance of any delivery in 2026", chance(now[ANY]), chance(then[ANY])),
        ("Chips by 31 December, mean",
         worded(now[CHIPS], "chip"), worded(then[CHIPS], "chip")),
        *((f"{GATES[gate]} {STATES[state]}", chance(p), chance(states_of(gate, then)[state]))
          for gate in (WASHINGTON, BEIJING) for state, p in states_of(gate, now).items()),
    ]  # fmt: skip
    columns = Column(), Column("before", justify="right"), Column("after", justify="right")
    yield line((f"The belief of {day(after.as_of)} would move:", HEAD))
    yield table(*columns, rows=rows, indent=INDENT)


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
