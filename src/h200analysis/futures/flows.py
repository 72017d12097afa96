"""The monthly flow over drawn futures: a path of policy in each, and all its inputs as hedged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from h200analysis.cases.case import Case
from h200analysis.cases.outcome import Input
from h200analysis.chance import draws as drawing
from h200analysis.chance.draws import Block
from h200analysis.chance.quantiles import Draws
from h200analysis.evidence import Ledger, measures
from h200analysis.evidence.policy_states import STATES
from h200analysis.futures.paths import Chain, States, walk
from h200analysis.futures.policy import chain as chain_of
from h200analysis.model import domains
from h200analysis.model.flow import (
    TERMS,
    CapBasis,
    CapMeasure,
    Flow,
    Given,
    VolumeCap,
    monthly_flow,
)
from h200analysis.model.units import Unit

MONTHS = 12
MOST_MONTHS = 31  # as many dimensions are kept for their steps
DRAWN = (
    "orders_chips", "firm_order_share", "stock_chips", "unit_price_usd", "us_gate_exponent",
    "china_gate_exponent", "us_need_per_month", "arrivals_per_month",
)  # fmt: skip
FIXED = (
    "first_arrival_month", "arrival_ramp_months", "throughput_per_month", "licence_lag_months",
    "us_shipped_before_chips", "volume_cap_share", "cancelled_per_month", "switched_per_month",
    "open_order_survival", "transition_weight", "cleared_chips",
)  # fmt: skip
_DAYS = 365.25 / 12  # of a month
_STEP, _TURN = 64, 96  # Sobol' dimensions of the months' own steps, and of events within them


@dataclass(frozen=True, slots=True)
class FlowModel:
    """All that a run over futures needs, read once from a case: inputs by name and policy."""

    case: Case
    inputs: Mapping[str, Input] = field(repr=False)
    months: int
    chain: Chain = field(repr=False)
    months_of_rule: float

    def value(self, name: str) -> float:
        """Return the single figure of an input."""
        return self.inputs[name].value

    def block(self, seed: int, block: Block) -> "Futures":
        """Return one block of drawn futures."""
        return self.run(self.drawn(seed, block), self.path(seed, block))

    def drawn(self, seed: int, block: Block) -> dict[str, Any]:
        """Return the drawn inputs of a block; one that the case fixes is a single number."""
        return {name: self._draw(name, seed, block) for name in DRAWN}

    def columns(self) -> dict[str, int]:
        """Return the names of the path's own levels in (0, 1), with their Sobol' dimensions."""
        steps = {_step(n): _STEP + n for n in range(1, self.months + 1)}
        return steps | {_turn(n): _TURN + n for n in self.chain.events}

    def path(self, seed: int, block: Block) -> tuple[States, ...]:
        """Return the state of policy in each month of each future of a block."""
        return self.walk(
            {name: drawing.uniform(name, n, seed, block) for name, n in self.columns().items()}
        )

    def walk(self, levels: Mapping[str, Draws]) -> tuple[States, ...]:
        """Return the same at given levels."""
        steps = [levels[_step(n)] for n in range(1, self.months + 1)]
        return walk(self.chain, steps, {n: levels[_turn(n)] for n in self.chain.events})

    def run(self, drawn: Mapping[str, Any], path: tuple[States, ...]) -> "Futures":
        """Return the futures in which the inputs and the path of policy are these."""
        flow = monthly_flow(self.given(drawn, path))
        reported = np.broadcast_to(drawn["orders_chips"], path[0].shape)
        still: Any = flow.backlog * self.value("open_order_survival")
        before = self.value("cleared_chips")
        return Futures(flow, path, before, reported, still, drawn["unit_price_usd"])

    def _draw(self, name: str, seed: int, block: Block) -> Any:
        used, ledger = self.inputs[name], self.case.ledger
        if used.supposed or ledger.parameter(used.name).dimension is None:
            return used.value
        return drawing.part(ledger, used.name, seed, block)

    def given(self, drawn: Mapping[str, Any], path: tuple[States, ...]) -> Given:
        """Return what the flow is given in these futures."""
        passed, ceilings = self._passed(drawn, path[0].size), self._ceilings()
        at, lag = np.arange(path[0].size), ceil(self.value("licence_lag_months"))
        months = range(1, self.months + 1)
        firm = drawn["orders_chips"] * drawn["firm_order_share"]
        return Given(
            stock_chips=drawn["stock_chips"],
            orders_chips=np.maximum(firm - self.value("cleared_chips"), 0),
            arrivals=[self._risen(n) * drawn["arrivals_per_month"] for n in months],
            us_need=[drawn["us_need_per_month"]] * self.months,
            gate=[
                0.0 if number <= lag else passed[states, at]
                for number, states in zip(months, path, strict=True)
            ],
            licence_ceiling=[ceilings.take(states) for states in path],
            throughput=[self.value("throughput_per_month")] * self.months,
            new_orders=[0.0] * self.months,
            cap=self._cap(drawn, path),
            cancelled=self.value("cancelled_per_month"),
            switched=self.value("switched_per_month"),
        )  # fmt: skip

    def _passed(self, drawn: Mapping[str, Any], count: int) -> Draws:
        """Return the share of orders that each state lets pass, a row a state."""
        terms = [self.case.ledger.policy().states[state] for state in STATES]
        us, china = drawn["us_gate_exponent"], drawn["china_gate_exponent"]
        passed = (_power(t.licence, us) * _power(t.gate, china) * t.conversion for t in terms)
        return np.stack([np.broadcast_to(share, count) for share in passed])

    def _ceilings(self) -> Draws:
        ceilings = (self.case.ledger.policy().states[state].ceiling for state in STATES)
        return np.array([np.inf if ceiling is None else ceiling for ceiling in ceilings])

    def _cap(self, drawn: Mapping[str, Any], path: tuple[States, ...]) -> VolumeCap:
        bases = [CapBasis(self.case.ledger.policy().states[state].cap_basis) for state in STATES]
        among = {basis: np.array([own is basis for own in bases]) for basis in dict.fromkeys(bases)}
        held = tuple({basis: at.take(states) for basis, at in among.items()} for states in path)
        since = drawn["us_need_per_month"] * self.months_of_rule
        return VolumeCap(
            CapBasis.OFF, self.value("volume_cap_share"), CapMeasure.UNITS,
            self.value("us_shipped_before_chips") + since, (), 1, 1, 1, held, since,
            self.value("cleared_chips"),
        )  # fmt: skip

    def _risen(self, month: int) -> float:
        """Return the part of the full rate at which chips arrive in a month."""
        ramp = self.value("arrival_ramp_months")
        since = month - self.value("first_arrival_month") + 1
        return float(np.clip(since / ramp, 0, 1)) if ramp else float(since > 0)


@dataclass(frozen=True, slots=True)
class Futures:
    """A block of futures: the flow in each, its path, and what makes up the partition.

    `before` are the chips delivered until the ledger's day, from which the flow sets out.
    """

    flow: Flow = field(repr=False)
    path: tuple[States, ...] = field(repr=False)
    before: float
    reported: Draws = field(repr=False)
    still_open: Draws = field(repr=False)
    price: Any = field(repr=False)

    def delivered(self) -> Iterator[Draws]:
        """Yield the chips delivered by the end of each month, those of before counted."""
        for month in self.flow.months:
            yield np.broadcast_to(self.before + month.delivered, self.reported.shape)

    def parts(self) -> dict[str, Draws]:
        """Return reported orders in chips, split without rest: delivered, still open, gone.

        Gone is what was cancelled or switched, what does not survive the year, and what was never
        firm.
        """
        *_, delivered = self.delivered()
        gone = self.reported - delivered - self.still_open
        return {"delivered": delivered, "still open": self.still_open, "gone": gone}

    def binding(self, month: int) -> NDArray[np.float64]:
        """Return the share of futures in which each of the flow's limits bound in a month."""
        bound = np.broadcast_to(self.flow.months[month].binding, self.reported.shape)
        counted = np.bincount(bound.astype(np.intp), minlength=len(TERMS))
        return counted / bound.size


