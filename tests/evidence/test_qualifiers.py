"""From words to numbers: the rules of data/rules.toml, and laws that they keep."""

import re
from datetime import date
from math import isclose
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis import evidence
from h200analysis.evidence.qualifiers import coarse_step, spread
from h200analysis.evidence.record import UnitSymbol
from h200analysis.evidence.records import Claim

RULES = evidence.read("2026-01-15").rules.qualifiers


def _claim(qualifier: str, unit: UnitSymbol = "chip", **figure: Any) -> Claim:
    return Claim(
        source="x", subject="x", metric="x", unit=unit, qualifier=qualifier, as_of=date(2026, 1, 1),
        attribution="x", paraphrase="x", recorded=date(2026, 2, 1), **figure,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("number", "step"),
    [
        (2_000_000, 1_000_000), (700_000, 100_000), (27_000, 1_000), (12_500, 2_500),
        (250_000, 250_000), (500_000, 500_000), (15_840, 10), (6, 1), (0.25, 0.25), (82_000, 1_000),
    ],
)  # fmt: skip
def test_the_coarse_step(number: float, step: float) -> None:
    """The largest of 1, 2.5 and 5 times a power of ten that divides the number."""
    assert isclose(step, coarse_step(number))


@pytest.mark.parametrize(
    ("value", "unit", "words", "rule", "low", "high"),
    [
        (2_000_000, "chip", "more than two million", "more_than", 2_000_000, 2_500_000),
        (2_000_000, "chip", "over two million", "more_than", 2_000_000, 2_500_000),
        (700_000, "chip", "estimated inventory of about 700,000", "estimated_about", 560e3, 875e3),
        (27_000, "USD/chip", "around $27,000", "about", 25_500, 27_000**2 / 25_500),
        (6, "ratio", "roughly six times", "roughly_times", 6 / 1.15, 6 * 1.15),
        (500_000, "chip", "roughly 500,000", "about", 400_000, 625_000),
        (75_000, "chip", "up to 75,000", "up_to", 37_500, 75_000),
        (700_000, "chip", "only 700,000", "round", 560_000, 875_000),
        (0.5, "share", "less than half", "less_than", 0.25, 0.5),
        (1_000_000, "chip", "as many as a million", "up_to", 500_000, 1_000_000),
    ],
)
def test_a_hedge_gives_a_spread(
    value: float, unit: UnitSymbol, words: str, rule: str, low: float, high: float
) -> None:
    """The first rule whose words stand in the qualifier says shape and ends."""
    found = spread(_claim(words, unit, value=value), RULES)

    assert found is not None
    assert rule == found.rule
    assert isclose(low, found.low)
    assert isclose(high, found.high)


@pytest.mark.parametrize(
    "words",
    [
        "cannot exceed 500,000", "may not exceed 500,000", "must not exceed 500,000",
        "does not exceed 500,000", "never exceeds 500,000", "without exceeding 500,000",
        "won't exceed 500,000", "doesn’t exceed 500,000", "not to exceed 500,000",
        "no more than 500,000", "not more than 500,000", "not above 500,000", "never over 500,000",
        "not over 500,000", "no greater than 500,000", "no higher than 500,000",
        "not in excess of 500,000", "cannot receive more than 500,000",
        "No buyer may have more than 500,000", "may not be allowed more than 500,000",
        "Cannot Exceed 500,000",
    ],
)  # fmt: skip
def test_a_negated_more_than_is_a_ceiling(words: str) -> None:
    """What may not exceed a number lies at or below it, never above."""
    found = spread(_claim(words, value=500_000), RULES)

    assert found is not None
    assert ("not_more_than", "below", 250_000, 500_000) == (
        found.rule, found.shape, found.low, found.high
    )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "no fewer than 500,000", "not fewer than 500,000", "no less than 500,000",
        "not less than 500,000", "never below 500,000", "not under 500,000",
        "cannot be below 500,000", "no lower than 500,000", "isn't below 500,000",
    ],
)  # fmt: skip
def test_a_negated_less_than_is_a_floor(words: str) -> None:
    """What is no fewer than a number lies at or above it, never below."""
    found = spread(_claim(words, value=500_000), RULES)

    assert found is not None
    assert ("not_less_than", "above", 500_000, 750_000) == (
        found.rule, found.shape, found.low, found.high
    )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "not only more than 500,000", "no comment, but more than 500,000", "not just over 500,000",
        "Nobody knows; more than 500,000", "did not say that more than 500,000",
        "no more than a rumour: more than 500,000", "more than 500,000, not more",
    ],
)  # fmt: skip
def test_a_negation_of_something_else_leaves_the_hedge(words: str) -> None:
    """A "not" beyond a comma or conjunction, taken back by "only", or behind, turns nothing."""
    found = spread(_claim(words, value=500_000), RULES)

    assert found is not None
    assert "more_than" == found.rule


def test_no_claim_of_the_ledger_is_read_upside_down() -> None:
    """Every figure whose words hold a negation is read as a limit, or not as a comparison."""
    ledger = evidence.read(evidence.latest_day())
    negated = re.compile(
        r"\b(no|not|cannot|never)\b.*\b(exceed|more than|over|above)\b", re.IGNORECASE
    )
    limits = {name: c for name, c in ledger.claims.items() if negated.search(c.qualifier)}
    read = {n: found for n, c in limits.items() if (found := spread(c, ledger.rules.qualifiers))}

    assert {"cap_rule", "cap_press", "cap_manufactured", "cap_tpp"} <= read.keys()
    assert {"not_more_than"} == {found.rule for found in read.values()}


def test_none_at_all_has_no_spread() -> None:
    """No chip is exactly no chip, whatever words stand around it."""
    claim = _claim("have not generated any revenue under the programme", value=0)

    assert spread(claim, RULES) is None


def test_what_no_rule_reads_has_no_spread() -> None:
    """An exact figure, and a statement without one, are left to the author."""
    assert spread(_claim("15,832", "TPP", value=15_832), RULES) is None
    assert spread(Claim(**{**dict(_claim("not said", value=1)), "value": None, "unit": None}),
                  RULES) is None  # fmt: skip


def test_a_range_keeps_its_ends() -> None:
    """What was reported as a range is that range."""
    found = spread(_claim("roughly 40,000 to 80,000", low=40_000, high=80_000), RULES)

    assert found is not None
    assert (40_000, 80_000, "lognormal") == (found.low, found.high, found.shape)


def test_every_rule_names_its_literature() -> None:
    """Each rule says why, and where that is argued."""
    assert all(rule.why and rule.literature for rule in RULES.values())


@given(st.integers(1, 999), st.integers(0, 9), st.sampled_from(["about", "more than", "up to"]))
def test_a_spread_scales_with_its_figure(digits: int, power: int, words: str) -> None:
    """Ten times the figure has ten times the spread: a hedge knows no unit."""
    small = spread(_claim(words, value=float(digits)), RULES)
    large = spread(_claim(words, value=float(digits * 10**power)), RULES)

    assert small is not None
    assert large is not None
    assert isclose(small.low * 10**power, large.low)
    assert isclose(small.high * 10**power, large.high)
    assert small.low <= digits <= small.high
