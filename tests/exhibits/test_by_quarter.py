"""Nvidia's fiscal quarters of 2026, and what the futures deliver in them."""

from datetime import date

import pytest

from h200analysis import cases, evidence, futures
from h200analysis.exhibits.by_quarter import ahead, quarters
from h200analysis.model import stake


def test_quarters_end_on_last_sundays() -> None:
    """Nvidia's filings give 26 April, 26 July and 25 October 2026; the futures end the year."""
    found = list(ahead(date(2026, 1, 15)))

    assert [
        date(2026, 1, 25),
        date(2026, 4, 26),
        date(2026, 7, 26),
        date(2026, 10, 25),
        date(2026, 12, 31),
    ] == [last for _, last in found]
    assert [date(2025, 10, 27), date(2026, 1, 26)] == [first for first, _ in found[:2]]
    assert [date(2026, 7, 27), date(2026, 10, 26)] == [f for f, _ in ahead(date(2026, 8, 27))]
    assert [] == list(ahead(date(2026, 12, 31)))


def test_the_quarters_add_up_to_the_year() -> None:
    """In January nothing has come, so that the five parts are all that is expected of 2026."""
    drawn = futures.over(cases.Case(evidence.read("2026-01-15"))).at_reported_values()
    printed = [f for f in quarters(drawn).figures if f["statistic"] == "mean"]

    assert 5 == len(printed)
    whole = drawn.expected(stake.delivered_usd).value
    assert whole == pytest.approx(sum(figure["value"] for figure in printed))


def test_a_quarter_that_is_over_stays_until_it_is_reported() -> None:
    """At the end of November Nvidia's figures to July were the last that had been read."""
    made = quarters(futures.over(cases.Case(evidence.read("2026-11-28"))))

    assert "27 July 2026 to 25 October 2026" in made.markdown
    assert "26 October 2026 to 31 December 2026" in made.markdown
    assert "27 April 2026" not in made.markdown
