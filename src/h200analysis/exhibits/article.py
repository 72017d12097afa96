"""The audit of the article that started this work: its sums, its support, its statements."""

from dataclasses import replace

from h200analysis.cases import Case, Outcome
from h200analysis.evidence import Claim
from h200analysis.evidence.qualifiers import spread
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.charts.chart import Chart
from h200analysis.exhibits.charts.dumbbell import dumbbell, span
from h200analysis.exhibits.marks import quoted
from h200analysis.exhibits.tables import Cell, table
from h200analysis.exhibits.wording import worded
from h200analysis.inquiry import audit
from h200analysis.inquiry.audit import VERDICTS, Audit

_ROWS = {
    "orders": "Orders (low end: the share of H20 orders that became sales)",
    "price": "Price of a chip",
    "stock": "Nvidia’s stock",
    "fee": "Fee on a chip (our range of the declared value)",
    "multiple": "“Roughly six times” the H20",
}
_ENDS = ("lowest figure, in % of the article’s", "highest figure")
_REASONS = {
    "worth": "as a sum of reported orders; no sale is claimed",
    "shortfall": "if all orders are firm",
    "multiple": "true of processing performance alone",
    "fee": "neither base nor payer is named",
    "share": "Jensen Huang’s word; he gave no count",
}
_MISSING = {
    "orders_seed": "who counted, who ordered, for which year",
    "price_seed": "who quotes it, and on what terms",
    "stock_seed": "whose estimate, of which day, of which chips",
    "multiple_seed": "at what: processing performance, memory or bandwidth",
    "fee_seed": "of what, and who pays",
    "share_zero_seed": "whether of new sales or of chips in use",
    "customs_sources_seed": "who they are",
    "necessary_sources_seed": "who they are",
}
_WORD = {
    "anonymous sources": "unnamed sources",
    "analyst estimate": "unnamed analysts or experts",
    "named person": "officials, one named",
    "not stated": "the article alone",
}


def audited(found: Audit) -> Exhibit:
    """Return a row for each sum or bare figure of the article: computed again, and our verdict.

    >>> exhibits.audited(audit.audit(case))
    <Exhibit '| Statement | Recomputed | Our verdict | |...'>
    """
    rows = [
        _row("worth", _worth(found), "Orders at the reported price"),
        _row(
            "shortfall",
            (
                "over {it:bare} short (with December’s stock); {single:bare} if GH200s (a chip and "
                "a processor in one) are left out",
                {"it": found.shortfall, "single": found.shortfall_of_single_chips},
            ),
            "Orders “far exceeding” the stock",
        ),
        _row("multiple", _multiples(found), "“Roughly six times” the H20"),
        _row(
            "fee",
            (
                "{low:bare} to {high:bare} a chip, by the value declared at customs",
                dict(zip(("low", "high"), found.duty, strict=True)),
            ),
            ("“{it:bare} fee on approved exports”", {"it": found.case.claimed("fee_seed")}),
        ),
        _row("share", _share(found.case), "Share of China’s market “fallen to zero”"),
    ]
    title = "What the article says, and what we found"
    return table(title, ("Statement", "Recomputed", "Our verdict"), rows, (30, 42, 28))


def support(found: Audit, name: str, title: str) -> Chart:
    """Return how much of each figure others support, as a part of what the article says.

    >>> exhibits.support(audit.audit(case), "support", "What others support")
    Chart(name='support', title='What others support', live=False)
    """
    rows = [span(_ROWS[each], *ends) for each, ends in found.support.items()]
    return dumbbell(name, title, rows, ends=_ENDS)


def numbers(case: Case) -> Exhibit:
    """Return every number of the article: its words, on whose word, our range, what is missing.

    >>> exhibits.numbers(case)
    <Exhibit '| Statement | On the word of | As we read the hedge |...'>
    """
    figures = audit.numbers(case)
    rows = [
        (
            quoted(claim),
            _whose(claim),
            _range(case, name, claim),
            _MISSING.get(name, "nothing that we miss"),
        )
        for name, claim in figures.items()
    ]
    case.cite(*figures)
    title = "Every number of the article"
    heads = ("Statement", "On the word of", "As we read the hedge", "Left open")
    return replace(table(title, heads, rows, (34, 20, 22, 24)), claims=tuple(figures))


def assertions(case: Case) -> Exhibit:
    """Return every statement of the article that has no figure, and on whose word it stands.

    >>> exhibits.assertions(case)
    <Exhibit '| On the word of | Statement | About | |...'>
    """
    bare = {name: claim for name, claim in audit.said(case).items() if claim.value is None}
    rows = sorted(
        ((_whose(claim), quoted(claim), claim.subject) for claim in bare.values()),
        key=lambda row: list(_WORD.values()).index(row[0]) if row[0] in _WORD.values() else -1,
    )
    case.cite(*bare)
    title = "Statements without a figure, by who stands for them"
    heads = ("On the word of", "Statement", "About")
    return replace(table(title, heads, rows, (20, 54, 26)), claims=tuple(bare))


def _row(name: str, recomputed: Cell, statement: Cell) -> tuple[Cell, ...]:
    return statement, recomputed, f"{VERDICTS[name].value}: {_REASONS[name]}"


def _worth(found: Audit) -> Cell:
    """Return the orders at their price; beside it what Nvidia had expected, once that was known."""
    expected = found.case.if_claimed("orders_expected_ft")
    if expected is None:
        return "over {it:bare}", {"it": found.worth}
    told = "over {it:bare}; Nvidia was reported to have expected orders for more than {expected}"
    return told, {"it": found.worth, "expected": expected}


def _multiples(found: Audit) -> Cell:
    names = ("h20_multiple_by_compute", "h20_multiple_by_memory", "h20_multiple_by_bandwidth")
    compute, memory, bandwidth = map(found.case.evaluate, names)
    return (
        "{compute:2bare} by processing performance, {memory:2bare} by memory, "
        "{bandwidth:2bare} by bandwidth",
        {"compute": compute, "memory": memory, "bandwidth": bandwidth},
    )


def _share(case: Case) -> Cell:
    """Return a count of the market where one was known by then, else what Nvidia still sold."""
    counted: Outcome | None = case.if_claimed("share_idc_2025")
    if counted is not None:
        told = (
            "Nvidia’s was about {it} of the units shipped in all of 2025; its last months were not "
            "reported separately"
        )
        return told, {"it": counted}
    sold = case.claimed("h20_recognised_q1fy26")
    return "no count; {it} of H20 sales in the quarter to April 2025", {"it": sold}


def _whose(claim: Claim) -> str:
    return claim.origin or _WORD.get(claim.attribution, claim.attribution)


def _range(case: Case, name: str, claim: Claim) -> str:
    """Return the range that a parameter took from a claim, where it took one."""
    for parameter, stated in audit.SAID.items():
        current = case.ledger.parameter(parameter)
        values = [value for value in current.values if name in value.claims]
        if stated != name or current.dimension is None or not values:
            continue
        read = spread(claim, case.ledger.rules.qualifiers) if values[-1].hedge else values[-1]
        if read and read.low is not None and read.high is not None:
            low, high = (worded(end, current.unit) for end in (read.low, read.high))
            return f"{low} to {high}"
    return "as it stands"
