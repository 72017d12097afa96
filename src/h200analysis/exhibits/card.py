"""One claim on a card for the terminal: who says it, who differs, and what rests on it."""

from collections.abc import Iterator

from h200analysis.cases import Case, Outcome
from h200analysis.evidence import Claim, Ledger
from h200analysis.evidence.qualifiers import spread
from h200analysis.exhibits.characters import printable
from h200analysis.exhibits.marks import after, day
from h200analysis.exhibits.wording import EXACT, worded
from h200analysis.inquiry.claims import figures_on, moves, parameters_citing, touched

_INDENT = "    "


def card(ledger: Ledger, name: str) -> str:
    """Return a claim with its source, its rivals, and the parameters and figures that use it."""
    claim = ledger.claim(name)
    parts = [
        [name, f"{_INDENT}{claim.paraphrase}", *_said(claim)],
        _source(ledger, name),
        _hedge(ledger, claim),
        _replaced(ledger, name),
        _rivals(ledger, claim),
        _uses(ledger, name),
        _roles(ledger, name),
    ]
    return printable("\n".join(line for part in parts for line in part) + "\n")


def touching(ledger: Ledger, claim: Claim) -> str:
    """Return which parameters a claim touches, and how the headlines would move with its figure."""
    names = touched(ledger, claim)
    if not names or claim.middle is None:
        return "No parameter chooses among claims like this one; no figure moves.\n"
    lines = []
    for name in names:
        parameter = ledger.parameter(name)
        now = worded(parameter.current.central, parameter.unit, EXACT)
        chosen = parameter.current.choice or "cited"
        lines.append(f"{name} rests on claims like this one ({chosen}); it is {now}.")
        scopes = {ledger.claims[cited].scope for cited in parameter.current.claims}
        if claim.scope not in scopes:
            other = " and ".join(sorted(scope or "no scope" for scope in scopes))
            lines.append(f"{_INDENT}Mind the scope: “{claim.scope or 'none'}” here, {other} there.")
        lines.append(f"{_INDENT}Were it {figure(claim)}:")
        moved = moves(Case(ledger), name, claim.middle)
        lines += [
            f"{_INDENT}{move.label}: {_worded(move.before)} -> {_worded(move.after)}"
            for move in moved
        ] or [f"{_INDENT}no headline moves"]
    lines.append("The parameters stay as they are until a new value of theirs cites the claim.")
    return "\n".join(lines) + "\n"


def figure(claim: Claim) -> str:
    """Return a claim's figure in words."""
    if claim.bounds is None or claim.unit is None:
        return "no figure"
    low, high = (worded(end, claim.unit) for end in claim.bounds)
    return low if claim.value is not None else f"{low} to {high}"


def _said(claim: Claim) -> Iterator[str]:
    yield f"{_INDENT}{claim.subject}: {claim.metric}"
    origin = f" ({claim.origin})" if claim.origin else ""
    yield f"{_INDENT}{figure(claim)}, “{claim.qualifier}”, {claim.attribution}{origin}"
    kind = "said on" if claim.forecast else "true of"
    yield f"{_INDENT}{kind} {day(claim.as_of)}, recorded on {day(claim.recorded)}"


def _source(ledger: Ledger, name: str) -> list[str]:
    source = ledger.source_of(name)
    who = " ".join(filter(None, (source.publisher, after(ledger.claim(name), source))))
    when = day(source.published, source.precision)
    lines = [f"Source: {who}, {when} ({source.kind}, tier {source.tier})"]
    lines.append(f"{_INDENT}{source.title}")
    return [*lines, f"{_INDENT}{source.url}"] if source.url else lines


def _hedge(ledger: Ledger, claim: Claim) -> list[str]:
    found = spread(claim, ledger.rules.qualifiers)
    if found is None or claim.unit is None:
        return []
    rule = ledger.rules.qualifiers[found.rule]
    ends = f"{worded(found.low, claim.unit)} to {worded(found.high, claim.unit)}"
    held = f"{found.credibility:.0%} of it"
    return [f"In numbers: {ends}, {held} ({found.shape}; the rule for “{rule.title}”)"]


def _replaced(ledger: Ledger, name: str) -> list[str]:
    older = ledger.claim(name).supersedes
    newer = [other for other, claim in ledger.claims.items() if claim.supersedes == name]
    lines = [f"Supersedes: {older}"] if older else []
    return lines + ([f"Superseded by: {', '.join(newer)}"] if newer else [])


def _rivals(ledger: Ledger, claim: Claim) -> Iterator[str]:
    group = claim.conflict_group
    if group is None:
        return
    record = ledger.conflicts[group]
    yield f"Conflict group {group}: {record.question}"
    for pool in ledger.pools(group):
        scope = f"{pool.scope}: " if pool.scope else ""
        for name, rival in pool.claims.items():
            weight = (
                f", weight {pool.weights[name]:.0%}"
                if len(pool.weights) > 1 and name in pool.weights
                else ""
            )
            yield f"{_INDENT}{scope}{name} {figure(rival)}{weight}"
        if pool.unit and pool.mean is not None and not pool.agrees:
            low, high = worded(pool.low or 0.0, pool.unit), worded(pool.high or 0.0, pool.unit)
            yield f"{_INDENT}{scope}pooled {worded(pool.mean, pool.unit)}, range {low} to {high}"
    choosing = (parameters_citing(ledger, name) for name in ledger.group(group))
    if not any(choosing):
        yield f"{_INDENT}no parameter chooses among them; data/conflicts.toml says why"


def _uses(ledger: Ledger, name: str) -> Iterator[str]:
    parameters = parameters_citing(ledger, name)
    if not parameters:
        yield "No parameter rests on it."
        return
    now = ", ".join(p if current else f"{p} (formerly)" for p, current in parameters.items())
    yield f"Parameters that rest on it: {now}"
    figures = figures_on(Case(ledger), name)
    yield "Figures that rest on it:" if figures else "No figure rests on it now."
    for found in figures:
        yield f"{_INDENT}{found.formula:<44} {_worded(found)}"


def _roles(ledger: Ledger, name: str) -> Iterator[str]:
    """Say what else rests on a claim: how policy stands, answers, figures computed again."""
    for state in ledger.policy_states:
        if name in state.claims:
            yield f"Policy is taken to stand as {state.state} since {day(state.since)} by it."
    if any(name in policy.claims for policy in ledger.policies):
        yield "What is supposed of the states of policy leans on it."
    for question in ledger.questions.values():
        if question.outcome and name in question.outcome.claims:
            yield f"It answers: {question.title}"
    for figure_ in ledger.published.values():
        if name in figure_.claims:
            yield f"Computed again with it ({figure_.finding}): {figure_.title}"


def _worded(outcome: Outcome) -> str:
    return worded(outcome.value, outcome.unit)
