"""Laws of the time that new production takes to clear the gap."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.model import fulfilment
from h200analysis.model.fulfilment import FoundryCondition

GAPS = st.floats(0, 1e8)
RATES = st.floats(1, 1e7)
RAMPS = st.floats(0, 60)
LENIENT, STRICT = FoundryCondition.LENIENT, FoundryCondition.STRICT


def produced(months: float, rate: float, ramp: float) -> float:
    """Return the chips made by then, as the area under a ramp and a plateau."""
    if months < ramp:
        return rate * months**2 / (2 * ramp)
    return rate * (months - ramp / 2)


@given(GAPS, RATES, RAMPS)
def test_the_gap_is_produced_in_time(gap: float, rate: float, ramp: float) -> None:
    """What a rising and then flat production makes in the months found is the gap."""
    months = fulfilment.months_to_clear(gap, rate, ramp, LENIENT)

    assert pytest.approx(gap, rel=1e-9, abs=1e-6) == produced(months, rate, ramp)


@given(RATES, st.floats(0.1, 60))
def test_the_end_of_the_ramp_is_no_step(rate: float, ramp: float) -> None:
    """A gap just below, at and just above what the ramp makes clears as the ramp ends."""
    within = rate * ramp / 2

    for gap in (within * (1 - 1e-9), within, within * (1 + 1e-9)):
        assert pytest.approx(ramp, rel=1e-8) == fulfilment.months_to_clear(gap, rate, ramp, LENIENT)


@given(GAPS, GAPS, RATES, RAMPS)
def test_more_takes_longer(gap: float, more: float, rate: float, ramp: float) -> None:
    """A wider gap and a slower ramp never clear sooner, a higher rate never later."""
    months = fulfilment.months_to_clear(gap, rate, ramp, LENIENT) * (1 - 1e-12)

    assert months <= fulfilment.months_to_clear(gap + more, rate, ramp, LENIENT)
    assert months <= fulfilment.months_to_clear(gap, rate, ramp + 1, LENIENT)
    assert months <= fulfilment.months_to_clear(gap, rate / 2, ramp, LENIENT)


@given(st.floats(1e-6, 1e8), RATES, RAMPS)
def test_strict_foundries_never_clear_a_gap(gap: float, rate: float, ramp: float) -> None:
    """Without wafers for China a gap stays for ever, and where there is none nobody waits."""
    assert math.inf == fulfilment.months_to_clear(gap, rate, ramp, STRICT)
    assert fulfilment.months_to_clear(0, rate, ramp, STRICT) == 0


@given(GAPS, RATES)
def test_a_year_has_as_many_weeks_as_twelve_months(gap: float, rate: float) -> None:
    """Without a ramp, twelve months to clear are fifty-two weeks to clear."""
    months = fulfilment.months_to_clear(gap, rate, 0, LENIENT)

    assert pytest.approx(months / 12) == fulfilment.weeks_to_clear(gap, rate) / 52


def test_a_rate_of_nothing_is_refused() -> None:
    """Production that never starts is refused by name, in weeks and in months."""
    with pytest.raises(ValueError, match=r"^ramp_chips_per_month is 0; expected more than 0"):
        fulfilment.weeks_to_clear(1, 0)
    with pytest.raises(ValueError, match=r"^ramp_chips_per_month is 0; expected more than 0"):
        fulfilment.months_to_clear(1, 0, 3, LENIENT)
