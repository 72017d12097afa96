"""Names become words in one place, and no two things are called alike."""

from dataclasses import replace

from h200analysis import evidence
from h200analysis.cases.formulas import qualified
from h200analysis.evidence.readings import STATES
from h200analysis.exhibits import labels
from h200analysis.inquiry.decision import Action
from h200analysis.inquiry.factors import Factor, Other
from h200analysis.inquiry.headlines import DRAWN, FORMULAS, OF_BELIEF, STATISTICS, Headline

LEDGER = evidence.read("2026-08-27")


def test_every_headline_has_a_label_of_its_own() -> None:
    """No formula's name is printed where a reader expects words, and no two headlines agree."""
    every = [Headline(qualified(formula)) for formula in FORMULAS]
    every += [Headline(qualified(formula), p) for formula in DRAWN for p in STATISTICS]
    every += OF_BELIEF
    words = [labels.of_headline(headline) for headline in every]

    assert len(set(words)) == len(every)
    assert not [label for label in words if "_" in label]
    assert "Shortfall at the price of a chip, median" == labels.of_headline(
        Headline("market.gap_at_list", "p50")
    )


def test_every_factor_and_action_has_a_label() -> None:
    """What is no parameter has words too, each its own."""
    assert len(set(labels.of_factors(Other, LEDGER).values())) == len(Other)
    assert set(Action) == labels.ACTIONS.keys()


def test_tied_parameters_are_named_together() -> None:
    """The titles of two parameters that are one factor are joined."""
    tied: Factor = ("unit_price_usd", "unit_cost_usd")
    words = labels.of_factors([tied], LEDGER)

    assert "Price of a chip and Cost of making a chip" == words[tied]


def test_every_state_has_a_label_of_its_own() -> None:
    """No state of a gate is printed under its name in the data, and no two read alike."""
    named = [state for states in STATES.values() for state in states]

    assert set(named) == labels.STATES.keys()
    assert STATES.keys() == labels.GATES.keys()
    assert len(set(labels.STATES.values())) == len(named)
    assert not [words for words in labels.STATES.values() if "_" in words]


def test_parameters_of_one_title_are_told_apart() -> None:
    """Where two bear the same title, each shows its name; the others stay as they are."""
    stock = LEDGER.parameter("stock_chips").model_copy(update={"title": "Price of a chip"})
    alike = replace(LEDGER, parameters={**LEDGER.parameters, "stock_chips": stock})
    words = labels.of_factors([("stock_chips",), ("unit_price_usd",), ("orders_chips",)], alike)

    assert "Price of a chip (stock_chips)" == words["stock_chips",]
    assert "Price of a chip (unit_price_usd)" == words["unit_price_usd",]
    assert "Orders reported" == words["orders_chips",]
