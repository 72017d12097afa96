"""The shipping decision over drawn futures, and what it would be worth to know more first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, unique
from typing import Any

import numpy as np

from h200analysis.cases.case import Case
from h200analysis.chance import draws as drawing
from h200analysis.chance.draws import REPLICATES, Block, check
from h200analysis.futures.flows import FlowModel, Futures, flow_model, input_of
from h200analysis.inquiry.factors import Factor, Other
from h200analysis.inquiry.information import (
    InformationValue,
    Numbers,
    partial_information,
    perfect_information,
)
from h200analysis.model import clearance, shipping
from h200analysis.model.arithmetic import divide

_OTHERS = ("customs_value_share", "unit_cost_usd")


@unique
class Action(StrEnum):
    """What a seller may do with the first batch."""

    SEND_NOW = "send_now"
    SEND_ON_WORD = "send_on_word"
    SELL_ELSEWHERE = "sell_elsewhere"


@dataclass(frozen=True, slots=True)
class Decision:
    """What each action brings in the mean, in dollars, and what knowing more would be worth.

    `errors` are the standard errors of the means, `perfect` the worth of knowing everything, its
    error beside it, and `partial` that of knowing one input.
    """

    means: Mapping[Action, float]
    errors: Mapping[Action, float] = field(repr=False)
    perfect: float
    perfect_error: float
    partial: Mapping[Factor, InformationValue] = field(repr=False)

    @property
    def best(self) -> Action:
        """Return the action that brings most in the mean."""
        return max(self.means, key=lambda action: self.means[action])


def shipping_decision(case: Case, seed: int = 7, draws: int = 65_536) -> Decision:
    """Weigh a first batch of the size last reported over the drawn futures of a case."""
    check(draws, seed)
    model = flow_model(case)
    blocks = [Block(replicate, 0, draws // REPLICATES) for replicate in range(REPLICATES)]
    parts = [_futures(model, seed, block) for block in blocks]
    payoffs = np.concatenate([payoffs for payoffs, _ in parts], axis=1)
    means = np.array([payoffs.mean(axis=1) for payoffs, _ in parts])
    worths = np.array([perfect_information(payoffs) for payoffs, _ in parts])
    known = {f: np.concatenate([inputs[f] for _, inputs in parts]) for f in parts[0][1]}
    root = np.sqrt(REPLICATES)
    return Decision(
        dict(zip(Action, payoffs.mean(axis=1).tolist(), strict=True)),
        dict(zip(Action, (means.std(axis=0, ddof=1) / root).tolist(), strict=True)),
        perfect_information(payoffs),
        float(worths.std(ddof=1) / root),
        {f: partial_information(payoffs, values, seed) for f, values in known.items()},
    )


def _futures(model: FlowModel, seed: int, block: Block) -> tuple[Numbers, dict[Factor, Numbers]]:
    """Return what each action brings in a block of futures, and the inputs that vary in it."""
    case, drawn = model.case, model.drawn(seed, block)
    futures = model.run(drawn, model.path(seed, block))
    drawn |= {name: _drawn(case, name, seed, block) for name in _OTHERS}
    varied: dict[Factor, Numbers] = {
        (n,): v for n, v in drawn.items() if isinstance(v, np.ndarray) and np.ptp(v) > 0
    }
    return _payoffs(case, drawn, futures), varied | {Other.NEXT_DELIVERY: _first(futures)}


def _payoffs(case: Case, drawn: Mapping[str, Any], futures: Futures) -> Numbers:
    fixed = {n: case.compute(n).value for n in _FIXED}
    lot, price = fixed["first_batch_high_chips"], drawn["unit_price_usd"]
    cleared = divide(
        np.minimum(np.asarray(futures.flow.delivered), lot),
        lot,
        "first_batch_high_chips",
    )
    duty = clearance.duty_per_chip(price, fixed["fee_rate"], drawn["customs_value_share"])
    salvage, rate, delay = (fixed[n] for n in ("salvage_usd", "discount_rate", "delay_years"))
    payoffs = (
        shipping.sent_now_usd(lot, cleared, price, salvage, duty),
        shipping.sent_on_word_usd(lot, cleared, price, salvage, duty, rate, delay),
        shipping.sold_elsewhere_usd(lot, fixed["next_best_price_usd"]),
    )
    return np.stack(np.broadcast_arrays(*payoffs)).astype(np.float64)


_FIXED = (
    "first_batch_high_chips", "fee_rate", "salvage_usd", "next_best_price_usd", "discount_rate",
    "delay_years",
)  # fmt: skip


def _first(futures: Futures) -> Numbers:
    """Return the month in which the next chips are let in, and the one after the last if none."""
    waited = sum((chips == futures.before).astype(np.float64) for chips in futures.delivered())
    return np.asarray(waited + 1, dtype=np.float64)


def _drawn(case: Case, name: str, seed: int, block: Block) -> Numbers | float:
    used = input_of(case, name)
    if used.supposed or case.ledger.parameter(used.name).dimension is None:
        return used.value
    return drawing.part(case.ledger, used.name, seed, block)
