"""What moved each headline between two editions: by share, with reasons; by event, in order."""

from collections.abc import Iterable, Iterator, Mapping

from rich.console import RenderableType
from rich.table import Column

from h200analysis.evidence import Ledger
from h200analysis.exhibits.labels import of_factors, of_headline
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.terminal.chances import chance, points
from h200analysis.exhibits.terminal.console import HEAD, NAME, QUIET, line, table
from h200analysis.exhibits.wording import signed, worded
from h200analysis.inquiry.attribution import Attribution
from h200analysis.inquiry.factors import Factor, Other
from h200analysis.inquiry.headlines import CHANCE, CHIPS, DOLLARS, Headline, units
from h200analysis.inquiry.story import News, Story

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


def by_event(told: Story[Headline], printed: Mapping[Headline, float]) -> Iterator[RenderableType]:
    """Yield the headlines of the belief: both ends, and what each event and the waiting moved.

    The rows add up to the difference of the ends. Where the earlier edition had printed another
    figure than today's model gives, the first row is what the version of the model moved.
    """
    yield line((f"What is believed: {of_headline(CHANCE).lower()}, chips and dollars", HEAD))
    start = {headline: printed.get(headline, value) for headline, value in told.before.items()}
    rows = [("before", *_ends(start), "")]
    model = {headline: told.before[headline] - start[headline] for headline in start}
    if any(model.values()):
        rows.append(("", *_moves(model), "model version"))
    for event in told.events:
        move = {headline: event.move(headline) for headline in start}
        rows.append((day(event.day), *_moves(move), _news(event.news)))
    waiting = {headline: told.waiting(headline) for headline in start}
    rows += [("", *_moves(waiting), "all days without news"), ("after", *_ends(told.after), "")]
    heads = ("Any delivery in 2026", "Chips, mean", "Dollars, mean")
    yield table(
        Column("", style=QUIET, no_wrap=True),
        *(Column(head, justify="right", no_wrap=True) for head in heads), Column("News"),
        rows=rows, indent=_INDENT,
    )  # fmt: skip


def _ends(values: Mapping[Headline, float]) -> tuple[str, str, str]:
    chips, dollars = worded(values[CHIPS], "chip"), worded(values[DOLLARS], "USD")
    return chance(values[CHANCE]), chips, dollars


def _moves(moves: Mapping[Headline, float]) -> tuple[str, str, str]:
    moved = points(moves[CHANCE])
    chips, dollars = (
        signed(moves[headline], unit, 2) if moves[headline] else ""
        for headline, unit in ((CHIPS, "chip"), (DOLLARS, "USD"))
    )
    return f"{moved} points" if moved else "", chips, dollars


def _news(news: News) -> str:
    """Return an event in a few names: its claims, else meetings, else new values."""
    answered = tuple(f"{name} answered" for name in news.answers)
    return ", ".join((*news.claims, *news.meetings, *answered) or news.values)


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
    """Return why the values are new, in the words of the data."""
    now = [later.parameter(name).current for name in names]
    return "; ".join(v.because or v.assumed or ", ".join(v.claims) for v in now)


def _least(before: float, after: float) -> float:
    """Return the rounding that sums of floats carry."""
    return 1e-12 * max(abs(before), abs(after), 1e-9)
