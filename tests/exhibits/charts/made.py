"""Every kind of chart, made of values that a case answers or that a test puts in their place."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from h200analysis import cases, evidence, exhibits
from h200analysis.cases import Outcome, Spread
from h200analysis.exhibits.charts.chart import Chart
from h200analysis.inquiry.end_states import BEIJING_SHUT, BOTH_PASS, WASHINGTON_SHUT
from h200analysis.inquiry.slices import Slice
from h200analysis.model import market
from h200analysis.press import charts, styling

CASE = cases.Case(evidence.read("2026-01-15"))
ORDERS = CASE.evaluate("orders_chips")
GAP = CASE.evaluate(market.gap_at_list)


def chips(value: float) -> Outcome:
    """Return so many chips, resting on the orders reported."""
    return replace(ORDERS, value=value)


def dollars(value: float) -> Outcome:
    """Return so many dollars, resting on the gap at the reported price."""
    return replace(GAP, value=value)


def share(value: float) -> Outcome:
    """Return a share, resting on the orders reported."""
    return replace(ORDERS, value=value, unit="share")


def spread(low: float, middle: float, high: float) -> Spread:
    """Return a range of chips around its own middle."""
    return Spread(chips(low), chips(middle), chips(high), chips(middle))


def futures(*amounts: float, groups: Sequence[str] = ()) -> list[Slice]:
    """Return futures of these amounts in dollars, in the groups given or in turn in all three."""
    named = groups or [(WASHINGTON_SHUT, BEIJING_SHUT, BOTH_PASS)[n % 3] for n in range(20)]
    pairs = zip(amounts, named, strict=False)
    return [Slice(dollars(amount), group) for amount, group in pairs]


def future_rows() -> Chart:
    """Twelve futures without a delivery and eight with one."""
    amounts = [0.0] * 12 + [1e8, 2e8, 4e8, 7e8, 1.2e9, 2e9, 3.5e9, 6.5e9]
    others = {"Bloomberg Intelligence, December 2025": dollars(1e10)}
    return exhibits.future_rows("f", "Most deliver none", futures(*amounts), dollars(8e8), others)


def ladder() -> Chart:
    """From two million down to none, with a range."""
    return exhibits.ladder(
        "l",
        "Two million ordered, twenty thousand let in",
        [
            exhibits.rung("Orders", chips(2e6), spread(2.01e6, 2.1e6, 2.3e6), "over "),
            exhibits.rung("Built for Chinese customers, and waiting at Nvidia", chips(5e5)),
            exhibits.rung("Let in", chips(2e4)),
            exhibits.rung("Delivered in January", chips(0)),
            exhibits.rung("Not reported", None),
        ],
    )


def waterfall() -> Chart:
    """A figure that rises, falls, and stays."""
    return exhibits.waterfall(
        "w",
        "Expected revenue fell",
        ("In January", dollars(4e9)),
        [
            exhibits.step("Approvals reported", dollars(1e9), date(2026, 1, 28), ["price_seed"]),
            exhibits.step("No imports by May", dollars(-3.5e9), date(2026, 5, 20)),
            exhibits.step("A reading that moved nothing", dollars(0)),
        ],
        ("Now", dollars(1.5e9)),
    )


def dumbbell() -> Chart:
    """Two rows of two values, one of one, and a band."""
    rows = [
        exhibits.span("By arithmetic", chips(658_000), chips(750_000)),
        exhibits.span("By memory", chips(200_000), chips(1_100_000)),
        exhibits.span("One buyer's order", chips(350_000)),
    ]
    band = exhibits.span("Output in 2026", chips(600_000), chips(805_000))
    return exhibits.dumbbell("d", "Output would do", rows, band, ("at least", "at most"), log=True)


def tornado() -> Chart:
    """One swing around the middle, one beyond it."""
    rows = [
        exhibits.swing("Stock", dollars(2.2e9), dollars(2.6e9)),
        exhibits.swing("Beijing’s path of policy", dollars(5e8), dollars(6e9)),
    ]
    return exhibits.tornado("t", "Beijing decides", ("All at their middle", dollars(2e9)), rows)


def fan() -> Chart:
    """Ten months whose lower half is nothing."""
    months = [
        exhibits.fan_month(date(2026, month, 28), *map(chips, (0, 0, 0, 1e4 * month, 2e4 * month)))
        for month in range(3, 13)
    ]
    return exhibits.fan("n", "Most futures deliver none", months)


def reliability() -> Chart:
    """Three sizes of chances: right, too low, too high."""
    rows = [
        exhibits.stated(share(0.1), share(0.1), 1_386),
        exhibits.stated(share(0.4), share(0.5), 430),
        exhibits.stated(share(0.9), share(0.8), 1),
    ]
    return exhibits.reliability("r", "Chances came true", rows)


def timeline() -> Chart:
    """Two governments, a measure that ended, and one that began before the chart."""
    us, china = "United States", "China"
    events = [
        exhibits.event("Customs told to keep it out", china, date(2026, 1, 13), date(2026, 8, 18)),
        exhibits.event("Controls on chips", us, date(2022, 10, 7), claims=["price_seed"]),
        exhibits.event("Import duty", us, date(2026, 1, 15)),
    ]
    return exhibits.timeline("m", "Both act", events, date(2026, 8, 27), date(2025, 6, 1))


def stacked_bars() -> Chart:
    """One chip at two customs values."""
    rows = {
        "A quarter of the price": {"duty": dollars(1688), "cost": dollars(6750)},
        "All of the price": {"duty": dollars(6750), "cost": dollars(6750)},
    }
    return exhibits.stacked_bars("s", "Duty follows the value declared", rows)


CHARTS: dict[str, Callable[[], Chart]] = {
    make.__name__: make
    for make in (
        future_rows, ladder, waterfall, dumbbell, tornado, fan, reliability, timeline, stacked_bars,
    )
}  # fmt: skip


def forms(chart: Chart) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the wide and the narrow drawing of a chart."""
    assert chart.narrow is not None
    return chart.spec, chart.narrow


def marks(spec: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Return all marks of a kind with their places and their look."""
    return [
        {**layer["mark"], **mark}
        for layer in spec["layer"]
        if layer["mark"]["type"] == kind
        for mark in layer["data"]["values"]
    ]


def texts(spec: dict[str, Any]) -> list[str]:
    """Return the lines of text in a drawing."""
    return [mark["text"].replace("\u00a0", " ") for mark in marks(spec, "text")]


def svg(spec: dict[str, Any]) -> str:
    """Return a drawing as the press draws it."""
    return charts.draw(styling.house_style(spec, "A chart"), "chart")
