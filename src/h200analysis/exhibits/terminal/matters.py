"""How far each input moves a result, and what knowing it first is worth."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Column

from h200analysis.counting import counted
from h200analysis.evidence import Ledger
from h200analysis.exhibits.labels import ACTIONS, of_factors, of_result
from h200analysis.exhibits.terminal.console import HEAD, line, table
from h200analysis.exhibits.wording import TABLE, digits_allowed, signed, worded
from h200analysis.inquiry.decision import Decision
from h200analysis.inquiry.information import InformationValue
from h200analysis.inquiry.sobol import Indices
from h200analysis.inquiry.swings import Swings
from h200analysis.inquiry.target import Target
from h200analysis.inquiry.tornado import Tornado


def matters(
    target: Target, bars: Tornado, parts: Indices, ledger: Ledger
) -> Iterator[RenderableType]:
    """Yield how far each input moves a result, and how much of its variance it explains."""
    unit, bar_of = target.unit, {bar.factor: bar for bar in bars.bars}
    labels = of_factors(target.groups, ledger)
    yield line(
        (f"{of_result(target.name)}, ", HEAD),
        f"every input at its median: {worded(bars.base, unit)}.",
    )
    rows = [
        (
            f"{part.first:z.2f} ± {part.first_error:.2f}",
            f"{part.total:z.2f} ± {part.total_error:.2f}",
            worded(bar_of[part.factor].at_low, unit),
            worded(bar_of[part.factor].at_high, unit),
            labels[part.factor],
        )
        for part in parts.groups
    ]
    yield table(*_numbers("First", "Total", "At its tenth", "At its ninetieth"), rows=rows)
    yield line(
        f"All lowering ends together differ from the sum of their bars by "
        f"{signed(bars.below, unit)}, all raising ends by {signed(bars.above, unit)}."
    )


def swinging(found: Swings, ledger: Ledger) -> Iterator[RenderableType]:
    """Yield how far each drawn parameter moves what is believed of 2026."""
    chance, chips = found.base.any_delivery, found.base.chips
    yield line(
        ("By the end of 2026: ", HEAD),
        f"any delivery {_chance(chance)}, {_chips(found, chips)} in the mean.",
    )
    labels = of_factors((swing.factor for swing in found.swings), ledger)
    rows = [
        (
            f"{_chance(swing.at_low.any_delivery)} to {_chance(swing.at_high.any_delivery)}",
            f"{swing.explained.any_delivery:z.2f}",
            f"{_chips(found, swing.at_low.chips)} to {_chips(found, swing.at_high.chips)}",
            f"{swing.explained.chips:z.2f}",
            labels[swing.factor],
        )
        for swing in found.swings
    ]
    yield table(*_numbers("Any delivery", "First", "Mean", "First"), rows=rows)
    yield line(
        "Each parameter from its tenth percentile to its ninetieth, the others drawn; First: the "
        "part of the variance over futures that goes once it is known. Chips are good to "
        f"{worded(2 * found.errors.chips, 'chip', 1)} either way."
    )


def worth_knowing(decision: Decision, ledger: Ledger) -> Iterator[RenderableType]:
    """Yield what the shipping decision brings, and what knowing each input first is worth."""
    best = sorted(decision.means.items(), key=lambda pair: -pair[1])
    columns = Column(justify="right"), Column()
    rows = [(worded(mean, "USD"), ACTIONS[action]) for action, mean in best]
    yield table(*columns, rows=rows, is_headed=False)
    yield line("Knowing everything first would be worth ", (_worth(decision.perfect), HEAD), ".")
    labels = of_factors(decision.partial, ledger)
    ranked = sorted(decision.partial.items(), key=lambda pair: -pair[1].value)
    rows = [(_worth(worth), labels[factor]) for factor, worth in ranked if worth.stands_out]
    if rows:
        yield line("Of it, knowing one input alone:")
        yield table(*_numbers("Value"), rows=rows)
    if none := len(ranked) - len(rows):
        yield line(
            f"{'Of the others' if rows else 'Of it'}, knowing one of {counted(none, 'input')} "
            "alone is worth none that stands out from the noise of the simulation."
        )


def _chance(chance: float) -> str:
    return worded(chance, "share", 2)


def _chips(found: Swings, chips: float) -> str:
    return worded(chips, "chip", digits_allowed(chips, found.errors.chips, TABLE))


def _worth(worth: InformationValue) -> str:
    """Return a worth and half of its 95% interval, with no more digits than that allows."""
    digits = digits_allowed(worth.value, worth.error, TABLE)
    return f"{worded(worth.value, 'USD', digits)} ± {worded(2 * worth.error, 'USD', 1)}"


def _numbers(*heads: str) -> tuple[Column, ...]:
    """Return columns of numbers, and one of inputs after them."""
    return (*(Column(head, justify="right", no_wrap=True) for head in heads), Column("Input"))
