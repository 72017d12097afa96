"""What a notebook may get wrong in a call: a sentence names the argument and what it expects."""

from collections.abc import Callable
from datetime import date, datetime
from math import inf, nan
from typing import Any

import numpy as np
import pytest

from h200analysis import evidence
from h200analysis.cases import Case, settled
from h200analysis.errors import H200Error
from h200analysis.evidence import Ledger
from h200analysis.futures import believe, filtered
from h200analysis.inquiry.decision import shipping_decision
from h200analysis.inquiry.information import partial_information, perfect_information
from h200analysis.inquiry.sobol import sobol_indices
from h200analysis.inquiry.target import of_formula
from h200analysis.inquiry.tornado import tornado
from h200analysis.model import market, stake
from h200analysis.model.shapley import shapley

Call = Callable[[Case], object]
PAYOFFS = np.array([[[1.0, 2.0], [2.0, 1.0]]] * 2)


def wrong(value: object) -> Any:
    """Return what a notebook passes, whatever the annotation says."""
    return value


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """Return what was known on 15 January 2026."""
    return evidence.read("2026-01-15")


@pytest.mark.parametrize("day", [None, 20260115, datetime(2026, 1, 15), "15.1.2026", True])
def test_a_day_is_a_day(day: Any) -> None:
    """A ledger is read as of a date or its text; a time of day is none."""
    with pytest.raises(H200Error, match=r"as_of is .*; expected a day such as '2026-01-15'"):
        evidence.read(day)


@pytest.mark.parametrize("given", ["2026-01-15", None, {}])
def test_a_case_is_of_a_ledger(given: Any) -> None:
    """A day in place of its ledger is told how to become one."""
    with pytest.raises(H200Error, match=r"ledger is .*; expected a ledger, such as evidence\.read"):
        Case(given)


CALLS: dict[str, tuple[Call, str]] = {
    "by_hand": (lambda c: Case(c.ledger, by_hand=wrong(3)), "by_hand is 3; expected names"),
    "under": (lambda c: c.under(wrong(None)), "There is no scenario None"),
    "let None": (lambda c: c.let(fee_rate=wrong(None)), "fee_rate is None; expected a number"),
    "let truth": (lambda c: c.let(fee_rate=True), "fee_rate is True; expected a number"),
    "let array": (lambda c: c.let(fee_rate=wrong(np.ones(2))), "fee_rate is array"),
    "let nan": (lambda c: c.let(fee_rate=nan), "fee_rate is nan; expected 0 to 1 share"),
    "draws": (lambda c: c.drawn(draws=wrong(1024.0)), "draws is 1024.0; expected a whole"),
    "seed": (lambda c: c.drawn(wrong("x")), "seed is 'x'; expected a whole number, 0 or more"),
    "seed of a belief": (lambda c: believe(c, wrong(7.0), 1024), "seed is 7.0; expected"),
    "a factor on nothing": (
        lambda c: filtered(c, scaled={"arival_rate": 2.0}),
        "There is no parameter 'arival_rate' in data/parameters.toml",
    ),
    "a factor below 0": (
        lambda c: filtered(c, scaled={"arrival_rate": -1.0}),
        "the factor on arrival_rate is -1; expected a finite ratio, 0 or more",
    ),
    "a day as text": (
        lambda c: filtered(c).any_by(wrong("2026-05-31")),
        "day is '2026-05-31'; expected a date of up to 2026-12-31",
    ),
    "a day of another year": (
        lambda c: filtered(c).any_by(date(2027, 1, 1)),
        "expected a date of up to 2026-12-31",
    ),
    "what only futures tell": (
        lambda c: c.evaluate(stake.delivered_usd),
        r"drawn futures tell it: read it by futures\.over\(case\)",
    ),
    "too few draws": (
        lambda c: settled(c, market.supply_gap, most=10),
        "most is 10; expected a whole number of draws from 16,384 to 67,108,864",
    ),
    "digits": (
        lambda c: settled(c, market.supply_gap, digits=wrong(2.5)),
        "digits is 2.5; expected a whole number, 1 or more",
    ),
    "tornado": (
        lambda c: tornado(of_formula(c, market.china_share_of_both)),
        "china_share_of_both rests on no drawn input: there is nothing to move",
    ),
    "sobol": (
        lambda c: sobol_indices(of_formula(c, market.china_share_of_both)),
        "china_share_of_both rests on no drawn input: there is nothing to split",
    ),
    "points": (
        lambda c: sobol_indices(of_formula(c, market.supply_gap), wrong(2.0)),
        "points is 2.0; expected a whole number",
    ),
    "seed of indices": (
        lambda c: sobol_indices(of_formula(c, market.supply_gap), 64, seed=-1),
        "seed is -1; expected a whole number",
    ),
    "payoffs": (lambda _: perfect_information(wrong(None)), "payoffs is None; expected an array"),
    "known": (
        lambda _: partial_information(PAYOFFS, np.array([nan, 1])),
        "known holds a value that is no finite number",
    ),
    "known text": (lambda _: partial_information(PAYOFFS, wrong("x")), "known is 'x'; expected"),
    "no batch": (
        lambda c: shipping_decision(c.let(first_batch_high_chips=0), draws=4096),
        "first_batch_high_chips is 0; expected more than 0",
    ),
    "players": (
        lambda _: shapley(("a", "b", "a"), len),
        "players holds a twice; expected each player once",
    ),
}


@pytest.mark.parametrize(("call", "told"), CALLS.values(), ids=CALLS)
def test_a_call_gone_wrong_is_told(ledger: Ledger, call: Call, told: str) -> None:
    """Each is refused where it is given, before anything is computed of it."""
    with pytest.raises(H200Error, match=told):
        call(Case(ledger))


def test_a_formula_in_place_of_a_parameter_keeps_to_its_domain(ledger: Ledger) -> None:
    """What a name is let stand for by another name is checked where a formula takes it."""
    case = Case(ledger).let(volume_cap_share="board_price_deviation")

    with pytest.raises(H200Error, match=r"volume_cap_share is -0\.0079.*; expected a share"):
        case.evaluate(market.china_share_of_both)
    with pytest.raises(H200Error, match="orders_chips is inf; expected"):
        market.supply_gap(inf, 1)