def flow_model(case: Case, months: int = MONTHS) -> FlowModel:
    """Return the flow as a case has it, policy starting where it stood on the ledger's day."""
    domains.check("months", months, Annotated[int, Unit("month", 1, MOST_MONTHS)])
    inputs = {name: input_of(case, name) for name in (*DRAWN, *FIXED)}
    weight = inputs["transition_weight"].value
    chain = chain_of(case.ledger, months, weight)
    return FlowModel(case, inputs, months, chain, _months_of_rule(case.ledger))


def input_of(case: Case, name: str) -> Input:
    """Return what a name stands for as an input; of a formula its value, which is not drawn."""
    computed, meant = case.compute(name), case.binding.resolve(name)
    if isinstance(meant, Input):
        return meant
    claims = tuple(dict.fromkeys(claim for used in computed.inputs for claim in used.claims))
    title = case.ledger.parameter(name).title
    return Input(name, title, float(computed.value), str(computed.unit), claims, supposed=True)


def _months_of_rule(ledger: Ledger) -> float:
    """Return how long the rule with the volume cap has been in force on the ledger's day."""
    cap = measures(ledger).get("volume_cap")
    since = cap.effective if cap and cap.effective else ledger.as_of
    return max((ledger.as_of - since).days, 0) / _DAYS


def _step(month: int) -> str:
    return f"policy step {month}"


def _turn(month: int) -> str:
    return f"policy event {month}"


def _power(share: float, exponent: Any) -> Any:
    """Return a share to a power; shut stays shut and open open, without computing it."""
    return share if share in {0.0, 1.0} else np.exp(np.log(share) * exponent)
