"""The account of a day: what h200 belief tells, and how far each claim moved it."""

import json
from datetime import date
from functools import cache
from typing import Any

import pytest

from h200analysis.inquiry.account import Account, account
from h200analysis.inquiry.forecasts import MONTH_ENDS
from h200analysis.inquiry.influence import amount_influences, influences
from tests.futures.days import LAST, belief_of, case_of

LEVELS = ("p05", "p25", "p50", "p75", "p95", "mean")
DAYS = ["2025-12-31", "2026-01-15", "2026-08-27"]


@cache
def told(day: str) -> Account:
    """Return the account of a day, made once."""
    return account(case_of(day), draws=16_384)


@pytest.mark.parametrize("day", DAYS)
def test_json_has_what_it_promises(day: str) -> None:
    """Both gates, the odds and the chips of each month's end from March on, and the evidence."""
    said: dict[str, Any] = json.loads(json.dumps(told(day).as_json(), allow_nan=False))
    ends = ["2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31",
            "2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31"]  # fmt: skip

    assert ["as_of", "washington", "beijing", "any_by", "chips_by", "evidence"] == list(said)
    assert day == said["as_of"]
    assert ends == list(said["any_by"]) == list(said["chips_by"]) == list(map(str, MONTH_ENDS))
    assert sum(said["washington"].values()) == pytest.approx(1)
    assert sum(said["beijing"].values()) == pytest.approx(1)
    assert ["closed", "reviewing", "licensed"] == list(said["washington"])
    assert all(0 <= chance <= 1 for chance in said["any_by"].values())
    assert all(list(LEVELS) == list(chips) for chips in said["chips_by"].values())


@pytest.mark.parametrize("day", DAYS)
def test_odds_and_amounts_never_fall(day: str) -> None:
    """By a later day no chance, no quantile and no mean is lower; quantiles rise by level."""
    found = told(day)
    chances = list(found.any_by.values())

    assert chances == sorted(chances)
    for level in LEVELS:
        chips = [each[level] for each in found.chips_by.values()]
        assert chips == sorted(chips)
    for each in found.chips_by.values():
        levels = [each[level] for level in LEVELS[:-1]]
        assert levels == sorted(levels)


def test_what_is_answered_is_exactly_so() -> None:
    """In August nothing had come by May, and something by July: 0 and 1 to the last digit."""
    found = told("2026-08-27").any_by

    assert {0.0} == {found[date(2026, month, day)] for month, day in ((3, 31), (4, 30), (5, 31))}
    assert {1.0} == {chance for day, chance in found.items() if day >= date(2026, 7, 31)}
    assert 0 < found[date(2026, 6, 30)] < 1
    assert 0 < told("2026-01-15").any_by[date(2026, 3, 31)] < 1


@pytest.mark.parametrize("day", ["2026-01-15", "2026-03-15"])
def test_moves_in_order_add_up(day: str) -> None:
    """From no claim to all of them; left out alone they do not add up, since they overlap."""
    found = influences(case_of(day))
    before, after = found.before, found.after

    for name in ("any_by_end", "passing"):
        moves = sum(getattr(each.in_order, name) for each in found.claims)
        assert getattr(after, name) - getattr(before, name) == pytest.approx(moves, abs=1e-12)
    alone = sum(each.alone.any_by_end for each in found.claims)
    assert alone != pytest.approx(after.any_by_end - before.any_by_end, abs=1e-3)
    days = [each.published for each in found.claims]
    assert days == sorted(days)
    assert days[-1] <= date.fromisoformat(day)


def test_the_last_claim_alone_is_the_last_in_order() -> None:
    """Nothing comes after the last claim, so what it added is what is missing without it."""
    last = influences(case_of("2026-02-08")).claims[-1]

    assert last.alone.any_by_end == pytest.approx(last.in_order.any_by_end, abs=1e-12)


def test_later_claims_move_nothing_earlier() -> None:
    """Claims of March are no part of what moved January, and their own day has them."""
    january = {each.claim for each in influences(case_of("2026-01-15")).claims}
    march = {each.claim for each in influences(case_of("2026-03-15")).claims}

    assert january < march
    assert "h200_licence_first" in march - january


def test_reports_of_amounts_move_the_mean() -> None:
    """Without the report of 20,000 chips August would expect others; nothing else is touched."""
    belief = belief_of("2026-08-27")
    moves = {each.claim: each for each in amount_influences(belief)}

    assert "delivered" == moves["delivered_august"].quantity
    without = belief.without_report("delivered_august")
    mean = belief.mean(belief.chips_by(LAST))[0] - without.mean(without.chips_by(LAST))[0]
    assert mean == pytest.approx(moves["delivered_august"].mean_chips)
    assert abs(mean) > 1_000
    assert without.beijing == belief.beijing
    assert 20_000 == belief.quantiles(belief.chips_by(date(2026, 8, 19)), [0.5])[0]
    assert () == amount_influences(belief_of("2026-01-15"))
