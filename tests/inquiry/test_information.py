"""What knowing is worth: references, bounds, and nothing for what has nothing to do with it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis import cases, evidence
from h200analysis.inquiry.decision import Action, shipping_decision
from h200analysis.inquiry.factors import Other
from h200analysis.inquiry.information import Numbers, partial_information, perfect_information

COUNT = 1 << 16
RANDOM = np.random.default_rng(1)
NORMAL = RANDOM.standard_normal(COUNT)
OTHER = RANDOM.standard_normal(COUNT)


def against_nothing(gain: Numbers) -> Numbers:
    """Return the payoffs of doing nothing, and of an action with this gain."""
    return np.stack([np.zeros_like(gain), gain])


def test_perfect_information_of_the_model_page() -> None:
    """Open with 0.4: commit 4.05 or -1.125, or do nothing: knowing is worth 0.675 billion."""
    gain = np.where(np.arange(10) < 4, 4.05, -1.125)

    assert 0.675 == pytest.approx(perfect_information(against_nothing(gain)))


def test_knowing_a_normal_gain_has_its_closed_form() -> None:
    """A gain of N(0, 1) against nothing: worth 1 / sqrt(2 pi); of half its variance, less."""
    worth = 1 / np.sqrt(2 * np.pi)
    gain = (NORMAL + OTHER) / np.sqrt(2)

    assert worth == pytest.approx(perfect_information(against_nothing(NORMAL)), rel=0.02)
    assert worth == pytest.approx(
        partial_information(against_nothing(NORMAL), NORMAL).value, rel=0.02
    )
    found = partial_information(against_nothing(gain), NORMAL)
    assert worth / np.sqrt(2) == pytest.approx(found.value, rel=0.02)


def test_all_inputs_together_are_worth_perfect_information() -> None:
    """Of a gain that is a sum and a product of two inputs, knowing both is knowing everything."""
    for gain in ((NORMAL + OTHER) / np.sqrt(2), NORMAL * OTHER + NORMAL):
        payoffs = against_nothing(gain)
        both = partial_information(payoffs, np.stack([NORMAL, OTHER]))
        alone = partial_information(payoffs, OTHER)

        assert perfect_information(payoffs) == pytest.approx(both.value, rel=0.01)
        assert alone.value < both.value
        assert both.shuffled < 0.03 * both.value


def test_an_input_of_few_values_is_read_value_by_value() -> None:
    """Which of five states it is decides all: knowing it is worth as much as knowing everything."""
    state = np.arange(COUNT) % 5
    gain = np.array([-3.0, 1, -1, 2, 0])[state]
    found = partial_information(against_nothing(gain), state.astype(float))

    assert perfect_information(against_nothing(gain)) == pytest.approx(found.value)


def test_a_dummy_is_worth_nothing() -> None:
    """An input without bearing is worth no more than itself shuffled: less than a hundredth."""
    found = partial_information(against_nothing(NORMAL), OTHER)
    all_ = perfect_information(against_nothing(NORMAL))

    assert found.value < 0.01 * all_
    assert found.shuffled < 0.01 * all_


@given(st.integers(1, 4), st.integers(0, 1 << 30))
def test_partial_lies_between_nothing_and_perfect(actions: int, seed: int) -> None:
    """0 <= knowing one input <= knowing everything, for any payoffs; with one action both are 0."""
    random = np.random.default_rng(seed)
    known = random.standard_normal(512)
    payoffs = random.standard_normal((actions + 1, 512)) + np.outer(np.arange(actions + 1), known)
    found, most = partial_information(payoffs, known, seed), perfect_information(payoffs)

    assert 0 <= found.value <= most
    assert 0 <= found.shuffled <= most
    assert 0 == perfect_information(payoffs[:1]) == partial_information(payoffs[:1], known).value


@pytest.mark.parametrize(
    ("payoffs", "known", "told"),
    [
        (np.zeros(4), np.zeros(4), "payoffs has the shape"),
        (np.zeros((2, 4)), np.zeros(3), "known has 3 values; expected 4"),
        (np.full((2, 4), np.nan), np.zeros(4), "no finite number"),
    ],
)
def test_what_cannot_be_weighed_is_refused(payoffs: Numbers, known: Numbers, told: str) -> None:
    """Payoffs of another shape than their draws, or not finite, are refused in a sentence."""
    with pytest.raises(ValueError, match=told):
        partial_information(payoffs, known)


def test_the_shipping_decision() -> None:
    """Word from Beijing is worth most, the price next to nothing; nothing exceeds the whole."""
    found = shipping_decision(cases.Case(evidence.read("2026-01-15")))

    assert set(Action) == found.means.keys()
    assert 1.6e9 == found.means[Action.SELL_ELSEWHERE]  # 80,000 chips at $20,000
    assert Other.NEXT_DELIVERY == max(found.partial, key=lambda factor: found.partial[factor].value)
    assert all(0 <= worth.value <= found.perfect for worth in found.partial.values())
    assert found.partial["unit_price_usd",].value < 0.01 * found.perfect
    assert all(worth.shuffled < 0.01 * found.perfect for worth in found.partial.values())
    assert found.perfect_error < 0.05 * found.perfect


def test_a_sure_closure_leaves_nothing_to_learn_of_beijing() -> None:
    """If nothing can pass, the lot is sold elsewhere and knowing more is worth nothing."""
    case = cases.Case(evidence.read("2026-01-15")).let(throughput_per_month=0)
    found = shipping_decision(case, draws=4096)

    assert Action.SELL_ELSEWHERE == found.best
    assert 0 == found.perfect == found.partial[Other.NEXT_DELIVERY].value


def test_two_inputs_of_one_title_are_both_weighed() -> None:
    """Inputs are known by name: where two bear the same title, each has its worth as before."""
    ledger = evidence.read("2026-01-15")
    plain = shipping_decision(cases.Case(ledger), draws=4096)
    price = ledger.parameter("unit_price_usd").title
    same = ledger.parameter("unit_cost_usd").model_copy(update={"title": price})
    alike = replace(ledger, parameters={**ledger.parameters, "unit_cost_usd": same})

    assert plain.partial == shipping_decision(cases.Case(alike), draws=4096).partial
    assert {("unit_price_usd",), ("unit_cost_usd",)} <= plain.partial.keys()
