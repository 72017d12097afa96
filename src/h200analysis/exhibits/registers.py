"""What stands at the end of a briefing: assumptions, conflicts, sources, how to rebuild it."""

from collections.abc import Sequence
from dataclasses import replace

from h200analysis.evidence import Claim
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.marks import day, escaped, html_escaped, note
from h200analysis.exhibits.prose import DAGGER, Page
from h200analysis.exhibits.tables import table
from h200analysis.exhibits.wording import worded
from h200analysis.study import Case, Input, halved, regimes
from h200analysis.study.formulas import Formula

_QUALITY = {"green": "sound", "amber": "fair", "red": "weak"}


def assumptions(case: Case, headline: Formula, label: str) -> Exhibit:
    """Return the assumptions of ours that the briefing used, and the headline with half of each.

    `label` is what the headline formula is called in the table. What moves it most stands first.
    """
    page = Page(signed=False, marked=False)
    before = case.evaluate(headline).value
    found = []
    for used in [used for used in case.used() if used.assumption]:
        after = halved(case, used.name).evaluate(headline)
        move = after.value - before
        if move:
            page.put(after)
        moved = page.text(after) if move else "no change"
        found.append((-abs(move), _assumption(case, used, moved)))
    rows = [row for _, row in sorted(found, key=lambda pair: pair[0])]
    columns = ("Assumption", "Value", "Why", "Ground", f"{label}, with half of it")
    made = table("Assumptions of ours", columns, rows, widths=(20, 12, 40, 8, 20))
    return replace(made, figures=tuple(page.figures))


def _assumption(case: Case, used: Input, moved: str) -> tuple[str, ...]:
    parameter = case.ledger.parameter(used.name)
    why = used.assumption or ""
    if parameter.balance is not None:
        why = (
            f"As in the table of regimes. The other half goes to: {_odds(case, parameter.balance)}."
        )
    value = f"{worded(used.value, used.unit)}{DAGGER}"
    return used.title, value, why, _QUALITY[parameter.current.quality], moved


def _odds(case: Case, name: str) -> str:
    return case.ledger.parameter(name).title.removeprefix("Odds ").removeprefix("of ")


def conflicts(case: Case, groups: dict[str, str]) -> Exhibit:
    """Return the claims of conflict groups side by side; none is averaged away.

    `groups` names each group in words. A claim that the case computes with is marked so.
    """
    cited = {claim for used in case.used() for claim in used.claims}
    rows: list[Sequence[str]] = []
    for group, label in groups.items():
        for number, (name, claim) in enumerate(case.ledger.group(group).items()):
            source = case.ledger.source_of(name)
            via = f" after {source.via}" if source.via else ""
            who = f"{source.publisher}{via}, {day(source.published, source.precision)}"
            used = "used" if name in cited else ""
            first = "" if number else label
            rows.append((first, f"“{claim.qualifier}”", _figure(claim), who, used))
    columns = ("Of", "As reported", "Figure", "By whom", "Here")
    made = table("Reports that differ, side by side", columns, rows, widths=(16, 26, 16, 34, 6))
    shown = (name for group in groups for name in case.ledger.group(group))
    return replace(made, claims=tuple(shown))


def _figure(claim: Claim) -> str:
    if claim.unit is None:
        return "no figure"
    if claim.low is not None and claim.high is not None:
        return f"{worded(claim.low, claim.unit)} to {worded(claim.high, claim.unit)}"
    return worded(claim.value or 0.0, claim.unit)


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
    columns = ("Regime", "Who decides", "Odds", "Chips", "At list", "Why these odds")
    return table("What may become of the orders in 2026", columns, rows, (17, 13, 6, 18, 14, 32))


def rebuild(case: Case, briefing: str, seed: int, draws: int) -> Exhibit:
    """Return how to make the same edition again, and the fingerprint of what it knew."""
    given = {"seed": seed, "draws": draws, **case.by_hand}
    options = "".join(f" -p {name}={value}" for name, value in given.items())
    command = (
        f"h200 build {briefing} --as-of {case.ledger.as_of} --scenario {case.scenario}{options}"
    )
    print_ = case.ledger.fingerprint()[:16]
    return Exhibit(
        f"Run `{command}`. The evidence of that day has the fingerprint `{print_}`.",
        f"<p>Run <code>{html_escaped(command)}</code>. The evidence of that day has the "
        f"fingerprint <code>{print_}</code>.</p>",
    )
