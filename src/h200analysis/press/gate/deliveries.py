"""Totals of deliveries on the first page: none lies below what is already delivered."""

from collections.abc import Iterable, Iterator

from h200analysis.evidence import Ledger
from h200analysis.evidence.observations import Observed, observed
from h200analysis.exhibits.marks import day
from h200analysis.press.gate.shown import Figure, Shown

_TOTALS = {"delivered_chips": "chip", "delivered_usd": "USD", "delivered_future": "USD"}
_PRICE = "unit_price_usd"
_ROUNDING = 1e-9


def reasons(shown: Iterable[Shown], ledger: Ledger) -> Iterator[str]:
    """Yield the totals of deliveries on the first page that fall short of what was reported."""
    report = _reported(ledger)
    if report is None:
        return
    for output in shown:
        for figure in output.figures_of(ledger.as_of) if output.on_first_page else ():
            least = _least(figure, report.chips)
            if least is not None and figure["value"] < least * (1 - _ROUNDING):
                yield (
                    f"cell {output.cell}: {figure['name']}, “{figure['text']}”, is a total of "
                    f"deliveries below the {report.chips:,.0f} chips reported as delivered by "
                    f"{day(report.by)} ({report.claim}); print what is still to come, or the total."
                )


def _reported(ledger: Ledger) -> Observed | None:
    """Return the newest report of a number of chips delivered, if there is one."""
    told = (each for each in observed(ledger) if each.quantity == "delivered")
    numbers = (each for each in told if each.form == "about")
    return max(numbers, key=lambda each: (each.by, each.published), default=None)


def _least(figure: Figure, chips: float) -> float | None:
    """Return what a total of deliveries must reach in its unit; nothing for any other figure."""
    unit = _TOTALS.get(figure["name"])
    if unit is None or figure["unit"] != unit or figure["value"] is None:
        return None
    if unit == "chip":
        return chips
    prices = (used["value"] for used in figure["inputs"] if used["name"] == _PRICE)
    price = next(prices, None)
    return None if price is None else float(chips * price)
