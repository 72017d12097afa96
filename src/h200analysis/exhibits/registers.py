"""What stands at the end of a briefing: assumptions, conflicts, sources, how to rebuild it."""

from collections.abc import Sequence

from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.marks import day, escaped, html_escaped, note
from h200analysis.exhibits.prose import Page
from h200analysis.exhibits.tables import table
from h200analysis.exhibits.wording import worded
from h200analysis.study import Case, Input, Outcome

_QUALITY = {"green": "sound", "amber": "fair", "red": "weak"}


def assumptions(case: Case, headline: str, moved: dict[str, Outcome]) -> Exhibit:
    """Return the assumptions of ours that the briefing used, with what half of each would do.

    `moved` holds the headline figure for half of an assumption, by its name.
    """
    ours = [used for used in case.used() if used.assumption]
    rows = [
        (
            used.title,
            f"{worded(used.value, used.unit)}†",
            used.assumption or "",
            _QUALITY[case.ledger.parameter(used.name).current.quality],
            moved.get(used.name, "no change"),
        )
        for used in ours
    ]
    columns = ("Assumption", "Value", "Why", "Ground", f"{headline}, if half")
    return table("Assumptions of ours", columns, rows, widths=(22, 12, 44, 9, 16))


def conflicts(case: Case, groups: dict[str, str]) -> Exhibit:
    """Return the claims of conflict groups side by side; none is averaged away.

    `groups` names each group in words. A claim that the case computes with is marked so.
    """
    cited = {claim for used in case.used() for claim in used.claims[:1]}
    rows: list[Sequence[str]] = []
    for group, label in groups.items():
        for name, claim in case.ledger.group(group).items():
            source = case.ledger.source_of(name)
            via = f" after {source.via}" if source.via else ""
            who = f"{source.publisher}{via}, {day(source.published, source.precision)}"
            used = "used" if name in cited else ""
            rows.append((label, f"“{claim.qualifier}”", _figure(claim), who, used))
            label = ""
    columns = ("Of", "As reported", "Figure", "By whom", "")
    return table("Reports that differ, side by side", columns, rows, widths=(16, 26, 16, 34, 6))


def _figure(claim: "object") -> str:
    low, high = getattr(claim, "low", None), getattr(claim, "high", None)
    value, unit = getattr(claim, "value", None), getattr(claim, "unit", None)
    if low is not None and high is not None and unit:
        return f"{worded(low, unit)} to {worded(high, unit)}"
    return worded(value, unit) if value is not None and unit else "no figure"


def sources(case: Case) -> Exhibit:
    """Return every claim behind the figures that the case has given, with its link."""
    claims = list(dict.fromkeys(claim for used in case.used() for claim in used.claims))
    markdown, html = [], []
    for claim in claims:
        said, source = case.ledger.claim(claim), case.ledger.source_of(claim)
        text = f"{note(case.ledger, claim)} {said.paraphrase}"
        link = f" [{escaped(source.title)}](<{source.url}>)" if source.url else ""
        markdown.append(f"- {escaped(text)}{link}")
        anchor = f' <a href="{source.url}">{html_escaped(source.title)}</a>' if source.url else ""
        html.append(f"<li>{html_escaped(text)}{anchor}</li>")
    return Exhibit("\n".join(markdown), f"<ul>{''.join(html)}</ul>")


def rebuild(case: Case, briefing: str, seed: int, draws: int) -> Exhibit:
    """Return how to make the same edition again, and the fingerprint of what it knew."""
    page = Page()
    hands = "".join(f" -p {name}={value}" for name, value in case.by_hand.items())
    command = f"h200 build {briefing} --as-of {case.ledger.as_of} --scenario {case.scenario}{hands}"
    text = f"Drawn with seed {seed}, {draws:,} draws. The evidence of that day has the fingerprint "
    print_ = case.ledger.fingerprint()[:16]
    return page.exhibit(
        f"Run `{command}`. {escaped(text)}`{print_}`.",
        f"<p>Run <code>{html_escaped(command)}</code>. {text}<code>{print_}</code>.</p>",
    )


def set_by_hand(used: Sequence[Input]) -> str:
    """Return the inputs that somebody set by hand, in words."""
    return "; ".join(f"{u.title}: {worded(u.value, u.unit)}" for u in used if u.set_by_hand)
