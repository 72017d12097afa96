"""What the futures say of compute and of the duty, by formulas over `delivered_chips`."""

import pytest

from h200analysis import futures
from h200analysis.evidence import NotYetKnownError
from tests.futures.days import DRAWS, case_of

AUGUST = "2026-08-27"


def test_deliveries_narrow_the_lead() -> None:
    """In the mean and in each quantile the US lead with deliveries is below that without."""
    over = futures.over(case_of(AUGUST), draws=DRAWS)
    with_chips, without = over.evaluate("us_lead"), over.evaluate("us_lead_without")

    for one, other in (
        (with_chips.low, without.low),
        (with_chips.middle, without.middle),
        (with_chips.high, without.high),
        (with_chips.mean, without.mean),
    ):
        assert 1 < one.value < other.value


def test_the_part_of_the_lead_that_is_lost_is_that_of_the_chips() -> None:
    """What the delivered chips cost of the lead is their part of China's compute at most."""
    over = futures.over(case_of(AUGUST), draws=DRAWS)
    lost = over.at_reported_values().evaluate("lead_lost")
    china = case_of(AUGUST).evaluate("china_compute_without").value
    chips = over.evaluate("delivered_chips")

    assert pytest.approx(chips.high.value / (china + chips.high.value)) == lost.high.value
    assert 0 < lost.mean.value < chips.mean.value / china


def test_every_input_of_the_lead_is_sourced_or_marked() -> None:
    """Whatever the lead rests on has claims of the ledger or a reason of ours."""
    lead = futures.over(case_of(AUGUST), draws=DRAWS).expected("us_lead")

    assert all(used.claims or used.assumption for used in lead.inputs)
    assert {"us_hyperscaler_share", "ascend_output_plan"} <= {
        claim for used in lead.inputs for claim in used.claims
    }


@pytest.mark.parametrize(
    "name", ["us_lead", "us_lead_2025", "multiple_with_stock", "smuggled_share", "rented_share"]
)
def test_january_knows_no_lead(name: str) -> None:
    """Who owns the world's compute was published in April 2026; before, all is refused."""
    with pytest.raises(NotYetKnownError):
        futures.over(case_of("2026-01-15"), draws=DRAWS).evaluate(name)


def test_january_knows_what_china_can_make() -> None:
    """Dies, memory and output were reported in 2025: memory is the tighter limit."""
    case = case_of("2026-01-15")

    assert 600_000 == case.evaluate("chips_by_dies").value
    assert 300_000 == case.evaluate("domestic_supply").value


def test_duty_collected_follows_the_declared_value() -> None:
    """At a quarter, half and the whole price 20,000 chips bring 34, 68 and 135 million dollars."""
    collected = [
        case_of(AUGUST).let(customs_value_share=share).evaluate("duty_collected_usd").value
        for share in (0.25, 0.5, 1)
    ]

    assert [33_750_000, 67_500_000, 135_000_000] == collected


def test_what_is_not_known_yet_is_nothing() -> None:
    """Asked whether it is known, a figure is the one that is evaluated, or nothing before."""
    january = futures.over(case_of("2026-01-15"), draws=DRAWS)
    august = futures.over(case_of(AUGUST), draws=DRAWS)

    assert january.if_known("us_lead") is None
    assert august.evaluate("us_lead") == august.if_known("us_lead")
