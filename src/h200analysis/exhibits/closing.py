"""The last pages that every briefing has: what reports dispute, what we assume, who said it."""

from h200analysis.cases import Case
from h200analysis.cases.evaluation import Asked
from h200analysis.evidence import Ledger
from h200analysis.evidence.answers import answer
from h200analysis.exhibits.bibliography import sources
from h200analysis.exhibits.bundle import Exhibit, joined
from h200analysis.exhibits.registers import assumptions, conflicts, differs, rebuild
from h200analysis.exhibits.sentences import heading

_ROWS = 5  # the assumptions that move a headline most; the annex lists all


def back_matter(
    case: Case,
    briefing: str,
    seed: int,
    draws: int,
    moved: tuple[Asked, str] | tuple[Asked, str, str] | None = None,
) -> Exhibit:
    """Return where the reports that were used disagree, what we assumed, sources, and the rebuild.

    `moved` is the formula of the headline, its label and, if it has one, its format: of our
    assumptions those that move it most are shown, with what half of each would give.

    >>> exhibits.back_matter(case, "supply_gap", 7, 65_536)
    <Exhibit '## Where reports disagree | Quantity | As reported |...'>
    """
    parts: list[Exhibit] = []
    if groups := disputed(case):
        parts += [heading("Where reports disagree"), conflicts(case, *groups)]
    if moved and (made := assumptions(case, *moved, most=_ROWS)):
        parts += [heading("Assumptions that move the headline"), made]
    return joined(
        *parts,
        heading("Sources"),
        sources(case),
        heading("Reproduce this edition"),
        rebuild(case, briefing, seed, draws),
    )


def one_page_matter(case: Case, briefing: str, seed: int, draws: int) -> Exhibit:
    """Return what follows a page that stands alone: the sources that it cites, and the rebuild.

    >>> exhibits.one_page_matter(case, "executive", 7, 65_536)
    <Exhibit '## Sources of this page :::...'>
    """
    return joined(
        heading("Sources of this page"),
        sources(case, only_cited=True),
        heading("Reproduce this edition"),
        rebuild(case, briefing, seed, draws),
    )


def disputed(case: Case) -> list[str]:
    """Return the groups of conflicting claims from which the case took some, in their order."""
    ledger = case.ledger
    used = {ledger.claims[claim].conflict_group for claim in case.sources()}
    ordered = _in_order(ledger, *sorted(filter(None, used)))
    return [group for group in ordered if any(differs(pool) for pool in ledger.pools(group))]


@answer("the order of the groups of conflicting claims")
def _in_order(ledger: Ledger, *groups: str) -> tuple[str, ...]:
    return tuple(group for group in ledger.conflicts if group in groups)
