"""What is believed on a day: both gates, the odds, the amounts, and what each claim moved."""

from collections.abc import Iterator, Mapping

from rich.console import RenderableType
from rich.table import Column

from h200analysis.evidence import Ledger
from h200analysis.exhibits.labels import AMOUNTS, GATES, STATES
from h200analysis.exhibits.marks import day, publication
from h200analysis.exhibits.terminal.chances import chance, points
from h200analysis.exhibits.terminal.console import HEAD, NAME, QUIET, line, table
from h200analysis.exhibits.wording import signed, worded
from h200analysis.inquiry.account import Account
from h200analysis.inquiry.influence import Influence, Influences

_INDENT = 4
_LEVELS = {"p05": "5%", "p25": "25%", "p50": "Median", "p75": "75%", "p95": "95%", "mean": "Mean"}


def belief(told: Account, ledger: Ledger) -> Iterator[RenderableType]:
    """Yield the posterior of each gate, the odds and amounts by month, and what moved them."""
    yield line((f"What is believed on {day(ledger.as_of)}", HEAD))
    yield line((f"The newest publication that was read is of {day(ledger.newest())}.", QUIET))
    yield line("")
    for gate, chances in (
        ("washington", told.belief.washington), ("beijing", told.belief.beijing)
    ):  # fmt: skip
        yield line((GATES[gate], HEAD))
        yield states(chances)
    yield line("")
    yield line(("Delivered to China in 2026", HEAD))
    yield _by_month(told)
    futures, rates = told.belief.effective
    yield line(
        (f"{told.belief.futures:,} drawn futures, worth {futures:,.0f} equal ones "
         f"and {rates:,.0f} draws of the rates.", QUIET)
    )  # fmt: skip
    yield line("")
    yield from _influences(told.influences)
    yield from _amounts(told, ledger)


def states(chances: Mapping[str, float]) -> RenderableType:
    """Return the chances of a gate's states in words, the likeliest first."""
    ranked = sorted(chances.items(), key=lambda pair: -pair[1])
    rows = [(chance(p), STATES[state]) for state, p in ranked]
    columns = Column(justify="right", no_wrap=True, min_width=6), Column()
    return table(*columns, rows=rows, indent=_INDENT, is_headed=False)


def _by_month(told: Account) -> RenderableType:
    rows = [
        (day(end), chance(told.any_by[end]),
         *(worded(chips[level], "chip").removesuffix(" chips").removesuffix(" chip")
           for level in _LEVELS))
        for end, chips in told.chips_by.items()
    ]  # fmt: skip
    numbers = ("Any chip", *_LEVELS.values())
    return table(
        Column("By the end of", no_wrap=True),
        *(Column(head, justify="right", no_wrap=True) for head in numbers),
        rows=rows,
        indent=_INDENT,
    )


def _influences(moved: Influences) -> Iterator[RenderableType]:
    yield line(("What each claim moved, in percentage points", HEAD))
    before, after = moved.before, moved.after
    yield line(
        f"Any: the chance that any chip reaches China in 2026, {_tenths(before.any_by_end)} before "
        f"any claim and {_tenths(after.any_by_end)} with all, reckoned exactly; the futures above "
        f"are a sample of it. Pass: the chance that both governments let chips pass on this day, "
        f"{_tenths(before.passing)} and {_tenths(after.passing)}. Each claim first as it came, "
        "added to those published before it; then alone: what is missing if its report is left out "
        "and all others stay.",
        indent=_INDENT,
    )
    yield table(
        Column("Published", no_wrap=True, style=QUIET),
        *(Column(head, justify="right") for head in ("Any", "alone", "Pass", "alone")),
        Column("On"), Column("Claim", style=NAME),
        rows=[_influence(each) for each in moved.claims],
        indent=_INDENT,
    )  # fmt: skip


def _tenths(share: float) -> str:
    return chance(share) if share in {0, 1} else f"{100 * share:.1f}%"


def _influence(each: Influence) -> tuple[str, ...]:
    return (
        str(each.published),
        points(each.in_order.any_by_end), points(each.alone.any_by_end),
        points(each.in_order.passing), points(each.alone.passing),
        GATES[each.gate], each.claim,
    )  # fmt: skip


def _amounts(told: Account, ledger: Ledger) -> Iterator[RenderableType]:
    if not told.amounts:
        return
    yield line("")
    yield line(("What reports of amounts moved: the mean of chips delivered by December", HEAD))
    rows = [
        (signed(each.mean_chips, "chip", 2), AMOUNTS[each.quantity], each.claim,
         publication(ledger.claim(each.claim), ledger.source_of(each.claim)))
        for each in told.amounts
    ]  # fmt: skip
    columns = (
        Column(justify="right", no_wrap=True), Column(), Column(style=NAME), Column()
    )  # fmt: skip
    yield table(*columns, rows=rows, indent=_INDENT, is_headed=False)
