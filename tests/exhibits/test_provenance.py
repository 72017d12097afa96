"""Where a figure comes from, in words: its formula, its inputs, its range."""

from typing import Any

import pytest

from h200analysis import cases, evidence, exhibits
from h200analysis.cases.formulas import formulas, qualified
from h200analysis.exhibits.figure_labels import of_figure, of_name
from h200analysis.exhibits.provenance import provenances
from h200analysis.model import market
from h200analysis.model.units import Chips

CASE = cases.Case(evidence.read("2026-01-15"))
GAP = CASE.evaluate(market.supply_gap)


def _figures(**outcomes: Any) -> list[dict[str, Any]]:
    template = " ".join(f"{{{name}}}" for name in outcomes)
    return list(exhibits.say(template, **outcomes).figures)


def test_a_figure_says_its_formula_and_inputs_in_words() -> None:
    """The formula is its author's sentence; each input has a title, words and claims."""
    (told,) = provenances(_figures(gap=GAP)).values()

    assert ("1.3 million chips",) == told.texts
    assert "Shortfall" == told.title
    assert "Chips ordered beyond what stock can fill, never below zero." == told.formula
    assert ["2 million chips", "700,000 chips"] == [ground.value for ground in told.grounds]
    assert "orders_newsbytes" in told.grounds[0].claims
    assert "" == told.error == told.range


def test_two_roundings_of_a_number_are_one_figure() -> None:
    """They share an id, under which both texts stand; another number has another."""
    both = [*exhibits.say("{gap}", gap=GAP).figures, *exhibits.say("{gap:1}", gap=GAP).figures]
    half = CASE.let(orders_chips=1e6).evaluate(market.supply_gap)

    (told,) = provenances(both).values()

    assert ("1.3 million chips", "1 million chips") == told.texts
    assert 2 == len(provenances([*both, *_figures(half=half)]))


def test_a_range_is_told_where_both_its_ends_are_printed() -> None:
    """The median has the interval; the plain figure has it as an allowance for hedges."""
    spread = CASE.drawn(draws=16_384).evaluate(market.supply_gap)
    printed = _figures(gap=GAP, middle=spread.middle, low=spread.low, high=spread.high)
    plain, middle, low, high = provenances(printed).values()
    ends = f"ikely between {low.texts[0].removesuffix(' million chips')} and {high.texts[0]}."

    assert middle.range == f"L{ends}"
    assert plain.range == f"Allowing for how the reports hedge: l{ends}"
    assert "(median)" in middle.title
    assert middle.error


def test_ends_of_two_intervals_are_never_paired() -> None:
    """Where a quantity has several intervals nothing tells which ends belong together."""
    printed = [
        {**entry, "id": f"{n}{entry['statistic']}", "text": f"{n} {entry['statistic']}"}
        for n in range(2)
        for entry in _figures(range=CASE.drawn(draws=16_384).evaluate(market.supply_gap))
    ]

    assert {""} == {told.range for told in provenances(printed).values()}


def test_a_parameter_is_an_input_by_its_title() -> None:
    """What is printed as it stands is called by the parameter's title, and marked where ours."""
    (told,) = provenances(_figures(cost=CASE.evaluate("unit_cost_usd"))).values()

    assert CASE.ledger.parameter("unit_cost_usd").title.replace("'", "’") == told.title
    assert "An input, used as it stands." == told.formula
    assert told.grounds[0].assumption


def half_the_gap(supply_gap: Chips) -> Chips:
    """Half of what is short."""
    return supply_gap / 2


def test_a_formula_of_a_notebook_is_told_by_its_own_docstring() -> None:
    """What the notebook's author wrote of it stands where the library's sentence would."""
    (told,) = provenances(_figures(half=CASE.evaluate(half_the_gap))).values()

    assert "Half of what is short." == told.formula


def test_every_formula_has_a_label_in_words() -> None:
    """No card is headed by a code name: each label is several words, or the word Shortfall."""
    for name, made in formulas().items():
        label = of_figure(qualified(made), name)
        assert "_" not in label
        assert "at list" not in label
        assert " " in label or label == "Shortfall"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("held_by_no_permission", "At no time do both governments let chips pass"),
        ("at_least_100000", "100,000 chips or more delivered in 2026"),
        ("another_delivery_by_2026-08-31", "Another delivery by 31 August 2026"),
        ("mean_brier_of_flat 60%", "Mean Brier score"),
        ("explained_by_0", "Part of the spread in deliveries that one input explains"),
        ("double_lot_chips", "Chance of a delivery with double an assumption of ours"),
        (
            "delivery_if_not_arrived_by_2026-09-30",
            "Delivery in 2026, if not so on 30 September 2026",
        ),
    ],
)
def test_a_figure_of_the_futures_is_called_by_words(name: str, words: str) -> None:
    """What bears no formula has a label for its name."""
    assert words == of_name(name)
