"""One claim on a card: who says it, who differs, and what rests on it."""

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.table import Column

from h200analysis.cases import Case
from h200analysis.evidence import Claim, Ledger
from h200analysis.evidence.conflicts import Pool
from h200analysis.evidence.kind import Kind, cited_by
from h200analysis.evidence.observations import OBSERVATIONS
from h200analysis.evidence.published import PUBLISHED
from h200analysis.evidence.qualifiers import spread
from h200analysis.evidence.questions import QUESTIONS
from h200analysis.evidence.readings import READINGS
from h200analysis.evidence.record import Record
from h200analysis.exhibits.labels import GATES, STATES
from h200analysis.exhibits.marks import claimed, day, publication, quoted
from h200analysis.exhibits.terminal.chances import chance
from h200analysis.exhibits.terminal.console import HEAD, NAME, QUIET, line, table
from h200analysis.exhibits.wording import worded
from h200analysis.inquiry.claims import counts_for, figures_on, parameters_citing, read_with

INDENT = 4


def card(ledger: Ledger, name: str) -> Iterator[RenderableType]:
    """Yield a claim with its source, its rivals, and the parameters and figures that use it."""
    claim = ledger.claim(name)
    yield line((name, f"{HEAD} {NAME}"))
    yield from _said(claim)
    yield from _source(ledger, name)
    yield from _hedge(ledger, claim)
    yield from _replaced(ledger, name)
    yield from _rivals(ledger, claim)
    yield from _uses(ledger, name)
    yield from _roles(ledger, name)
    yield from _belief(ledger, name)


def _said(claim: Claim) -> Iterator[RenderableType]:
    yield line(claim.paraphrase, indent=INDENT)
    yield line(f"{claim.subject}: {claim.metric}", indent=INDENT)
    origin = f" ({claim.origin})" if claim.origin else ""
    words = f", {quoted(claim)}, {claim.attribution}{origin}"
    yield line((claimed(claim), HEAD), words, indent=INDENT)
    kind = "said on" if claim.forecast else "true of"
    when = f"{kind} {day(claim.as_of)}, recorded on {day(claim.recorded)}"
    yield line(when, indent=INDENT)


def _source(ledger: Ledger, name: str) -> Iterator[RenderableType]:
    source = ledger.source_of(name)
    reported = publication(ledger.claim(name), source)
    yield line(("Source: ", HEAD), f"{reported} ({source.kind}, tier {source.tier})")
    yield line(source.title, indent=INDENT)
    if source.url:
        yield line((source.url, QUIET), indent=INDENT)


def _hedge(ledger: Ledger, claim: Claim) -> Iterator[RenderableType]:
    hedge = spread(claim, ledger.rules.qualifiers)
    if hedge is None or claim.unit is None:
        return
    rule = ledger.rules.qualifiers[hedge.rule]
    ends = f"{worded(hedge.low, claim.unit)} to {worded(hedge.high, claim.unit)}"
    held = f"{hedge.credibility:.0%} of it ({hedge.shape}; the rule for “{rule.title}”)"
    yield line(("In numbers: ", HEAD), f"{ends}, {held}")


def _replaced(ledger: Ledger, name: str) -> Iterator[RenderableType]:
    if older := ledger.claim(name).supersedes:
        yield line(("Supersedes: ", HEAD), (older, NAME))
    newer = [other for other, claim in ledger.claims.items() if claim.supersedes == name]
    if newer:
        yield line(("Superseded by: ", HEAD), (", ".join(newer), NAME))


def _rivals(ledger: Ledger, claim: Claim) -> Iterator[RenderableType]:
    group = claim.conflict_group
    if group is None:
        return
    yield line((f"Conflict group {group}: ", HEAD), ledger.conflicts[group].question)
    rows = [row for pool in ledger.pools(group) for row in _pool(pool)]
    columns = [Column(style=NAME), Column(), Column(), Column(style=QUIET)]
    yield table(*columns, rows=rows, indent=INDENT, is_headed=False)
    if not any(parameters_citing(ledger, name) for name in ledger.group(group)):
        reason = "no parameter chooses among them; data/conflicts.toml says why"
        yield line(reason, indent=INDENT)


