"""h200 moved, scores, published, matters: what matters, what moved, what came of forecasts."""

from datetime import date
from pathlib import Path

import click

from h200analysis.cli.guard import sentences
from h200analysis.errors import ArgumentError

_HINDCASTS = ("2026-01-15", "2026-03-15", "2026-05-20")
_FIRST_WRITTEN = date(2026, 11, 24)  # since when odds are locked on the day that they are given


@click.command()
@click.argument("before", metavar="DAY")
@click.argument("after", metavar="DAY")
@click.option("--scenario", default="central", show_default=True, help="A scenario of both days.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Editions whose printed figures to set out from."
)
@sentences
def moved(before: str, after: str, scenario: str, out: Path | None) -> None:
    """Tell what moved the headline figures between two days, and by how much each change did.

    The shares of a headline add up to its change (Shapley). With --out, the figures of the first
    day are those that its editions printed, and what today's model gives otherwise is told apart.
    """
    from h200analysis import cases, evidence
    from h200analysis.exhibits.terminal.console import show
    from h200analysis.exhibits.terminal.moved import moved
    from h200analysis.inquiry import headlines
    from h200analysis.inquiry.attribution import attribution

    then, now = (cases.Case(evidence.read(day), scenario) for day in (before, after))
    printed = None
    if out is not None:
        from h200analysis.press.archive import printed as printed_on

        if scenario != cases.BASELINE:
            raise ArgumentError(
                f"--out holds what the plain editions printed, and --scenario is {scenario!r}; "
                "leave one of the two."
            )

        printed = headlines.recorded(printed_on(out, then.ledger.as_of))
    split = attribution(headlines.run(then), headlines.run(now), printed)
    show(*moved(split, now.ledger))


@click.command()
@click.option(
    "--known", metavar="DAY", help="Score what had come out by this day; all if not said."
)
@click.option("--as-of", "days", metavar="DAY", multiple=True, help="Forecasts of this day, again.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder of editions whose locked odds to score."
)
@sentences
def scores(known: str | None, days: tuple[str, ...], out: Path | None) -> None:
    """Score forecasts against what came of them: of locked editions, and of days made again.

    \b
    h200 scores --known 2026-07-31                   January, March and May, as known in July
    h200 scores --as-of 2026-02-01 --as-of 2026-06-01
    h200 scores --out reports/editions               what published editions had locked
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    from h200analysis import cases, evidence
    from h200analysis.evidence.questions import QUESTIONS
    from h200analysis.exhibits.terminal.console import show
    from h200analysis.exhibits.terminal.scores import hindsight, scores
    from h200analysis.inquiry.forecasts import expected
    from h200analysis.inquiry.scoreboard import scoreboard, scored

    ledger = evidence.read(known or evidence.latest_day())
    again = days or (() if out else _HINDCASTS)
    every = (cases.Case(evidence.read(day)) for day in again)
    forecasts = [asked.forecast for case in every for asked in expected(case)]
    if out is not None:
        from h200analysis.press.archive import locked

        forecasts = [*locked(out), *forecasts]
    answered = scored(forecasts, ledger)
    titles = {name: question.title for name, question in ledger.of(QUESTIONS).items()}
    show(scores(answered, scoreboard(answered), titles))
    if any(score.as_of < _FIRST_WRITTEN for score in answered):
        show(*hindsight(_FIRST_WRITTEN))


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
@sentences
def matters(asked: str, as_of: str | None, seed: int) -> None:
    """Tell which inputs a figure depends on most, and what knowing one first would be worth.

    FORMULA is a name of `h200 formulas`, such as gap_at_list; without one, it is the chips that the
    monthly flow delivers within a year, and the decision to ship a first batch.
    """
    from h200analysis import cases, evidence
    from h200analysis.exhibits.terminal.console import line, show
    from h200analysis.exhibits.terminal.matters import matters, worth_knowing
    from h200analysis.inquiry import target
    from h200analysis.inquiry.decision import shipping_decision
    from h200analysis.inquiry.sobol import sobol_indices
    from h200analysis.inquiry.tornado import tornado

    ledger = evidence.read(as_of or evidence.latest_day())
    case = cases.Case(ledger)
    aim = target.of_formula(case, asked) if asked else target.delivered(case)
    parts = sobol_indices(aim, seed=seed)
    show(*matters(aim, tornado(aim), parts, ledger))
    if not asked:
        show(line(""), *worth_knowing(shipping_decision(case, seed), ledger))
