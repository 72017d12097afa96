"""What is delivered by when, over drawn futures: chips by month, chances, and the partition."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from h200analysis.cases.case import Case
from h200analysis.cases.formulas import qualified
from h200analysis.cases.outcome import Input, Outcome, Spread
from h200analysis.chance import draws as drawing
from h200analysis.chance.draws import Block
from h200analysis.chance.quantiles import Draws
from h200analysis.chance.replicates import statistics
from h200analysis.chance.statistics import within
from h200analysis.futures.flows import MONTHS, FlowModel, flow_model
from h200analysis.model.flow import monthly_flow

_MIDDLES = (np.arange(100) + 0.5) / 100
_PARTS = ("delivered", "still open", "gone")


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Drawn futures of the monthly flow, months counted from the ledger's day.

    `by_month` are the chips delivered by the end of each month, `equally_likely` a hundred amounts
    that stand for them, and `chance` the chance that any are.
    `parts` splits reported orders, in dollars at each future's own price, at the end of the run.
    """

    by_month: tuple[Spread, ...]
    equally_likely: tuple[tuple[float, ...], ...]
    chance: tuple[Outcome, ...]
    parts: Mapping[str, Spread]

    def __repr__(self) -> str:
        """Return what its last month comes to, on a line."""
        return f"<Deliveries over {len(self.by_month)} months: {self.by_month[-1].middle!r}>"


def deliveries(
    case: Case,
    seed: int = 7,
    draws: int = 65_536,
    *,
    months: int = MONTHS,
    block: int | None = None,
    threads: int = 1,
) -> Deliveries:
    """Draw the futures of a case; neither `block` nor `threads` moves a figure."""
    drawing.check(draws, seed)
    model = flow_model(case, months)
    size = {} if block is None else {"block": block}
    drawn = statistics(
        lambda part: _quantities(model, seed, part), draws, reduce=_reduced, threads=threads, **size
    )
    rests = _Rests(case, (*model.inputs.values(), _policy(case, months)))
    return Deliveries(
        tuple(
            rests.spread(f"delivered_by_month_{number}", "chip", drawn[f"chips {number}"])
            for number in range(1, months + 1)
        ),
        tuple(tuple(drawn[f"chips {n}"]["slices"][0].tolist()) for n in range(1, months + 1)),
        tuple(
            rests.outcome(f"chance_by_month_{n}", "share", "mean", *drawn[f"any {n}"]["mean"])
            for n in range(1, months + 1)
        ),
        {
            part: rests.spread(f"{part.replace(' ', '_')}_usd", "USD", drawn[part])
            for part in _PARTS
        },
    )


def _quantities(model: FlowModel, seed: int, block: Block) -> dict[str, Draws]:
    futures = model.block(seed, block)
    quantities: dict[str, Draws] = {}
    for number, chips in enumerate(futures.delivered(), start=1):
        quantities[f"chips {number}"] = chips
        quantities[f"any {number}"] = (chips > 0).astype(np.float64)
    return quantities | {part: chips * futures.price for part, chips in futures.parts().items()}


def _reduced(values: Draws) -> dict[str, Draws]:
    slices = np.quantile(np.sort(values), _MIDDLES, method="inverted_cdf")
    return within(values) | {"slices": np.asarray(slices, dtype=np.float64)}


@dataclass(frozen=True, slots=True)
class _Rests:
    """What all figures of a run rest on."""

    case: Case
    inputs: tuple[Input, ...]

    def outcome(self, name: str, unit: str, statistic: str, value: float, error: float) -> Outcome:
        binding = self.case.binding
        return Outcome(
            name, value, unit, statistic, qualified(monthly_flow), self.inputs, binding.ledger,
            error, binding.supposing,
        )  # fmt: skip

    def spread(self, name: str, unit: str, found: Mapping[str, tuple[float, float]]) -> Spread:
        each = ("p05", "p50", "p95", "mean")
        return Spread(*(self.outcome(name, unit, each_, *found[each_]) for each_ in each))


def _policy(case: Case, months: int) -> Input:
    """Return the states of policy as what they are: an assumption that leans on claims."""
    state, policy = case.ledger.policy_state(), case.ledger.policy()
    claims = tuple(dict.fromkeys([*state.claims, *policy.claims]))
    reason = f"Odds of ours between eight states of policy; it stands so: {state.because}"
    return Input("policy_path", "How policy moves", float(months), "month", claims, reason)