def _pool(pool: Pool) -> Iterator[tuple[str, ...]]:
    """Yield the claims of a pool with figure, weight and scope, and what they come to."""
    scope = pool.scope or ""
    for name, rival in pool.claims.items():
        is_weighed = len(pool.weights) > 1 and name in pool.weights
        weight = f"weight {pool.weights[name]:.0%}" if is_weighed else ""
        yield name, claimed(rival), weight, scope
    if pool.unit and pool.mean is not None and not pool.agrees:
        low, high = worded(pool.low or 0.0, pool.unit), worded(pool.high or 0.0, pool.unit)
        yield "pooled", worded(pool.mean, pool.unit), f"range {low} to {high}", scope


def _uses(ledger: Ledger, name: str) -> Iterator[RenderableType]:
    parameters = parameters_citing(ledger, name)
    if not parameters:
        yield line("No parameter rests on it.")
        return
    now = ", ".join(p if current else f"{p} (formerly)" for p, current in parameters.items())
    yield line(("Parameters that rest on it: ", HEAD), now)
    figures = figures_on(Case(ledger), name)
    if not figures:
        yield line("No figure rests on it now.")
        return
    yield line(("Figures that rest on it:", HEAD))
    rows = [(figure.formula, worded(figure.value, figure.unit)) for figure in figures]
    columns = Column(style=NAME), Column(justify="right")
    yield table(*columns, rows=rows, indent=INDENT, is_headed=False)


_SAID = {
    QUESTIONS: "It answers",
    PUBLISHED: "Computed again with it",
    READINGS: "It is read as evidence on policy",
    OBSERVATIONS: "It is read as evidence on an amount",
}


def _roles(ledger: Ledger, name: str) -> Iterator[RenderableType]:
    """Say what else rests on a claim: readings, answers, figures computed again."""
    for kind, records in ledger.kinds.items():
        said = _SAID.get(kind, f"Cited by {kind.name}")
        speaking = (r for key, r in records.items() if _speaks_of(kind, key, r, name))
        yield from (line(f"{said}: {getattr(record, 'title', kind.name)}") for record in speaking)


def _belief(ledger: Ledger, name: str) -> Iterator[RenderableType]:
    """Say what a claim's reading does to the belief of the day, if there is one of that day."""
    counting = counts_for(ledger, name)
    if counting is None or not {"arrival_rate", "report_weeks"} <= ledger.parameters.keys():
        return
    reading = ledger.of(READINGS)[name]
    yield line(reading.because, indent=INDENT)
    if counting != name:
        yield line(f"It moves nothing: {counting} carries the same report.", indent=INDENT)
        return
    before, after = read_with(Case(ledger), name)
    yield line((f"What is believed on {day(ledger.as_of)}:", HEAD))
    rows = [
        ("Any delivery in 2026", before.any_by_end, after.any_by_end),
        ("Both governments let chips pass", before.passing, after.passing),
        *((f"{GATES[gate]} {STATES[state]}", p, now[state])
          for gate, then, now in (("washington", before.washington, after.washington),
                                  ("beijing", before.beijing, after.beijing))
          for state, p in then.items() if gate == reading.gate),
    ]  # fmt: skip
    told = [(said, chance(without), chance(with_it)) for said, without, with_it in rows]
    columns = Column(), Column("without", justify="right"), Column("with", justify="right")
    yield table(*columns, rows=told, indent=INDENT)


def _speaks_of(kind: Kind[Any], key: str, record: Record, claim: str) -> bool:
    """Return whether a record cites a claim, or bears its name as one that is said of a claim."""
    return claim in cited_by(record) or (kind.is_of_claims and key == claim)
