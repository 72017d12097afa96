"""The figures of the article that started this work, computed again from its own parts.

Each is also held against what others report of it, as a part of what the article says.
"""

from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property

from h200analysis.cases.case import Case
from h200analysis.cases.evaluation import Asked
from h200analysis.cases.formulas import summary
from h200analysis.cases.outcome import Input, Outcome
from h200analysis.evidence import Claim, Ledger
from h200analysis.evidence.answers import answer
from h200analysis.model import clearance, compute, market, precedent, statements
from h200analysis.model.formula import Function, formula_of

SOURCE = "seed_article"
SAID = {
    "orders_chips": "orders_seed",
    "stock_chips": "stock_seed",
    "unit_price_usd": "price_seed",
    "fee_rate": "fee_seed",
    "h20_multiple": "multiple_seed",
}
"""The article's claim on each parameter of which it gives a figure."""
DECLARED = ("quarter_declared", "whole_declared")
"""The least and the most of the price that we suppose may be declared at customs."""


class Verdict(Enum):
    """Whether a figure means what a reader of the article will take it to mean."""

    HOLDS = "Holds"
    MISLEADS = "Misleads"


VERDICTS = {
    "worth": Verdict.HOLDS,
    "shortfall": Verdict.HOLDS,
    "multiple": Verdict.MISLEADS,
    "fee": Verdict.MISLEADS,
    "share": Verdict.MISLEADS,
}
"""What we judge of each sum of the article and of its figures that stand alone."""


@dataclass(frozen=True)
class Audit:
    """What comes of the article's figures on a day.

    `article` is the case in which the article alone is believed wherever it gives a figure.
    """

    case: Case = field(repr=False)
    article: Case = field(repr=False)

    @cached_property
    def worth(self) -> Outcome:
        """The orders at the price."""
        return self.article.evaluate(market.orders_at_list)

    @cached_property
    def shortfall(self) -> Outcome:
        """The orders less the stock."""
        return self.article.evaluate(market.supply_gap)

    @cached_property
    def shortfall_of_single_chips(self) -> Outcome:
        """The orders less that part of the stock which is no superchip."""
        single = self.article.let(stock_chips="standalone_stock_chips")
        return single.evaluate(market.supply_gap)

    @cached_property
    def duty(self) -> tuple[Outcome, Outcome]:
        """The import duty on a chip if a quarter of the price is declared, and if all of it is."""
        low, high = (
            self.article.let(customs_value_share=declared).evaluate(clearance.duty_per_chip)
            for declared in DECLARED
        )
        return low, high

    @cached_property
    def support(self) -> dict[str, tuple[Outcome, Outcome]]:
        """The least and the most that others support of each figure, as parts of it."""
        chips, price = statements.supported_chips_part, statements.supported_price_part
        multiple = statements.supported_multiple_part
        declared = self.case.drawn().evaluate("customs_value_share")
        return {
            "orders": (
                self.case.evaluate(precedent.h20_share_of_orders),
                self.part(chips, "orders_newsbytes", "orders_seed"),
            ),
            "price": (
                self.part(price, "price_ft_digitimes", "price_seed"),
                self.part(price, "price_newsbytes", "price_seed"),
            ),
            "stock": (
                self.part(chips, "standalone_stock_chips", "stock_seed"),
                self.part(chips, "stock_newsbytes", "stock_seed"),
            ),
            "fee": (declared.low, declared.high),
            "multiple": (
                self.part(multiple, compute.h20_multiple_by_bandwidth, "multiple_seed"),
                self.part(multiple, compute.h20_multiple_by_compute, "multiple_seed"),
            ),
        }

    def part(self, formula: Function, supported: Asked, stated: Asked) -> Outcome:
        """Return what is supported as a part of what is stated, by the formula for their unit."""
        names = formula_of(formula).arguments
        given = {
            name: _given(name, asked, self.case.evaluate(asked))
            for name, asked in zip(names, (supported, stated), strict=True)
        }
        return replace(self.case, given=given).evaluate(formula)


def audit(case: Case) -> Audit:
    """Return the audit of the article by what is known on a case's day.

    A `NotYetKnownError` tells since when there is something to audit.

    >>> audit.audit(case).worth
    <orders_at_list 54,000,000,000 USD, as reported>
    """
    for claim in SAID.values():
        case.ledger.claim(claim)
    return Audit(case, case.let(**SAID))


def misleading() -> int:
    """Return how many of the checked figures do not mean what a reader will think.

    >>> audit.misleading()
    3
    """
    return sum(verdict is Verdict.MISLEADS for verdict in VERDICTS.values())


@answer("the statements of the article")
def _said(ledger: Ledger) -> tuple[str, ...]:
    return tuple(name for name, claim in ledger.claims.items() if claim.source == SOURCE)


def said(case: Case) -> dict[str, Claim]:
    """Return every statement of the article that the ledger holds, in the ledger's order."""
    return {name: case.ledger.claims[name] for name in _said(case.ledger)}


def numbers(case: Case) -> dict[str, Claim]:
    """Return those of its statements that give a number.

    >>> list(audit.numbers(case))[:3]
    ['customs_sources_seed', 'necessary_sources_seed', 'fee_seed']
    """
    return {name: claim for name, claim in said(case).items() if claim.value is not None}


def _given(name: str, asked: Asked, outcome: Outcome) -> Input:
    """Return a figure as an argument: with the claims and the assumptions that it rests on."""
    reasons = (used.assumption for used in outcome.assumptions if used.assumption)
    only = outcome.inputs[0].title if len(outcome.inputs) == 1 else ""
    title = only or (summary(formula_of(asked)) if callable(asked) else outcome.name)
    return Input(
        name, title, outcome.value, outcome.unit, outcome.claims, " ".join(reasons) or None
    )
