"""What moved each headline between two editions, the largest share first, and why."""

from collections.abc import Iterable, Iterator, Mapping

from rich.console import RenderableType
from rich.table import Column

from h200analysis.evidence import Ledger
from h200analysis.exhibits.labels import of_factors, of_headline
from h200analysis.exhibits.terminal.console import HEAD, NAME, line, table
from h200analysis.exhibits.wording import signed, worded
from h200analysis.inquiry.attribution import Attribution
from h200analysis.inquiry.factors import Factor, Other
from h200analysis.inquiry.headlines import Headline, units

_INDENT = 4


def moved(split: Attribution[Headline, Factor], later: Ledger) -> Iterator[RenderableType]:
    """Yield each headline before and after with what moved it, then the reasons of the later day.

    Parameters are called by their titles in the later ledger.
    """
    factors = list(dict.fromkeys(factor for by in split.shares.values() for factor in by))
    labels, unit = of_factors(factors, later), units(split.after)
    for headline, shares in split.shares.items():
        before, after = split.before[headline], split.after[headline]
        ends = f"{worded(before, unit[headline])} → {worded(after, unit[headline])}"
        yield line((f"{of_headline(headline)}: ", HEAD), ends)
        ranked = sorted(shares.items(), key=lambda share: (-abs(share[1]), labels[share[0]]))
        least = _least(before, after)
        rows = [
            (signed(share, unit[headline]), labels[factor])
            for factor, share in ranked
            if abs(share) > least
        ]
        columns = Column(justify="right", no_wrap=True, min_width=14), Column()
        yield (
            table(*columns, rows=rows, indent=_INDENT, is_headed=False)
            if rows
            else line("nothing learned moves it", indent=_INDENT)
        )
    yield from _reasons(factors, labels, later)


def _reasons(
    factors: Iterable[Factor], labels: Mapping[Factor, str], later: Ledger
) -> Iterator[RenderableType]:
    rows = [
        (f"{labels[factor]}:", _reason(factor, later))
        for factor in factors
        if not isinstance(factor, Other)
    ]
    if rows:
        yield line(("Because of", HEAD))
        columns = Column(style=NAME), Column()
        yield table(*columns, rows=rows, indent=_INDENT, is_headed=False)


def _reason(names: tuple[str, ...], later: Ledger) -> str:
    """Return why the values are new, in the words of the data; odds are judged together."""
    now = [later.parameter(name).current for name in names]
    if len(now) > 1:
        return f"judged anew on {max(value.since for value in now)}"
    return now[0].because or now[0].assumed or ", ".join(now[0].claims)


def _least(before: float, after: float) -> float:
    """Return the rounding that sums of floats carry."""
    return 1e-12 * max(abs(before), abs(after), 1e-9)
