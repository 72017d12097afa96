"""What a name is called before a reader: headlines, factors of an inquiry, actions."""

from collections import Counter
from collections.abc import Iterable

from h200analysis.evidence import Ledger
from h200analysis.inquiry.bottlenecks import DEMAND, NO_PERMISSION, NO_TIME
from h200analysis.inquiry.decision import Action
from h200analysis.inquiry.end_states import BEIJING_SHUT, BOTH_PASS, NO_LICENCES, WASHINGTON_SHUT
from h200analysis.inquiry.factors import Factor, Other
from h200analysis.inquiry.headlines import Headline

_RESULTS = {
    "market.supply_gap": "Shortfall",
    "market.gap_at_list": "Shortfall at the price of a chip",
    "market.fill_rate": "Share of orders that stock can fill",
    "market.oversubscription": "Orders for each chip in stock",
    "fees.fee_revenue": "Fee on every order",
    "any_delivery_by_2026-12-31": "Chance of any delivery in 2026",
    "delivered_chips": "Chips expected by 31 December",
    "stake.delivered_usd": "Expected revenue of deliveries",
}
STATISTICS = {"p05": "5th percentile", "p50": "median", "p95": "95th percentile"}
_OTHERS = {
    Other.CORRELATIONS: "correlations",
    Other.DELIVERIES: "how many chips still reach China in 2026",
    Other.MODEL: "model version",
    Other.NEXT_DELIVERY: "when chips next reach China",
    Other.POLICY_PATH: "path of policy",
    Other.SCENARIO: "scenario",
    Other.SEED: "simulation noise",
}
ACTIONS = {
    Action.SEND_NOW: "send now",
    Action.SEND_ON_WORD: "wait for word",
    Action.SELL_ELSEWHERE: "sell elsewhere",
}


WASHINGTON = {
    "closed": "Washington refuses licences",
    "reviewing": "Washington is reviewing applications and has granted nothing that can be used",
    "licensed": "Washington has granted licences",
}
BEIJING = {
    "formal_ban": "Beijing has declared a ban",
    "discouraged": "Beijing is turning buyers away without declaring a ban",
    "pause": "Beijing is holding buyers off until it sets terms",
    "special": "Beijing lets in special cases: research and small lots",
    "approvals": "Beijing approves purchases firm by firm",
    "open": "Beijing sets no limit of its own",
}
SPECIAL_OR_APPROVALS = "Beijing lets in special cases, or approves purchases firm by firm"
END_STATES = {NO_LICENCES: "No US licences are in force, whatever Beijing does", **BEIJING}
GROUPS = {
    WASHINGTON_SHUT: "No US licences in force",
    BEIJING_SHUT: "Beijing closed",
    BOTH_PASS: "Both governments open",
}
_ASSUMPTIONS = {
    "lot_chips": "the size of a batch",
    "special_chips_per_year": "the number of chips a year while only special cases pass",
}
GATES = {"washington": "Washington", "beijing": "Beijing", "arrived": "Deliveries"}
BOTTLENECKS = {
    NO_PERMISSION: "At no time do both governments let chips pass",
    NO_TIME: "Both do for a time, and no chip lands before the year ends",
    "stock": "Chips land, and Nvidia’s stock cuts a shipment",
    "cap": "Chips land, and Washington’s volume cap cuts a shipment",
    "licences": "Chips land, and the licences granted so far cut a shipment",
    "handling": "Chips land, and US testing and transport cut a shipment",
    DEMAND: "Chips land, and nothing but demand limits them",
}


def of_result(name: str) -> str:
    """Return what a result is called; one without a label goes by its name."""
    return _RESULTS.get(name, name)


def of_assumption(name: str, title: str) -> str:
    """Return what an assumption of ours is called within a sentence, with its article."""
    return _ASSUMPTIONS.get(name, f"the {title[0].lower()}{title[1:]}").replace("'", "’")


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
    return " and ".join(ledger.parameter(name).title for name in factor)


def _names(factor: Factor) -> tuple[str, ...]:
    return (factor,) if isinstance(factor, Other) else factor


GATES = {"washington": "Washington", "beijing": "Beijing", "arrived": "First delivery"}
STATES = {
    "closed": "refuses licences",
    "reviewing": "is reviewing applications and has granted nothing that can be used",
    "licensed": "has licensed exports",
    "formal_ban": "has declared a ban",
    "discouraged": "is turning buyers away without declaring a ban",
    "pause": "is holding buyers off until it sets terms",
    "special": "lets in small lots for special cases",
    "approvals": "approves purchases firm by firm",
    "open": "sets no limit of its own",
    "none": "no chip has reached China",
    "arrived": "a first chip has reached China",
}
"""What a government does in a state, by its name in data/readings.toml: after its own name."""

AMOUNTS = {"delivered": "chips delivered", "firm_orders": "firm orders"}
