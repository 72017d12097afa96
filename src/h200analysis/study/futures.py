"""Twenty equally likely futures of the tree of regimes, from the least delivered to the most."""

from dataclasses import dataclass, replace

from h200analysis.model import stake
from h200analysis.study.case import Case
from h200analysis.study.outcome import Outcome

COUNT = 20


@dataclass(frozen=True, slots=True)
class Future:
    """One of twenty: the regime it falls under, who decides on it, what is delivered."""

    regime: str
    decides: str
    amount: Outcome


def twenty_futures(case: Case) -> tuple[Future, ...]:
    """Return the tree's revenue at the middles of twenty equal slices of its odds, in USD."""
    return tuple(_future(case, (slice_ + 0.5) / COUNT) for slice_ in range(COUNT))


def _future(case: Case, level: float) -> Future:
    branch = _branch(case.compute(stake.january_tree).value, level)
    basis = case.evaluate(stake.expected_delivered)
    price = case.evaluate("unit_price_usd").value
    amount = replace(
        basis,
        name="delivered_in_a_future",
        value=branch.chips * price,
        statistic=f"p{100 * level:g}",
        formula="study.twenty_futures",
    )
    return Future(branch.regime, branch.decides.value, amount)


def _branch(tree: stake.Tree, level: float) -> stake.Branch:
    """Return the branch in which a level of the cumulated odds falls."""
    below = 0.0
    ranked = sorted(tree.branches, key=lambda branch: branch.chips)
    for branch in ranked:
        below += branch.chance
        if below >= level - stake.TOLERANCE:
            return branch
    return ranked[-1]
