"""What knowing is worth: references, bounds, and nothing for what has nothing to do with it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from h200analysis import cases, evidence
from h200analysis.inquiry.decision import Action, shipping_decision
from h200analysis.inquiry.factors import Other
from h200analysis.inquiry.information import (
    InformationValue,
    Numbers,
    partial_information,
    perfect_information,
)

SHAPE = (16, 4096)
RANDOM = np.random.default_rng(3)
X, Y, NOISE = (RANDOM.standard_normal(SHAPE) for _ in range(3))
NORMAL_WORTH = 1 / np.sqrt(2 * np.pi)  # of a gain of N(0, 1) against nothing


def against_nothing(gain: Numbers) -> Numbers:
    """Return the payoffs of doing nothing, and of an action with this gain."""
    return np.stack([np.zeros_like(gain), gain])


def is_within(value: float, found: InformationValue, missed: float = 0.0) -> bool:
    """Tell whether a worth lies within three errors of its truth, and a share that was missed."""
    return -3 * found.error <= value - found.value <= 3 * found.error + missed * value


def test_perfect_information_of_the_model_page() -> None:
    """Open with 0.4: commit 4.05 or -1.125, or do nothing: knowing is worth 0.675 billion."""
    gain = np.array([[4.05, -1.125, -1.125, 4.05, -1.125]] * 2)
    found = perfect_information(against_nothing(gain))

    assert (0.675, 0) == pytest.approx((found.value, found.error))


def test_knowing_a_normal_gain_has_its_closed_form() -> None:
    """A gain of N(0, 1) against nothing: worth 1 / sqrt(2 pi); of half its variance, less."""
    half = (X + Y) / np.sqrt(2)

    assert is_within(NORMAL_WORTH, perfect_information(against_nothing(X)))
    assert is_within(NORMAL_WORTH, partial_information(against_nothing(X), X))
    assert is_within(NORMAL_WORTH / np.sqrt(2), partial_information(against_nothing(half), X))


@pytest.mark.parametrize(
    ("gain", "known", "worth"),
    [
        (np.sign(X * Y), (X, Y), 0.5),
        (np.sign(X * Y), (np.sign(X), np.sign(Y)), 0.5),
        (np.sign(X * Y) + NOISE, (X, Y), 0.5),
        (np.sin(5 * X * Y), (X, Y), perfect_information(against_nothing(np.sin(5 * X * Y))).value),
    ],
    ids=["xor", "xor of signs", "xor under noise", "wave"],
)
def test_interactions_are_not_missed(gain: Numbers, known: list[Numbers], worth: float) -> None:
    """Where neither input is worth anything alone, both are: of signs 0.50, of a wave 0.29."""
    both = partial_information(against_nothing(gain), np.stack(known))

    assert is_within(worth, both, missed=0.02)
    assert both.stands_out
    assert all(partial_information(against_nothing(gain), each).value < 0.02 for each in known)


@pytest.mark.parametrize("gain", [(X + Y) / np.sqrt(2), X * Y + X, X + np.abs(Y) - 1])
def test_all_inputs_together_are_worth_perfect_information(gain: Numbers) -> None:
    """Knowing both inputs of a gain is knowing everything, and no less than knowing one."""
    payoffs = against_nothing(gain)
    both, everything = partial_information(payoffs, np.stack([X, Y])), perfect_information(payoffs)
    each = [partial_information(payoffs, known) for known in (X, Y)]

    assert is_within(everything.value, both, missed=0.01)
    assert all(one.value <= both.value + 2 * (one.error + both.error) for one in each)


def test_an_input_of_few_values_is_read_value_by_value() -> None:
    """Which of five states it is decides all: knowing it is worth as much as knowing everything."""
    state = np.arange(X.size).reshape(SHAPE) % 5
    payoffs = against_nothing(np.array([-3.0, 1, -1, 2, 0])[state])

    assert perfect_information(payoffs) == partial_information(payoffs, state.astype(float))


def test_an_input_without_bearing_is_worth_nothing() -> None:
    """Over forty seeds it hardly ever stands out, alone or in company, and is never worth much."""
    seeds = (np.random.default_rng(seed).standard_normal((3, 16, 256)) for seed in range(40))
    found = [
        partial_information(against_nothing(gain), known)
        for gain, other, third in seeds
        for known in (other, np.stack([other, third]))
    ]

    assert sum(each.stands_out for each in found) <= 4
    assert max(each.value for each in found) < 0.15 * NORMAL_WORTH


def test_an_error_is_as_large_as_seeds_differ() -> None:
    """Over forty seeds, the error of a worth is within a factor of two of what seeds scatter by."""
    seeds = (np.random.default_rng(seed).standard_normal((2, 16, 256)) for seed in range(40))
    payoffs = [(against_nothing(x + y), x) for x, y in seeds]
    for found in (
        [partial_information(*each) for each in payoffs],
        [perfect_information(each) for each, _ in payoffs],
    ):
        scatter = np.std([each.value for each in found], ddof=1)

        assert scatter / 2 < np.median([each.error for each in found]) < scatter * 2


def test_weights_stand_for_another_distribution() -> None:
    """Draws of N(0, 1) weighted to N(1/2, 1) are worth what a gain of N(1/2, 1) is worth."""
    worth = 0.5 * ndtr(0.5) + np.exp(-0.125) * NORMAL_WORTH - 0.5
    payoffs, weights = against_nothing(X), np.exp(X / 2)

    assert is_within(float(worth), perfect_information(payoffs, weights))
    assert is_within(float(worth), partial_information(payoffs, X, weights))
    noisy = partial_information(against_nothing(X + Y), np.stack([X, Y]), weights)
    assert is_within(perfect_information(against_nothing(X + Y), weights).value, noisy, missed=0.01)


def test_a_draw_without_weight_counts_for_nothing() -> None:
    """With half of the draws weighted zero, the worth is that of the other half."""
    payoffs, weights = against_nothing(X + Y), np.ones(SHAPE)
    weights[:, ::2] = 0
    halves = payoffs[..., 1::2], X[..., 1::2]

    one, other = perfect_information(halves[0]), perfect_information(payoffs, weights)
    assert one.value == pytest.approx(other.value)
    one, other = partial_information(*halves), partial_information(payoffs, X, weights)
    assert one.value == pytest.approx(other.value, rel=0.01)


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 4), st.integers(1, 3), st.integers(0, 1 << 30))
def test_partial_lies_between_nothing_and_perfect(actions: int, inputs: int, seed: int) -> None:
    """0 <= knowing something <= knowing everything, for any payoffs; with one action both are 0."""
    random = np.random.default_rng(seed)
    known = random.standard_normal((inputs, 4, 64))
    payoffs = (
        random.standard_normal((actions, 4, 64)) + np.arange(actions)[:, None, None] * known[0]
    )
    weights = random.random((4, 64))
    found = partial_information(payoffs, known, weights)

    assert 0 <= found.value <= perfect_information(payoffs, weights).value
    assert 0 == partial_information(payoffs[:1], known).value


@pytest.mark.parametrize(
    ("payoffs", "known", "weights", "told"),
    [
        (np.zeros(4), np.zeros(4), None, "payoffs has the shape"),
        (np.zeros((2, 1, 4)), np.zeros((1, 4)), None, "two replicates or more"),
        (np.zeros((2, 2, 4)), np.zeros(3), None, r"known has the shape \(3,\); expected \(2, 4\)"),
        (np.full((2, 2, 4), np.nan), np.zeros((2, 4)), None, "no finite number"),
        (np.zeros((2, 2, 4)), np.zeros((2, 4)), np.ones(4), r"weights has the shape \(4,\)"),
        (np.zeros((2, 2, 4)), np.zeros((2, 4)), -np.ones((2, 4)), "weights has a negative weight"),
        (np.zeros((2, 2, 4)), np.zeros((2, 4)), np.zeros((2, 4)), "or a replicate without any"),
    ],
)
def test_what_cannot_be_weighed_is_refused(
    payoffs: Numbers, known: Numbers, weights: Numbers | None, told: str
) -> None:
    """Payoffs of another shape than their draws, or not finite, are refused in a sentence."""
    with pytest.raises(ValueError, match=told):
        partial_information(payoffs, known, weights)


JANUARY = cases.Case(evidence.read("2026-01-15"))


def test_the_shipping_decision() -> None:
    """Outside China the batch brings some $23,500 a chip; nothing known is worth more than all."""
    found = shipping_decision(JANUARY, draws=16_384)

    assert set(Action) == found.means.keys()
    assert 80_000 * 23_500 == pytest.approx(found.means[Action.SELL_ELSEWHERE], rel=0.01)
    assert Action.SELL_ELSEWHERE == found.best
    assert all(0 <= worth.value <= found.perfect.value for worth in found.partial.values())
    others = {Other.POLICY_PATH, Other.DELIVERIES, Other.NEXT_DELIVERY}
    assert (
        others | {("elsewhere_price_usd",), ("arrival_rate",), ("lot_chips",)}
        <= found.partial.keys()
    )


def test_what_governments_do_is_worth_knowing_where_no_other_buyer_is() -> None:
    """At $5,000 elsewhere, what is delivered decides, then the path, then when; no rate comes near.

    The price in China hardly matters, nor does a rate that the path makes known.
    """
    found = shipping_decision(JANUARY.let(elsewhere_price_usd=5_000), draws=16_384)
    worth = {factor: each.value for factor, each in found.partial.items()}

    assert found.perfect.stands_out
    assert worth[Other.DELIVERIES] > worth[Other.POLICY_PATH] > 0.3 * found.perfect.value
    assert worth[Other.POLICY_PATH] > max(worth[f] for f in worth if not isinstance(f, Other))
    assert found.partial[Other.NEXT_DELIVERY].stands_out
    assert not found.partial["unit_price_usd",].stands_out


def test_a_sure_closure_leaves_nothing_to_learn_of_beijing() -> None:
    """If nothing can pass, the lot is sold elsewhere and knowing more is worth nothing."""
    found = shipping_decision(JANUARY.let(throughput_per_week=0), draws=4096)

    assert Action.SELL_ELSEWHERE == found.best
    assert 0 == found.perfect.value == found.partial[Other.NEXT_DELIVERY].value


def test_two_inputs_of_one_title_are_both_weighed() -> None:
    """Inputs are known by name: where two bear the same title, each has its worth as before."""
    ledger = JANUARY.ledger
    price = ledger.parameter("unit_price_usd").title
    same = ledger.parameter("elsewhere_price_usd").model_copy(update={"title": price})
    alike = replace(ledger, parameters={**ledger.parameters, "elsewhere_price_usd": same})
    plain = shipping_decision(JANUARY, draws=4096)

    assert plain.partial == shipping_decision(cases.Case(alike), draws=4096).partial
    assert {("unit_price_usd",), ("elsewhere_price_usd",)} <= plain.partial.keys()


def test_a_search_that_is_remembered_is_of_the_same_draws() -> None:
    """What was asked before makes no difference: of as many other inputs, or of more of them."""
    payoffs = against_nothing(np.sin(5 * X * Y))
    known, other = np.stack([X, Y]), np.stack([X, Y + NOISE / 10])
    first, then = (partial_information(payoffs, each) for each in (known, other))
    partial_information(payoffs, np.stack([X, Y, NOISE]))

    assert then == partial_information(payoffs, other)
    assert first == partial_information(payoffs, known)
    assert first.value > then.value
