"""What was in force on a day is a question with an answer, by what was known on another."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis import cases, evidence, exhibits
from h200analysis.exhibits.terminal import measures
from h200analysis.exhibits.terminal.listing import as_csv

LATEST = evidence.latest_day()
days = st.dates(date(2025, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "known", "measure", "state"),
    [
        ("2026-01-14", "2026-01-15", "case_by_case_rule", "announced"),
        ("2026-01-15", "2026-01-15", "case_by_case_rule", "in force"),
        ("2026-01-15", "2026-01-15", "section_232_duty", "in force"),
        ("2026-01-15", "2026-01-15", "customs_block", "in force"),
        ("2026-01-15", "2026-01-15", "h200_fee", "announced"),
        ("2025-12-07", "2026-01-15", "h200_fee", "to come"),
        ("2025-04-09", "2025-06-01", "h20_licence_requirement", "in force"),
        ("2026-03-02", "2026-08-27", "per_customer_cap", "announced"),
        ("2026-05-14", "2026-08-27", "per_customer_cap", "in force"),
        ("2026-08-27", "2026-08-27", "conditional_approvals", "in force"),
        ("2026-01-20", "2026-01-28", "customs_block", "in force"),
        ("2026-02-01", "2026-02-01", "customs_block", "loosened"),
        ("2026-07-07", "2026-08-27", "order_pause", "loosened"),
        ("2026-07-08", "2026-07-08", "order_pause", "ended"),
        ("2026-01-15", "2026-01-15", "chip_controls_2022", "loosened"),
    ],
)
def test_how_a_measure_stood(day: str, known: str, measure: str, state: str) -> None:
    """Announced, in force, loosened, ended or to come, by the days that its claims give."""
    found = evidence.measures(evidence.read(known))[measure]

    assert state == found.state(date.fromisoformat(day))


def test_a_later_report_moves_the_state_only_afterwards() -> None:
    """The limit per buyer of May was no measure in force for anyone who asked in March."""
    may = date(2026, 5, 20)

    assert "per_customer_cap" not in evidence.in_force(evidence.read("2026-03-10"), may)
    assert "per_customer_cap" in evidence.in_force(evidence.read("2026-05-20"), may)


def test_an_end_closes_a_measure() -> None:
    """From the day on which it ended a measure is no longer in force."""
    measure = evidence.Measure("m", "M", "US", None, date(2026, 1, 1), date(2026, 2, 1), ())

    assert "in force" == measure.state(date(2026, 1, 31))
    assert "ended" == measure.state(date(2026, 2, 1))


def test_a_loosened_measure_is_still_in_force() -> None:
    """What was loosened holds on, though not as it began, until it ends."""
    start, end, loosened = date(2026, 1, 1), date(2026, 3, 1), date(2026, 2, 1)
    measure = evidence.Measure("m", "M", "US", None, start, end, (), loosened=loosened)

    assert "in force" == measure.state(date(2026, 1, 31))
    assert "loosened" == measure.state(date(2026, 2, 1))
    assert measure.is_in_force(date(2026, 2, 28))
    assert not measure.is_in_force(end)


def test_the_first_end_that_is_told_ends_a_measure(data_folder: Path) -> None:
    """A later report of a later end does not put a measure back in force."""
    path = data_folder / "claims" / "approvals.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(
            'measure = "order_pause"\nactor = "China"\nended = 2026-07-08\n\n'
            "[applications_july_terms]",
            'measure = "order_pause"\nactor = "China"\nended = 2026-08-01\n\n'
            "[applications_july_terms]",
        ),
        encoding="utf-8",
    )
    ledger = evidence.read("2026-08-27")

    assert date(2026, 8, 1) == ledger.claim("applications_july").ended
    assert date(2026, 7, 8) == evidence.measures(ledger)["order_pause"].ended


def test_a_day_is_no_more_exact_than_its_report() -> None:
    """What was said to begin "around August" began in a month, not on its first day."""
    ledger = evidence.read("2026-01-15")
    found = evidence.measures(ledger)["h20_discouragement"]

    assert (date(2025, 8, 31), "month") == (found.effective, found.precision["effective"])
    assert ",2025-08," in as_csv(measures.on(ledger, ledger.as_of))
    assert "2025-08-01" not in as_csv(measures.on(ledger, ledger.as_of))
    assert ">August 2025<" in exhibits.in_force(cases.Case(ledger)).html


def test_an_exact_day_goes_before_a_later_report_of_the_week(data_folder: Path) -> None:
    """A report of "this week" does not blur a day that another gives."""
    path = data_folder / "claims" / "rule.toml"
    text = path.read_text(encoding="utf-8")
    week = 'measure = "case_by_case_rule"\nactor = "United States"\n'
    path.write_text(
        text.replace('measure = "h200_export_permission"\nactor = "United States"\n', week).replace(
            "[approval_seed]",
            "[the_last_of_its_day]",  # by name, so that it would be believed for being the newest
        ),
        encoding="utf-8",
    )
    names = data_folder / "measures.toml"
    rest = names.read_text(encoding="utf-8").split("[[h200_export_permission.values]]")
    names.write_text(rest[0] + rest[1][rest[1].index("[[") :], encoding="utf-8")

    found = evidence.measures(evidence.read("2026-01-15"))["case_by_case_rule"]

    assert "the_last_of_its_day" == found.claims[-1]
    assert (date(2026, 1, 13), "day") == (found.announced, found.precision["announced"])


@given(days, days)
def test_what_is_in_force_was_known_and_had_begun(known: date, day: date) -> None:
    """Nothing is in force before it took effect, nor by a report that came later."""
    ledger = evidence.read(known)

    for measure in evidence.in_force(ledger, day).values():
        assert measure.effective is not None
        assert measure.effective <= day
        assert all(ledger.source_of(claim).published <= known for claim in measure.claims)


@given(days, days)
def test_no_measure_is_in_force_after_a_claim_that_ended_it(known: date, day: date) -> None:
    """Whatever a claim of the view says had ended by a day is not in force on it."""
    ledger = evidence.read(known)
    over = {c.measure for c in ledger.claims.values() if c.ended is not None and c.ended <= day}

    assert not over & evidence.in_force(ledger, day).keys()
    assert over <= evidence.ended(ledger, day).keys()


def test_every_step_from_the_h20_licence_to_the_deliveries_is_there() -> None:
    """The record runs from April 2025 to the last status known, and each step names its actor."""
    found = evidence.measures(evidence.read(LATEST))
    order = list(found)

    assert all(measure.actor and measure.claims for measure in found.values())
    assert order.index("h20_licence_requirement") < order.index("h200_fee")
    assert order.index("h200_fee") < order.index("case_by_case_rule") < order.index("deliveries")
