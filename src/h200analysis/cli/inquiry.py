"""h200 moved, scores, published, matters: what matters, what moved, what came of forecasts."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from h200analysis.cli.guard import sentences
from h200analysis.errors import ArgumentError

if TYPE_CHECKING:
    from h200analysis.cases import Case
    from h200analysis.inquiry.headlines import Headline


@click.command()
@click.argument("before", metavar="DAY")
@click.argument("after", metavar="DAY")
@click.option("--scenario", default="central", show_default=True, help="A scenario of both days.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Editions whose printed figures to set out from."
)
@click.option(
    "--draws", default=65_536, show_default=True, help="How many futures to draw for the belief."
)
@sentences
def moved(before: str, after: str, scenario: str, out: Path | None, draws: int) -> None:
    """Tell what moved the headline figures between two days, and by how much each change did.

    The shares of a figure in parameters add up to its change (Shapley). What is believed of
    deliveries moves by events: the news of a day counts for what it changed on that day, the rest
    is time, and the rows add up too. With --out, the figures of the first day are those that its
    editions printed, and what today's model gives otherwise is told apart.
    """
    from h200analysis import cases, evidence
    from h200analysis.cli.belief import counted, is_kept
    from h200analysis.exhibits.terminal.console import line, show
    from h200analysis.exhibits.terminal.moved import by_event, moved
    from h200analysis.futures.rates import refuse_none
    from h200analysis.inquiry import headlines
    from h200analysis.inquiry.attribution import attribution
    from h200analysis.inquiry.story import news_days, story

    views = evidence.views()
    then, now = (
        cases.Case(views(evidence.day(given, "DAY")), scenario) for given in (before, after)
    )
    refuse_none(now.ledger)
    printed = None if out is None else _printed(out, then, scenario)
    split = attribution(headlines.run(then), headlines.run(now), printed)
    show(*moved(split, now.ledger))
    ends = then.ledger.as_of, now.ledger.as_of
    if not all(map(is_kept, ends)):
        return
    with counted(news_days(now.ledger, ends[0]), "Days with news") as days:
        told = story(views, ends, headlines.of_belief(7, draws), days, scenario)
    show(line(""), *by_event(told, printed or {}))


def _printed(out: Path, then: "Case", scenario: str) -> "Mapping[Headline, float]":
    """Return the headlines that the plain editions of a day had printed."""
    from h200analysis import cases
    from h200analysis.inquiry import headlines
    from h200analysis.press.archive import printed

    if scenario != cases.BASELINE:
        raise ArgumentError(
            f"--out holds what the plain editions printed, and --scenario is {scenario!r}; "
            "leave one of the two."
        )
    return headlines.recorded(printed(out, then.ledger.as_of))


@click.command()
@click.option("--as-of", metavar="DAY", help="By what was known on this day; by all if not said.")
@sentences
def scores(as_of: str | None) -> None:
    """Score the locked forecasts by what came of them, beside forecasts that need no model.

    They are those of data/forecasts.jsonl, one for each day. A question counts once the day that it
    asks about is past, be the answer yes or no; the day of the first delivery once it is known.
    """
    from h200analysis import evidence
    from h200analysis.exhibits.terminal.console import show
    from h200analysis.exhibits.terminal.scores import scores
    from h200analysis.inquiry import register
    from h200analysis.inquiry.scoreboard import scoreboard

    ledger = evidence.read(as_of or evidence.latest_day())
    show(*scores(scoreboard(register.read(register.file_of()), ledger)))


@click.command()
@click.option("--as-of", metavar="DAY", help="Of what was known on this day; all if not said.")
@sentences
def published(as_of: str | None) -> None:
    """Compute figures that others published again, and tell which the model reproduces.

    Misfits stay in, with their reason (data/published.toml).
    """
    from h200analysis import evidence
    from h200analysis.exhibits.terminal.console import show
    from h200analysis.exhibits.terminal.published import published
    from h200analysis.inquiry.published import MisfitError, reproductions

    reproduced = reproductions(evidence.read(as_of or evidence.latest_day()))
    show(*published(reproduced))
    if not all(each.is_as_found for each in reproduced):
        raise MisfitError("A published figure is not as data/published.toml says; see above.")


@click.command()
@click.argument("asked", metavar="[FORMULA]", default="")
@click.option("--as-of", metavar="DAY", help="As of this day; the latest if not said.")
@click.option("--seed", default=7, show_default=True, help="Seed of the draws.")
@click.option(
    "--draws", default=32_768, show_default=True, help="Futures of each belief, without FORMULA."
)
@sentences
def matters(asked: str, as_of: str | None, seed: int, draws: int) -> None:
    """Tell which inputs a figure depends on most, and what knowing one first would be worth.

    FORMULA is a name of `h200 formulas`, such as gap_at_list. Without one, it is what is believed
    of 2026, which is made anew for both ends of each parameter (about a minute), and the decision
    to ship a first batch.
    """
    from h200analysis import cases, evidence
    from h200analysis.exhibits.terminal import matters as shown
    from h200analysis.exhibits.terminal.console import line, show
    from h200analysis.inquiry import target
    from h200analysis.inquiry.decision import shipping_decision
    from h200analysis.inquiry.sobol import sobol_indices
    from h200analysis.inquiry.swings import swings
    from h200analysis.inquiry.tornado import tornado

    ledger = evidence.read(as_of or evidence.latest_day())
    case = cases.Case(ledger)
    if asked:
        aim = target.of_formula(case, asked)
        show(*shown.matters(aim, tornado(aim), sobol_indices(aim, seed=seed), ledger))
        return
    show(*shown.swinging(swings(case, seed, draws), ledger), line(""))
    show(*shown.worth_knowing(shipping_decision(case, seed, draws), ledger))
