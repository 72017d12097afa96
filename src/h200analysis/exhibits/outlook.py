"""The key figures of a page: delivered, expected, how likely, and what goes to Washington."""

from h200analysis.cases import Case, Outcome, Spread
from h200analysis.cases.evaluation import Asked
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.charts.ladder import Rung, rung
from h200analysis.exhibits.hedges import hedge
from h200analysis.exhibits.marks import leading
from h200analysis.exhibits.origins import origin
from h200analysis.exhibits.tables import Cell, table
from h200analysis.futures import Futures
from h200analysis.inquiry.end_states import delivery
from h200analysis.model import clearance, stake

_NO_RANGE = "–"
_NONE = "none reported"
_DECLARED = ("quarter_declared", "whole_declared")  # of the price, at customs
_MANY = 100_000  # chips: a delivery that would change the picture


def outlook(drawn: Futures) -> Exhibit:
    """Return what is delivered and expected, the odds of more, and the duty, each with its range.

    Nothing is said of deliveries where some are reported without a number.

    >>> exhibits.outlook(paths)
    <Exhibit '| Quantity | Figure | Range | |...'>
    """
    rows = [*_so_far(drawn), *_expected(drawn), *_odds(drawn), _duty(drawn)]
    return table("Key figures", ("Quantity", "Figure", "Range"), rows, (50, 22, 28))


def stock_rung(case: Case) -> Rung:
    """Return the bar of Nvidia's stock, with the month of the report that its note cites.

    >>> exhibits.stock_rung(case).label
    'In stock, December 2025'
    """
    stock = case.evaluate("stock_chips")
    cited = leading(stock.inputs, case.ledger)
    when = f"{case.ledger.claim(cited[0]).as_of:%B %Y}" if cited else ""
    told = ", ".join(filter(None, ("In stock", origin(stock) if stock.set_by_hand else when)))
    return rung(told, stock, hedge=hedge(case, "stock_chips"))


def expected_rung(drawn: Futures, spread: Spread | None = None) -> Rung:
    """Return the bar of all chips expected to be delivered in 2026, those delivered among them.

    >>> exhibits.expected_rung(paths).label
    'Expected in 2026, in all'
    """
    return rung("Expected in 2026, in all", drawn.expected("delivered_chips"), spread)


def delivered_rung(drawn: Futures) -> Rung:
    """Return the bar of a ladder for what is reported as delivered, none where no number is.

    >>> exhibits.delivered_rung(paths).label
    'Delivered, as reported'
    """
    chips = drawn.so_far
    label = "Delivered, as reported"
    if chips is None or chips.value:
        return rung(label, chips, hedge="about ")
    return rung(label, chips, said=_NONE)


def delivered_row(drawn: Futures) -> tuple[Cell, ...]:
    """Return what is reported as delivered as a row: label, dollars at the reported price, chips.

    Where nothing is reported that is said in words, with the report that says so if there is one.

    >>> exhibits.delivered_row(paths)[0]
    'Delivered so far'
    """
    label, chips = "Delivered so far", drawn.so_far
    if chips is None:
        return label, _NO_RANGE, "a few, no number reported"
    if not chips.value:
        return label, _NO_RANGE, _none(drawn, chips)
    return label, drawn.reported(stake.reported_usd), ("about {it}", {"it": chips})


def _none(drawn: Futures, chips: Outcome) -> Cell:
    return f"{_NONE}{{note}}", {"note": drawn.case.cite(*chips.claims)}


def _so_far(drawn: Futures) -> list[tuple[Cell, ...]]:
    chips = drawn.so_far
    if chips is None:
        return []
    told: Cell = ("about {it}", {"it": chips}) if chips.value else _none(drawn, chips)
    return [("Delivered so far, as reported", told, _NO_RANGE)]


def _expected(drawn: Futures) -> list[tuple[Cell, ...]]:
    chips = drawn.evaluate("delivered_chips")
    return [
        _row("Expected in 2026, in all (mean)", chips.mean, chips.low, chips.high),
        ("Median for 2026, in all", ("{it:2bare}", {"it": chips.middle}), _NO_RANGE),
    ]


def _odds(drawn: Futures) -> list[tuple[Cell, ...]]:
    again = "another delivery" if drawn.has_begun else "any delivery"
    many = drawn.chance(drawn.told()["delivered_chips"] >= _MANY, f"at_least_{_MANY}")
    told = {f"Chance of {again} in 2026": delivery(drawn)}
    told[f"Chance of {_MANY:,} chips or more in all in 2026"] = many
    return [(label, ("{it:2bare}", {"it": chance}), _NO_RANGE) for label, chance in told.items()]


def _duty(drawn: Futures) -> tuple[Cell, ...]:
    """Return the duty due so far, by the value declared; before any, that of all deliveries."""
    case = drawn.case
    collected = case.if_known(clearance.duty_collected_usd)
    if collected is not None and collected.value > 0:
        low, high = (
            drawn.at_mean().let(customs_value_share=share).evaluate(clearance.duty_collected_usd)
            for share in _DECLARED
        )
        label = "Duty due on deliveries so far (half declared; a quarter to all)"
        return _row(label, collected, low, high)
    asked: Asked = stake.import_duty_usd
    duty = drawn.at_reported_values().evaluate(asked)
    return _row("Import duty expected in 2026", duty.mean, duty.low, duty.high)


def _row(label: str, middle: Outcome, low: Outcome, high: Outcome) -> tuple[Cell, ...]:
    return (
        label,
        ("{it:2bare}", {"it": middle}),
        ("{low:2bare} to {high:2bare}", {"low": low, "high": high}),
    )
