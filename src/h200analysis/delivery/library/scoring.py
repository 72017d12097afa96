"""The scoreboard as a page: what came of the locked forecasts, beside forecasts without a model."""

from collections.abc import Mapping, Sequence
from typing import Any

from h200analysis.delivery.library.leaf import Leaf, mark
from h200analysis.delivery.library.pages import Press
from h200analysis.evidence import Ledger
from h200analysis.exhibits.marks import day
from h200analysis.inquiry import register
from h200analysis.inquiry.scoreboard import Scoreboard, scoreboard

PATH = "scores.html"


def leaf(press: Press, ledger: Ledger) -> Leaf:
    """Return the page of scores; it is worked out only where a forecast or the evidence is new."""
    locked = register.read(register.file_of())
    of = mark([entry.hash for entry in locked], ledger.fingerprint())
    return press.later(
        PATH,
        "scores.html",
        of,
        lambda: {"tables": _tables(scoreboard(locked, ledger)), "on": day(ledger.as_of),
                 "locked": len(locked)},
    )  # fmt: skip


def _tables(board: Scoreboard) -> list[dict[str, Any]]:
    """Return the tables that have rows, each with its title, what it means, heads and rows."""
    dates = [
        {name: f"{score.log:.2f} / {score.crps:.1f}" for name, score in row.by.items()}
        for row in board.dates
    ]
    odds = [{name: f"{score:.3f}" for name, score in row.by.items()} for row in board.odds]
    days = [day(row.as_of) for row in board.dates]
    asked = [f"{day(row.as_of)} ({row.asked})" for row in board.odds]
    tables = [
        _beside(
            "When will the first chip arrive?",
            "Log score in nats / continuous ranked probability score in weeks; lower is better. "
            "All these days speak of one event, so they are one observation.",
            days,
            dates,
        ),
        _amounts(board),
        _beside(
            "Will a chip have arrived by a month’s end?",
            "Mean Brier score over the month ends that were still open (how many, in brackets); "
            "lower is better.",
            asked,
            odds,
        ),
        _skill(board),
    ]
    return [table for table in tables if table["rows"]]


def _beside(
    title: str, meaning: str, days: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> dict[str, Any]:
    names = [*dict.fromkeys(name for row in rows for name in row)]
    return {
        "title": title,
        "meaning": meaning,
        "heads": ["Asked on", *map(_called, names)],
        "rows": [
            [asked, *(row.get(name, "–") for name in names)]
            for asked, row in zip(days, rows, strict=True)
        ],
    }


def _amounts(board: Scoreboard) -> dict[str, Any]:
    names = [*dict.fromkeys(name for row in board.amounts for name in row.by)]
    return {
        "title": "How many chips will have been delivered by a day?",
        "meaning": "Continuous ranked probability score in chips; lower is better. The last column "
        "says whether our 90% range held the outcome.",
        "heads": ["Asked on", "By", "Outcome", *map(_called, names), "In our range"],
        "rows": [
            [
                day(row.as_of), day(row.question.by), f"{row.outcome:,.0f}",
                *(f"{row.by[name]:,.0f}" if name in row.by else "–" for name in names),
                "yes" if row.is_covered else "no",
            ]
            for row in board.amounts
        ],
    }  # fmt: skip


def _skill(board: Scoreboard) -> dict[str, Any]:
    return {
        "title": "Are our forecasts of the first delivery better than simple ones?",
        "meaning": "Mean gain over each simple forecast; above zero, ours was better. In brackets "
        "the worst and the best day.",
        "heads": ["Compared with", "Days", "Log score, nats", "Ranked probability score"],
        "rows": [
            [
                each.against, str(each.days),
                f"{each.log.mean:+.2f} ({each.log.least:+.2f} to {each.log.most:+.2f})",
                f"{each.crps.mean:+.0%} ({each.crps.least:+.0%} to {each.crps.most:+.0%})",
            ]
            for each in board.skill
        ],
    }  # fmt: skip


def _called(name: str) -> str:
    return "Ours" if name == "belief" else f"{name[:1].upper()}{name[1:]}"
