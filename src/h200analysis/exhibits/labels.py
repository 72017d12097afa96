"""What a name is called before a reader: headlines, factors of an inquiry, actions."""

from collections import Counter
from collections.abc import Iterable

from h200analysis.evidence import Ledger
from h200analysis.inquiry.decision import Action
from h200analysis.inquiry.factors import Factor, Other, odds
from h200analysis.inquiry.headlines import Headline

_RESULTS = {
    "market.supply_gap": "Shortfall",
    "market.gap_at_list": "Shortfall at the reported price",
    "fees.fee_revenue": "Fee on every order",
    "stake.expected_delivered_usd": "Expected delivered",
    "regimes.chance_of_delivery": "Chance of any delivery",
    "delivered_in_a_year": "Chips delivered within a year",
}
STATISTICS = {"p05": "5th percentile", "p50": "median", "p95": "95th percentile"}
_OTHERS = {
    Other.CORRELATIONS: "correlations",
    Other.MODEL: "model version",
    Other.NEXT_DELIVERY: "when the next chips are let in",
    Other.POLICY_PATH: "path of policy",
    Other.POLICY_STATE: "how policy stands",
    Other.SCENARIO: "scenario",
    Other.SEED: "simulation noise",
}
ACTIONS = {
    Action.SEND_NOW: "send now",
    Action.SEND_ON_WORD: "wait for word",
    Action.SELL_ELSEWHERE: "sell elsewhere",
}


def of_result(name: str) -> str:
    """Return what a result is called; one without a label goes by its name."""
    return _RESULTS.get(name, name)


def of_headline(headline: Headline) -> str:
    """Return what a headline is called, with its statistic where that is a drawn one."""
    statistic = STATISTICS.get(headline.statistic)
    label = of_result(headline.formula)
    return f"{label}, {statistic}" if statistic else label


def of_factors(factors: Iterable[Factor], ledger: Ledger) -> dict[Factor, str]:
    """Return what factors are called; parameters of the same title are told apart by name."""
    titles = {factor: _title(factor, ledger) for factor in factors}
    times = Counter(titles.values())
    return {
        factor: title if times[title] == 1 else f"{title} ({', '.join(_names(factor))})"
        for factor, title in titles.items()
    }


def _title(factor: Factor, ledger: Ledger) -> str:
    if isinstance(factor, Other):
        return _OTHERS[factor]
    if len(factor) > 1 and odds(ledger).issuperset(factor):
        return "odds of the regimes"
    return " and ".join(ledger.parameter(name).title for name in factor)


def _names(factor: Factor) -> tuple[str, ...]:
    return (factor,) if isinstance(factor, Other) else factor
