"""What stands at the end of a briefing: assumptions, conflicts, how to rebuild it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from h200analysis.cases import Case, Input
from h200analysis.cases.evaluation import Asked
from h200analysis.evidence.conflicts import Pool
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.marks import (
    claimed,
    day,
    hindsight,
    html_escaped,
    publication,
    quoted,
)
from h200analysis.exhibits.prose import DAGGER, Page
from h200analysis.exhibits.tables import Cell, table
from h200analysis.exhibits.wording import worded
from h200analysis.inquiry.claims import under_each as each_alone

_QUALITY = {"green": "sound", "amber": "fair", "red": "weak"}


def assumptions(
    case: Case, headline: Asked, label: str, spec: str = "", *, most: int
) -> Exhibit | None:
    """Return the assumptions of ours that move the headline, and what half of each would give.

    `label` is what the headline formula is called in the table, and `spec` how it is printed, as in
    the headline itself. The `most` that move it furthest are shown, the strongest first; nothing
    where none does.
    """
    page = Page(signed=False, marked=False)
    before = case.evaluate(headline).value
    every = _assumed(case)
    late = _hindsight(case, every)
    moves = []
    for used in every:
        half = case.halved(used.name).evaluate(headline)
        if move := half.value - before:
            moves.append((-abs(move), used, half))
    shown = sorted(moves, key=lambda found: found[0])[:most]
    if not shown:
        return None
    for _, _, half in shown:
        page.put(half, spec)
    rows = [
        _assumption(case, used, page.text(half, spec), each=not late) for _, used, half in shown
    ]
    columns = ("Assumption", "Value", "Why", "Ground", f"{label}, with half of it")
    title = ", ".join(filter(None, ("Assumptions of ours", hindsight(late))))
    made = table(title, columns, rows, widths=(20, 12, 40, 8, 20))
    return replace(made, figures=tuple(page.figures))


def _assumed(case: Case) -> list[Input]:
    """Return the parameters of ours that the case has used, each with its own value first."""
    known = case.ledger.parameters
    ours = (used for used in case.used() if used.assumption and used.name in known)
    return list({used.name: used for used in reversed(list(ours))}.values())[::-1]


def _hindsight(case: Case, every: Sequence[Input]) -> list[date]:
    """Return the days on which the assumptions were judged, if all were after the event."""
    days = sorted({case.ledger.parameter(used.name).current.recorded for used in every})
    return days if days and days[0] > case.ledger.as_of else []


def _assumption(case: Case, used: Input, moved: str, *, each: bool) -> tuple[str, ...]:
    """Return a row of the table; `each` says in it whether it was judged after the event."""
    parameter = case.ledger.parameter(used.name)
    why = used.assumption or ""
    recorded = parameter.current.recorded
    if each and recorded > case.ledger.as_of:
        why = f"{why} ({hindsight([recorded])})"
    value = f"{worded(used.value, used.unit)}{DAGGER}"
    return used.title, value, why, _QUALITY[parameter.current.quality], moved


def conflicts(case: Case, *groups: str) -> Exhibit:
    """Return the claims of conflict groups side by side, each with what it speaks of.

    Figures that differ on the same thing are followed by their pool, weighed by source tier, and
    its range; nothing is ever averaged over different scopes. A claim that the case computes with
    is marked so.
    """
    cited = {claim for used in case.used() for claim in used.claims}
    rows: list[Sequence[str]] = []
    shown: list[str] = []
    known = [group for group in groups if group in case.ledger.conflicts]
    for group in known:
        title = case.ledger.conflicts[group].title
        for pool in filter(differs, case.ledger.pools(group)):
            for name, claim in pool.claims.items():
                who = _who(case, name)
                used = "yes" if name in cited else ""
                scope = f" ({pool.scope})" if pool.scope else ""
                rows.append((title, quoted(claim), claimed(claim) + scope, who, used))
            rows.append((title, *_pooled(pool)))
            shown += pool.claims
    made = _side_by_side(rows)
    return replace(made, claims=tuple(shown))


def differs(pool: Pool) -> bool:
    """Tell whether reports on the same thing differ in what is printed of them."""
    return len({claimed(pool.claims[name]) for name in pool.weights}) > 1


def _side_by_side(rows: Sequence[Sequence[str]]) -> Exhibit:
    """Return the reports as a table, which says of each whether it is used here if any is."""
    columns = ("Quantity", "As reported", "Figure", "By", "Used here")
    widths = (14, 24, 20, 32, 10)
    kept = len(columns) if any(row[-1] for row in rows) else len(columns) - 1
    shown = [row[:kept] for row in rows]
    title = "Where reports disagree"
    return table(title, columns[:kept], shown, widths=widths[:kept])


def _who(case: Case, claim: str) -> str:
    """Return who reported a claim, when, and after whom."""
    return publication(case.ledger.claim(claim), case.ledger.source_of(claim))


def _pooled(pool: Pool) -> tuple[str, ...]:
    mean, low, high = (worded(v or 0.0, pool.unit or "") for v in (pool.mean, pool.low, pool.high))
    return "weighted by the quality of the sources", mean, f"range {low} to {high}", ""


def under_each(case: Case, parameter: str, group: str, formula: Asked, label: str) -> Exhibit:
    """Return a figure under each claim of a group alone, and under their pool.

    >>> exhibits.under_each(case, "unit_price_usd", "price", "gap_at_list", "Shortfall")
    <Exhibit '| By whom | As reported | Shortfall | |...'>
    """
    alone, pooled = each_alone(case, parameter, group, formula)
    rows: list[Sequence[Cell]] = []
    for name, outcome in alone.items():
        rows.append((_who(case, name), claimed(case.ledger.claim(name)), outcome))
    for scope, outcome in pooled.items():
        rows.append(
            (
                f"pooled, {scope}" if scope else "pooled",
                "weighted by the quality of the sources",
                outcome,
            )
        )
    title = f"{label}, if one report alone is believed"
    return table(title, ("By whom", "As reported", label), rows, widths=(46, 27, 27))


def _judgements(case: Case) -> str:
    """Return what of the evidence is judged: a project may have no odds, or no assumption."""
    is_ours = any(used.assumption for used in case.used())
    parts = ["Assumptions" if is_ours else "The values that we compute with"]
    parts += case.ledger.judged()
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def rebuild(case: Case, briefing: str, seed: int, draws: int) -> Exhibit:
    """Return how to make the same edition again, and the hash of the evidence it knew."""
    ledger = case.ledger
    by_hand = {k: v for k, v in case.by_hand.items() if not callable(v)}  # the notebook says these
    given = {"seed": seed, "draws": draws, **by_hand}
    options = "".join(f" -p {name}={value}" for name, value in given.items())
    newest = ledger.newest_recorded()
    command = (
        f"h200 build {briefing} --as-of {ledger.as_of} --recorded {newest} "
        f"--scenario {case.scenario}{options}"
    )
    late = hindsight(ledger.hindsight())
    judged = f" {_judgements(case)} were {late}." if late else ""
    rests = (
        f"It rests on what had been published by {day(ledger.as_of)} and on evidence recorded up "
        f"to {day(newest)}.{judged} The evidence hash of that day is "
    )
    fingerprint = ledger.fingerprint()[:16]
    return Exhibit(
        f"Run `{command}`. {rests}`{fingerprint}`.",
        f"<p>Run <code>{html_escaped(command)}</code>. {rests}<code>{fingerprint}</code>.</p>",
    )
