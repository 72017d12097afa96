"""The story of the belief between two days: each day's news, what it moved, and the waiting."""

from collections.abc import Iterator, Mapping
from datetime import date

from rich.console import RenderableType
from rich.table import Column

from h200analysis.evidence import Ledger
from h200analysis.evidence.meetings import MEETINGS
from h200analysis.evidence.questions import QUESTIONS
from h200analysis.exhibits.labels import STATES
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.terminal.chances import chance, points
from h200analysis.exhibits.terminal.console import HEAD, QUIET, line, table
from h200analysis.exhibits.wording import signed, worded
from h200analysis.inquiry.chronicle import ANY, BEIJING, CHIPS, leading
from h200analysis.inquiry.story import Event, News, Story

_INDENT = 4
_DIGITS = 2  # of a mean number of chips: more is noise of the draws


def story(told: Story[str], between: tuple[date, date], ledger: Ledger) -> Iterator[RenderableType]:
    """Yield both ends, each day's news with what it moved, and what the time between did."""
    first, last = (day(end) for end in between)
    yield line((f"What moved the belief between {first} and {last}", HEAD))
    yield table(
        Column(), *(Column(head, justify="right") for head in (first, last, "Moved")),
        rows=_ends(told), indent=_INDENT,
    )  # fmt: skip
    for event, wait in zip(told.events, told.waits(ANY), strict=False):
        yield from _waited(wait)
        yield from _event(event, ledger)
    yield from _waited(told.waits(ANY)[-1])
    yield line("")
    yield line(
        ("All days without news: ", HEAD),
        f"{signed(told.waiting(ANY), 'share', _DIGITS)} of any delivery, "
        f"{signed(told.waiting(CHIPS), 'chip', _DIGITS)}.",
    )


def _ends(told: Story[str]) -> list[tuple[str, ...]]:
    before, after = told.before, told.after
    change = after[CHIPS] - before[CHIPS]
    return [
        ("Chance of any delivery in 2026", chance(before[ANY]), chance(after[ANY]),
         signed(after[ANY] - before[ANY], "share", _DIGITS)),
        ("Chips by 31 December, mean", worded(before[CHIPS], "chip", _DIGITS),
         worded(after[CHIPS], "chip", _DIGITS), signed(change, "chip", _DIGITS)),
        ("Beijing, likeliest", _leading(before), _leading(after), ""),
    ]  # fmt: skip


def _leading(measures: Mapping[str, float]) -> str:
    state, share = leading(BEIJING, measures)
    return f"{STATES[state]} ({chance(share)})"


def _waited(move: float) -> Iterator[RenderableType]:
    if moved := points(move):
        yield line((f"no news: {moved} points", QUIET), indent=_INDENT)


def _event(event: Event[str], ledger: Ledger) -> Iterator[RenderableType]:
    before, after = event.before, event.after
    moved = points(event.move(ANY)) or "0.0"
    yield line(
        (day(event.day), HEAD),
        f": any delivery {chance(before[ANY])} → {chance(after[ANY])} ({moved} points); "
        f"in the mean {worded(before[CHIPS], 'chip', _DIGITS)} → "
        f"{worded(after[CHIPS], 'chip', _DIGITS)}",
    )
    was, now = (leading(BEIJING, each)[0] for each in (before, after))
    arrow = f"{_leading(before)} → {_leading(after)}" if was != now else _leading(after)
    yield line(f"Beijing {arrow}", indent=_INDENT)
    yield from (line(said, indent=_INDENT) for said in _said(event.news, ledger))


def _said(news: News, ledger: Ledger) -> Iterator[str]:
    """Yield a line for each thing that became known."""
    for name in news.claims:
        yield f"{ledger.source_of(name).publisher}: {ledger.claim(name).paraphrase} [{name}]"
    for name in news.meetings:
        yield f"New date of a meeting: {ledger.of(MEETINGS)[name].title}."
    for name in news.answers:
        question = ledger.of(QUESTIONS)[name]
        outcome = question.outcome
        if outcome is not None and question.about == "any_delivery":
            yield f"Answered: {question.title}: {'yes' if outcome.value else 'no'}."
    if not news.is_of_evidence:
        titles = (ledger.parameter(name).title for name in news.values)
        yield f"New values: {', '.join(titles)}."
