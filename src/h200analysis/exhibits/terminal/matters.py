"""How far each input moves a result, and what knowing it first is worth."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Column

from h200analysis.evidence import Ledger
from h200analysis.exhibits.labels import ACTIONS, of_factors, of_result
from h200analysis.exhibits.terminal.console import HEAD, line, table
from h200analysis.exhibits.wording import signed, worded
from h200analysis.inquiry.decision import Decision
from h200analysis.inquiry.sobol import Indices
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


def worth_knowing(decision: Decision, ledger: Ledger) -> Iterator[RenderableType]:
    """Yield what the shipping decision brings, and what knowing each input first is worth."""
    best = sorted(decision.means.items(), key=lambda pair: -pair[1])
    columns = Column(justify="right"), Column()
    rows = [(worded(mean, "USD"), ACTIONS[action]) for action, mean in best]
    yield table(*columns, rows=rows, is_headed=False)
    perfect = worded(decision.perfect, "USD")
    yield line("Knowing everything first would be worth ", (perfect, HEAD), "; of it:")
    labels = of_factors(decision.partial, ledger)
    ranked = sorted(decision.partial.items(), key=lambda pair: -pair[1].value)
    yield table(
        *_numbers("Value", "if shuffled"),
        rows=[
            (worded(worth.value, "USD"), worded(worth.shuffled, "USD"), labels[factor])
            for factor, worth in ranked
        ],
    )


def _numbers(*heads: str) -> tuple[Column, ...]:
    """Return columns of numbers, and one of inputs after them."""
    return (*(Column(head, justify="right", no_wrap=True) for head in heads), Column("Input"))
