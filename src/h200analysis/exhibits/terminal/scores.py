"""Locked forecasts beside what came of them and beside baselines, for the terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean

from rich.console import RenderableType
from rich.table import Column

from h200analysis.counting import counted
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.terminal.console import HEAD, QUIET, WARNING, line, table
from h200analysis.inquiry.scoreboard import AmountScores, DateScores, OddsScores, Scoreboard, Skill

_NONE = "–"


def scores(board: Scoreboard) -> Iterator[RenderableType]:
    """Yield the whole board; less is better everywhere. Where it is empty, a sentence says so."""
    if not (board.dates or board.amounts or board.odds):
        yield line("No locked forecast had been answered by then.")
        return
    if board.dates:
        yield from _dates(board.dates, board.skill)
    if board.amounts:
        yield from _amounts(board.amounts)
    if board.odds:
        yield from _odds(board.odds)
    yield from _hindsight(board)


def _dates(rows: Sequence[DateScores], skill: Iterable[Skill]) -> Iterator[RenderableType]:
    yield line(("The day of the first delivery: log score in nats / CRPS in weeks", HEAD))
    cells = [{n: (score.log, score.crps) for n, score in row.by.items()} for row in rows]
    days = [str(row.as_of) for row in rows]
    yield _beside(days, cells, "{:.2f} / {:.1f}")
    for each in skill:
        yield line(_skill(each), indent=2)
    yield line(
        "All these days speak of one event, so their mean is one observation and has no standard "
        "error; in brackets, the worst and the best day.",
        indent=2,
    )


def _skill(skill: Skill) -> str:
    log, share = skill.log, skill.crps
    return (
        f"Gain over {skill.against}, {counted(skill.days, 'day')}: {log.mean:+.2f} nats "
        f"({log.least:+.2f} to {log.most:+.2f}); CRPS {share.mean:+.0%} "
        f"({share.least:+.0%} to {share.most:+.0%})."
    )


def _amounts(rows: Sequence[AmountScores]) -> Iterator[RenderableType]:
    yield line("")
    yield line(("Chips delivered by a day: CRPS in chips", HEAD))
    names = [*dict.fromkeys(name for row in rows for name in row.by)]
    yield table(
        Column("Asked on", style=QUIET, no_wrap=True),
        Column("By", no_wrap=True),
        *(Column(head, justify="right", no_wrap=True) for head in ("Came", *names, "At", "Held")),
        rows=[
            (
                str(row.as_of), str(row.question.by), f"{row.outcome:,.0f}",
                *(f"{row.by[name]:,.0f}" if name in row.by else _NONE for name in names),
                "{:.2f} to {:.2f}".format(*row.integral), "yes" if row.is_covered else "no",
            )
            for row in rows
        ],
    )  # fmt: skip
    yield line(
        "At: the share of the forecast that lies below the outcome, and below or on it. Held: "
        "within the 90% interval. All rows follow one course of deliveries, so they "
        "are no independent tests. The sell-side estimate supposes that China takes the chips.",
        indent=2,
    )


def _odds(rows: Sequence[OddsScores]) -> Iterator[RenderableType]:
    yield line("")
    yield line(("Footnote: Brier score over the month ends that were still open", HEAD))
    days = [f"{row.as_of} ({row.asked})" for row in rows]
    cells = [{name: (score,) for name, score in row.by.items()} for row in rows]
    yield _beside(days, cells, "{:.3f}")


def _beside(
    days: Sequence[str], rows: Sequence[Mapping[str, tuple[float, ...]]], form: str
) -> RenderableType:
    """Return the scores of each day in a row, a column for each who forecast, and the means.

    Who forecast on some of the days alone has no mean, since that would be of other questions.
    """
    names = [*dict.fromkeys(name for row in rows for name in row)]
    means = {
        name: tuple(map(fmean, zip(*(row[name] for row in rows), strict=True)))
        for name in names
        if all(name in row for row in rows)
    }
    every = [*zip(days, rows, strict=True), *([("mean", means)] if len(rows) > 1 else [])]
    return table(
        Column("Asked on", style=QUIET, no_wrap=True),
        *(Column(name, justify="right", no_wrap=True) for name in names),
        rows=[
            (asked, *(form.format(*row[n]) if n in row else _NONE for n in names))
            for asked, row in every
        ],
    )


def _hindsight(board: Scoreboard) -> Iterator[RenderableType]:
    for written in sorted(set(board.hindsight.values())):
        days = ", ".join(day(asked) for asked, at in board.hindsight.items() if at == written)
        told = f"Hindsight: what was expected on {days} was written down on {day(written)}."
        yield line((told, WARNING))
