"""What a case refuses in a sentence, and what a figure says of a notebook's own formulas."""

import copy
from typing import Any

import pytest

from h200analysis import cases, evidence, exhibits
from h200analysis.errors import H200Error
from h200analysis.model import market
from h200analysis.model.formula import formula
from h200analysis.model.units import Chips

CASE = cases.Case(evidence.read("2026-01-15"))


@formula
def my_gap(orders_chips: Chips) -> Chips:
    """Half of the orders."""
    return orders_chips / 2


def _none(orders_chips: Chips) -> Chips:
    return None  # type: ignore[return-value]


def _named_wrongly(orders_chips: "Foo") -> Chips:  # type: ignore[name-defined]  # noqa: F821
    return orders_chips  # type: ignore[no-any-return]


CALLS: list[Any] = [
    lambda: CASE.under([]),  # type: ignore[arg-type]
    lambda: CASE.claimed([]),  # type: ignore[arg-type]
    lambda: CASE.evaluate(_none),
    lambda: CASE.evaluate(_named_wrongly),
    lambda: CASE.let(**{"market.supply_gap": my_gap}),
]


@pytest.mark.parametrize("call", CALLS)
def test_what_a_case_cannot_take_is_told(call: Any) -> None:
    """Each mistake of a notebook gets a sentence."""
    with pytest.raises(H200Error):
        call()


UNTYPED: Any = CASE
LEDGER: Any = CASE.ledger
GAP: Any = CASE.evaluate(market.supply_gap)
DRAWN: Any = CASE.drawn(draws=16_384)
SPREAD: Any = DRAWN.evaluate(market.supply_gap)
CLAIM: Any = CASE.ledger.claim("orders_seed")
_BARE = "is more than a number.*; outcome.value is the bare number"


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: GAP / 2, _BARE),
        (lambda: 2 * GAP, _BARE),
        (lambda: GAP > 3, _BARE),
        (lambda: float(GAP), _BARE),
        (lambda: round(-GAP), _BARE),
        (lambda: f"{GAP:,.0f}", "write {outcome.value:,.0f}, or let exhibits.say print it"),
        (lambda: SPREAD / 2, "spread.middle.value is the bare number"),
        (lambda: SPREAD + SPREAD, "do not add.*; spread.middle.value is the bare number"),
        (lambda: GAP.valued, "An Outcome has no 'valued'; did you mean 'value'"),
        (lambda: GAP.high, r"write case.drawn\(\).evaluate\(…\), whose result has it"),
        (lambda: SPREAD.value, "A Spread has no 'value'; write spread.middle.value"),
        (lambda: UNTYPED.frame, r"A Case has no 'frame'; write case.ledger.frame\(…\) for records"),
        (lambda: UNTYPED.claims, "A Case has no 'claims'; write case.ledger.claims"),
        (lambda: DRAWN.ledger, "A DrawnCase has no 'ledger'; write drawn.case.ledger"),
        (lambda: LEDGER.claimz, "A Ledger has no 'claimz'; did you mean 'claim' or 'claims'"),
        (
            lambda: CLAIM.valued,
            "A Claim has no 'valued'; did you mean 'va",
        ),
    ],
)
def test_what_an_answer_does_not_have_is_told(call: Any, sentence: str) -> None:
    """Arithmetic with an answer, and an attribute of another object, get a sentence and a way."""
    with pytest.raises(H200Error, match=sentence):
        call()


def test_what_python_asks_for_is_answered_as_python_expects() -> None:
    """`hasattr` is false of what is not there, and a copy equals what it was made of."""
    for each in (GAP, SPREAD, CASE, LEDGER, CLAIM):
        assert not hasattr(each, "_repr_png_")
        assert not hasattr(each, "to_dict")
    assert [GAP, SPREAD, CLAIM] == copy.deepcopy([GAP, SPREAD, CLAIM])


def test_a_qualified_name_is_accepted() -> None:
    """A formula may be asked for by the name that is printed."""
    assert 1_300_000 == CASE.evaluate("market.supply_gap").value
    assert "supply_gap" == CASE.evaluate("market.supply_gap").name
    assert 1_000_000 == CASE.evaluate("notebook.my_gap").value


def test_a_case_keeps_its_own_copy() -> None:
    """A later change of the caller's dict does not reach it; it can be copied."""
    given: dict[str, Any] = {"orders_chips": 1e6}
    case = cases.Case(CASE.ledger, by_hand=given)
    given["orders_chips"] = 2e6

    assert 1e6 == case.by_hand["orders_chips"] == case.under("central").by_hand["orders_chips"]
    assert case.by_hand == copy.deepcopy(case).by_hand


def test_a_figure_tells_of_a_notebooks_own_formula() -> None:
    """The note stands once in an exhibit, escaped, and not at the library's figures."""
    own = CASE.evaluate(my_gap)
    said = exhibits.say("{a} and {b}.", a=own, b=own)

    assert 1 == said.markdown.count(r"^[formula of this notebook\: my\_gap\.]")
    assert "formula of this notebook: my_gap" in said.html
    assert "notebook" not in exhibits.say("{a}.", a=CASE.evaluate(market.supply_gap)).html


def test_two_functions_of_one_name_both_keep_their_source() -> None:
    """Asked for one that takes another of its name, the figure has the text of both."""

    def my_gap(my_gap: Chips) -> Chips:
        return my_gap / 3

    text = CASE.evaluate(my_gap).of_notebook["notebook.my_gap"]
    assert "my_gap / 3" in text
    assert "orders_chips / 2" in text
