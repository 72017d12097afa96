"""h200 belief: what is believed on a day, and what moved it."""

import json
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import click

from h200analysis.cli import verbosity
from h200analysis.cli.guard import sentences
from h200analysis.errors import ArgumentError

if TYPE_CHECKING:
    from h200analysis.evidence import Ledger

FIRST_DAY = date(2025, 12, 31)  # since which the rates of the belief are on record
_STORY_DRAWS = 32_768  # at fewer, too few are left in autumn


@click.command()
@click.option(
    "--as-of", metavar="DAY", help="What is believed on this day; the latest if not said."
)
@click.option("--since", metavar="DAY", help="What moved it between this day and that of --as-of.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A page to read, or JSON for programs.",
)
@click.option("--seed", default=7, show_default=True, help="Seed of the draws.")
@click.option(
    "--draws", type=int, help="How many futures: 65536 if not said, and 32768 a day with --since."
)
@sentences
def belief(as_of: str | None, since: str | None, form: str, seed: int, draws: int | None) -> None:
    """Tell where Washington and Beijing are believed to stand, and what may still be delivered.

    The first page gives the chance of each state of either government today, the chance of any
    delivery and the number of chips by the end of each month, and how far each claim that counts
    has moved the odds. What is answered is exactly 0% or 100%. With --since it tells the story
    between two days instead: what each day's news moved, and what waiting did.

    \b
    h200 belief                                    the latest day of the ledger
    h200 belief --as-of 2026-01-15 --format json   one day, for programs
    h200 belief --since 2026-01-15 --as-of 2026-03-01
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    from h200analysis import evidence

    day = asked_day(as_of) if as_of else evidence.latest_day()
    if since is None:
        _page(evidence.read(day), form, seed, draws or 65_536)
    else:
        _story(asked_day(since, "--since"), day, form, seed, draws or _STORY_DRAWS)


def is_kept(day: date) -> bool:
    """Tell whether the belief of a day is on record."""
    return day >= FIRST_DAY


def asked_day(given: str, name: str = "--as-of") -> date:
    """Return a day for which the belief is kept: of a later one nobody has looked for news."""
    from h200analysis import evidence

    day = evidence.day(given, name)
    last = evidence.read(date.max).newest_recorded()
    if not FIRST_DAY <= day <= last:
        raise ArgumentError(
            f"{name} is {day}; expected a day from {FIRST_DAY}, since which the rates of the "
            f"belief are on record, to {last}, when the ledger was last added to."
        )
    return day


@contextmanager
def counted(days: Sequence[date], label: str) -> Iterator[Iterator[date]]:
    """Give the days one by one, and show on a terminal how many are done."""
    is_shown = sys.stderr.isatty() and verbosity.level() <= logging.WARNING
    if not is_shown:
        yield iter(days)
        return
    with click.progressbar(days, label=label, file=sys.stderr) as bar:
        yield iter(bar)


def _page(ledger: "Ledger", form: str, seed: int, draws: int) -> None:
    from h200analysis import cases
    from h200analysis.exhibits.terminal.belief import belief
    from h200analysis.exhibits.terminal.console import show
    from h200analysis.inquiry.account import account

    told = account(cases.Case(ledger), seed, draws)
    if form == "json":
        _dump(told.as_json())
    else:
        for part in belief(told, ledger):  # what each claim moved takes longest and comes last
            show(part)


def _story(first: date, last: date, form: str, seed: int, draws: int) -> None:
    from h200analysis import evidence
    from h200analysis.exhibits.terminal.console import show
    from h200analysis.exhibits.terminal.story import story as page
    from h200analysis.inquiry.chronicle import as_json, measured
    from h200analysis.inquiry.story import news_days, story

    views = evidence.views()
    with counted(news_days(views(last), first), "Days with news") as days:
        told = story(views, (first, last), measured(seed, draws), days)
    if form == "json":
        _dump(as_json(told, (first, last), views(last)))
    else:
        show(*page(told, (first, last), views(last)))


def _dump(content: object) -> None:
    click.echo(json.dumps(content, indent=1, ensure_ascii=False))
