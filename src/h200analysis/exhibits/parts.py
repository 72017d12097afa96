"""Figures that are rounded together: parts to their total, and multiples to what they are of."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import floor, fsum, log10

from h200analysis.cases import Outcome, Part
from h200analysis.counting import counted
from h200analysis.exhibits.bundle import Exhibit, ExhibitError
from h200analysis.exhibits.tables import Cell, table
from h200analysis.exhibits.wording import HEADLINE, TABLE, digits_allowed


def parts(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    total: Sequence[Cell],
    widths: Sequence[int] | None = None,
) -> Exhibit:
    """Return a table whose last row is the total of the others, in every column of figures.

    `parts("What becomes of the orders", ["Part", "Amount"], [["Delivered", delivered], …],
    ["Orders", orders])`. The figures of a column are printed to one digit: the third of the total,
    or the last that the least sure of them allows. What rounding leaves over goes to the largest
    remainders, and the gate adds up what is printed.

    >>> exhibits.parts(
    ...     "Orders",
    ...     ["Part", "Chips"],
    ...     [["In stock", case.evaluate("stock_chips")], ["Missing", case.evaluate("supply_gap")]],
    ...     ["Ordered", case.evaluate("orders_chips")],
    ... )
    <Exhibit '| Part | Chips | |...'>
    """
    every = [list(row) for row in (*rows, total)]
    for row in every:
        if len(row) != len(columns):
            raise ExhibitError(
                f"The row {row[0]!r} has {counted(len(row), 'cell')}; expected {len(columns)}, "
                "one a column."
            )
    for place in range(1, len(columns)):
        column = [row[place] for row in every]
        if all(isinstance(cell, Outcome) for cell in column):
            for row, cell in zip(
                every, _added(f"{caption}: {columns[place]}", column), strict=True
            ):
                row[place] = cell
    return table(caption, columns, every, widths)


def to_the_unit(name: str, amounts: Sequence[Outcome]) -> list[Outcome]:
    """Return parts that as printed, to the dollar, add up to their sum.

    $1,687.50 and $18,562.50 are printed as $1,688 and $18,562.
    """
    values = [outcome.value for outcome in amounts]
    whole = _shared(values, 1.0, floor(fsum(values) + 0.5))
    return [
        _printed(outcome, name, number, 1.0) for outcome, number in zip(amounts, whole, strict=True)
    ]


def in_proportion(base: Outcome, *others: Outcome) -> list[Outcome]:
    """Return an amount and others that are known multiples of it, so that as printed they are too.

    The base has two digits, or as many as its error allows: half of $100 million is $50 million,
    where each by itself would be $100 million and $49 million. An amount of zero has no multiples,
    and all are returned as they are.

    >>> exhibits.in_proportion(case.evaluate("stock_chips"))[0].part.value
    700000.0
    """
    every = [base, *others]
    if not base.value:
        return every
    digits = digits_allowed(base.value, base.error, HEADLINE)
    step = 10.0 ** (_exponent(base.value) - digits + 1)
    units, name = round(base.value / step), f"multiples of {base.name}"
    return [_printed(each, name, units, step * each.value / base.value) for each in every]


def _added(name: str, column: Sequence[Outcome]) -> Iterator[Outcome]:
    """Yield the outcomes of a column, each with what it is printed as; the last is the total."""
    *every, total = column
    step = _step(column)
    amounts = [outcome.value for outcome in every]
    if abs(fsum(amounts) - total.value) > step / 2:
        raise ExhibitError(
            f"“{name}”: the parts come to {fsum(amounts):,.6g} {total.unit}, and the total is "
            f"{total.value:,.6g}; list every part, or give the total that they have."
        )
    units = round(total.value / step)
    for outcome, number in zip(every, _shared(amounts, step, units), strict=True):
        yield _printed(outcome, name, number, step)
    yield _printed(total, name, units, step, is_total=True)


def _step(column: Sequence[Outcome]) -> float:
    """Return the unit of the last digit to which all can be printed."""
    largest = max(abs(outcome.value) for outcome in column)
    if largest == 0:
        return 1.0
    exponents = [
        _exponent(outcome.value) - digits_allowed(outcome.value, outcome.error, TABLE) + 1
        for outcome in column
        if outcome.error and outcome.value
    ]
    return float(10.0 ** max([_exponent(largest) - TABLE + 1, *exponents]))


def _exponent(value: float) -> int:
    return floor(log10(abs(value)))


def _shared(amounts: Sequence[float], step: float, units: int) -> list[int]:
    """Return whole numbers of a step that come to so many units: the largest remainders go up."""
    whole = [floor(amount / step) for amount in amounts]
    remainders = [amount / step - number for amount, number in zip(amounts, whole, strict=True)]
    order = sorted(range(len(amounts)), key=lambda place: -remainders[place])
    for place in order[: units - sum(whole)]:
        whole[place] += 1
    return whole


def _printed(
    outcome: Outcome, name: str, units: int, step: float, *, is_total: bool = False
) -> Outcome:
    part = Part(name, units * step, step, is_total)
    return replace(outcome, part=part)
