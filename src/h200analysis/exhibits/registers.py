"""What stands at the end of a briefing: assumptions, conflicts, sources, how to rebuild it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from h200analysis import evidence
from h200analysis.cases import Case, Input
from h200analysis.cases.evaluation import Asked
from h200analysis.evidence.conflicts import Pool
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.marks import (
    claimed,
    day,
    escaped,
    hindsight,
    html_escaped,
    note,
    publication,
)
from h200analysis.exhibits.prose import DAGGER, Page
from h200analysis.exhibits.tables import Cell, table
from h200analysis.exhibits.wording import worded
from h200analysis.inquiry.claims import under_each as each_alone
from h200analysis.inquiry.regime_tree import regimes

_QUALITY = {"green": "sound", "amber": "fair", "red": "weak"}


def assumptions(case: Case, headline: Asked, label: str) -> Exhibit:
    """Return the assumptions of ours that the briefing used, and the headline with half of each.

    `label` is what the headline formula is called in the table. What moves it most stands first.
    """
    page = Page(signed=False, marked=False)
    before = case.evaluate(headline).value
    late = _hindsight(case)
    moves = []
    for used in [used for used in case.used() if used.assumption]:
        half = case.halved(used.name).evaluate(headline)
        move = half.value - before
        if move:
            page.put(half)
        moved = page.text(half) if move else "no change"
        moves.append((-abs(move), _assumption(case, used, moved, each=not late)))
    rows = [row for _, row in sorted(moves, key=lambda pair: pair[0])]
    columns = ("Assumption", "Value", "Why", "Ground", f"{label}, with half of it")
    title = ", ".join(filter(None, ("Assumptions of ours", hindsight(late))))
    made = table(title, columns, rows, widths=(20, 12, 40, 8, 20))
    return replace(made, figures=tuple(page.figures))


def _hindsight(case: Case) -> list[date]:
    """Return the days on which the assumptions were judged, if all were after the event."""
    values = (case.ledger.parameter(u.name).current for u in case.used() if u.assumption)
    days = sorted({value.recorded for value in values})
    return days if days and days[0] > case.ledger.as_of else []


def _assumption(case: Case, used: Input, moved: str, *, each: bool) -> tuple[str, ...]:
    """Return a row of the table; `each` says in it whether it was judged after the event."""
    parameter = case.ledger.parameter(used.name)
    why = used.assumption or ""
    if parameter.balance is not None:
        why = (
            f"As in the table of regimes, with the rest moved to: {_odds(case, parameter.balance)}."
        )
    recorded = parameter.current.recorded
    if each and recorded > case.ledger.as_of:
        why = f"{why} ({hindsight([recorded])})"
    value = f"{worded(used.value, used.unit)}{DAGGER}"
    return used.title, value, why, _QUALITY[parameter.current.quality], moved


def _odds(case: Case, name: str) -> str:
    return case.ledger.parameter(name).title.removeprefix("Odds ").removeprefix("of ")


def conflicts(case: Case, *groups: str) -> Exhibit:
    """Return the claims of conflict groups side by side, each with what it speaks of.

    Figures that differ on the same thing are followed by their pool, weighed by source tier, and
    its range; nothing is ever averaged over different scopes. A claim that the case computes with
    is marked so.
    """
    cited = {claim for used in case.used() for claim in used.claims}
    rows: list[Sequence[str]] = []
    known = [group for group in groups if group in case.ledger.conflicts]
    for group in known:
        first = case.ledger.conflicts[group].title
        for pool in case.ledger.pools(group):
            for name, claim in pool.claims.items():
                who = _who(case, name)
                used = "used" if name in cited else ""
                scope = f" ({pool.scope})" if pool.scope else ""
                rows.append((first, f"“{claim.qualifier}”", claimed(claim) + scope, who, used))
                first = ""
            if not pool.agrees:
                rows.append(_pooled(pool))
    columns = ("Of", "As reported", "Figure", "By whom", "Here")
    made = table("Reports of the same, side by side", columns, rows, widths=(14, 26, 20, 34, 6))
    shown = (name for group in known for name in case.ledger.group(group))
    return replace(made, claims=tuple(shown))


def _who(case: Case, claim: str) -> str:
    """Return who reported a claim, when, and after whom."""
    return publication(case.ledger.claim(claim), case.ledger.source_of(claim))


def _pooled(pool: Pool) -> tuple[str, ...]:
    mean, low, high = (worded(v or 0.0, pool.unit or "") for v in (pool.mean, pool.low, pool.high))
    return "", "pooled, by tier of the sources", mean, f"range {low} to {high}", ""


def in_force(case: Case) -> Exhibit:
    """Return the measures in force on the day of the case, as it was then known."""
    ledger = case.ledger
    rows, cited = [], []
    for measure in evidence.in_force(ledger, ledger.as_of).values():
        claim = next(
            n for n in reversed(measure.claims) if ledger.claims[n].effective == measure.effective
        )
        since = day(measure.effective or ledger.as_of, measure.precision["effective"])
        rows.append((measure.title, measure.actor, since, note(ledger, claim)))
        cited.append(claim)
    case.cite(*cited)
    title = f"Measures in force on {day(ledger.as_of)}"
    made = table(title, ("Measure", "Whose", "Since", "Known from"), rows, (26, 14, 14, 46))
    return replace(made, claims=tuple(cited))


def under_each(case: Case, parameter: str, group: str, formula: Asked, label: str) -> Exhibit:
    """Return a figure under each claim of a group alone, and under their pool."""
    alone, pooled = each_alone(case, parameter, group, formula)
    rows: list[Sequence[Cell]] = []
    for name, outcome in alone.items():
        rows.append((_who(case, name), claimed(case.ledger.claim(name)), outcome))
    for scope, outcome in pooled.items():
        rows.append((f"pooled, {scope}" if scope else "pooled", "by tier of the sources", outcome))
    title = f"{label}, if one report alone is believed"
    return table(title, ("By whom", "As reported", label), rows, widths=(46, 27, 27))


def sources(case: Case) -> Exhibit:
    """Return every claim behind what the case has given, newest publication first, with links."""
    markdown, html = [], []
    by_day = sorted(case.sources(), key=lambda c: case.ledger.source_of(c).published, reverse=True)
    for claim in by_day:
        said, source = case.ledger.claim(claim), case.ledger.source_of(claim)
        text = f"{note(case.ledger, claim)} {said.paraphrase}"
        link = f" [{escaped(source.title)}](<{source.url}>)" if source.url else ""
        markdown.append(f"- {escaped(text)}{link}")
        anchor = f' <a href="{source.url}">{html_escaped(source.title)}</a>' if source.url else ""
        html.append(f"<li>{html_escaped(text)}{anchor}</li>")
    return Exhibit("\n".join(markdown), f"<ul>{''.join(html)}</ul>", claims=tuple(by_day))


def regime_table(case: Case) -> Exhibit:
    """Return the regimes with odds, chips and a reason each, most likely to deliver last."""
    rows = []
    for regime in regimes(case):
        delivers = (regime.chips, regime.amount) if regime.chips.value else ("none", "none")
        rows.append((regime.title, regime.decides, regime.chance, *delivers, regime.reason))
    columns = ("Regime", "Who decides", "Odds", "Chips", "At the reported price", "Why these odds")
    return table("What may become of the orders in 2026", columns, rows, (17, 13, 6, 18, 14, 32))


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
    judged = (
        f" Assumptions, odds, policy states and the grouping of reports were {late}."
        if late
        else ""
    )
    rests = (
        f"It rests on what had been published by {day(ledger.as_of)} and on evidence recorded up "
        f"to {day(newest)}.{judged} The evidence hash of that day is "
    )
    fingerprint = ledger.fingerprint()[:16]
    return Exhibit(
        f"Run `{command}`. {rests}`{fingerprint}`.",
        f"<p>Run <code>{html_escaped(command)}</code>. {rests}<code>{fingerprint}</code>.</p>",
    )
