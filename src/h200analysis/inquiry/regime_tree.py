"""The tree of regimes as a reader meets it: each regime by itself, and twenty equal futures."""

from dataclasses import dataclass, field, replace

from h200analysis.cases.case import Case
from h200analysis.cases.expression import symbols
from h200analysis.cases.lineage import symbolic
from h200analysis.cases.outcome import Input, Outcome
from h200analysis.model import regimes as tree
from h200analysis.model import stake
from h200analysis.model.formula import formula_of

COUNT = 20
_TREE = "regimes.regime_tree"
_ORDERS = {"orders_chips"}  # they only bound what is delivered, and are cited where they do
_TOLERANCE = 1e-9  # cumulated odds carry the rounding of their terms


@dataclass(frozen=True, slots=True)
class Regime:
    """A regime with its odds, the chips and the revenue that it delivers, and why those odds."""

    title: str
    decides: str
    chance: Outcome
    chips: Outcome
    amount: Outcome
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Future:
    """One of twenty equally likely futures: its regime, who decides on it, what is delivered."""

    regime: str
    decides: str
    amount: Outcome


def regimes(case: Case) -> tuple[Regime, ...]:
    """Return the regimes of the January tree, from the least delivered to the most."""
    return tuple(_regime(case, branch) for branch in _ranked(case))


def twenty_futures(case: Case) -> tuple[Future, ...]:
    """Return the tree's revenue at the middles of twenty equal slices of its odds, in USD."""
    levels = [(number + 0.5) / COUNT for number in range(COUNT)]
    return tuple(_future(case, level) for level in levels)


def _regime(case: Case, branch: tree.Regime) -> Regime:
    chance = case.evaluate(f"chance_{branch.key}")
    reason = case.ledger.parameter(chance.name).current.assumed or ""
    amount = _delivered(case, branch, branch.key)
    chips = replace(
        amount,
        name=f"chips_{branch.key}",
        value=branch.chips,
        unit="chip",
        inputs=_grounds(case, branch.key),
    )
    return Regime(branch.name, branch.decides.value, chance, chips, amount, reason)


def _future(case: Case, level: float) -> Future:
    branch = _at(case, level)
    amount = _delivered(case, branch, "future")
    odds = tuple(used for b in _ranked(case) for used in case.compute(f"chance_{b.key}").inputs)
    drawn = replace(amount, statistic=f"p{100 * level:g}", inputs=(*amount.inputs, *odds))
    return Future(branch.name, branch.decides.value, drawn)


def _delivered(case: Case, branch: tree.Regime, label: str) -> Outcome:
    """Return what a branch delivers at the reported price, resting on its chips and that price."""
    price = case.evaluate("unit_price_usd")
    return replace(
        case.evaluate(stake.expected_delivered_usd),
        name=f"delivered_{label}",
        value=branch.chips * price.value,
        formula=_TREE,
        inputs=(*_grounds(case, branch.key), *price.inputs),
    )


def _grounds(case: Case, key: str) -> tuple[Input, ...]:
    """Return the inputs that a regime's chips depend on; none where nothing is delivered."""
    branches: tree.RegimeTree = symbolic(formula_of(tree.regime_tree), {})
    chips = next(regime.chips for regime in branches.regimes if regime.key == key)
    names = sorted(symbols(chips) - (set() if _is_bound(case, key) else _ORDERS))
    grounds = (used for name in names for used in case.compute(name).inputs)
    return tuple({used.name: used for used in grounds}.values())


def _is_bound(case: Case, key: str) -> bool:
    branch = next(each for each in _ranked(case) if each.key == key)
    return bool(branch.chips == case.evaluate("orders_chips").value)


def _at(case: Case, level: float) -> tree.Regime:
    """Return the branch in which a level of the cumulated odds falls."""
    below = 0.0
    ranked = _ranked(case)
    for branch in ranked:
        below += branch.chance
        if below >= level - _TOLERANCE:
            return branch
    return ranked[-1]


def _ranked(case: Case) -> list[tree.Regime]:
    branches: tree.RegimeTree = case.compute(tree.regime_tree).value
    return sorted(branches.regimes, key=lambda branch: branch.chips)
