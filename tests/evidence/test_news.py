"""What was learned between two days: new, superseded, in conflict."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis import evidence
from h200analysis.evidence.news import learned, on_subject
from tests.evidence.later import LATER_CLAIM, LATER_SOURCE

days = st.dates(date(2025, 1, 1), date(2026, 9, 30))


@given(days, st.integers(0, 300))
def test_news_is_the_difference_of_two_views(day: date, later: int) -> None:
    """What is new was not known before, and together with that it is all that is known."""
    before, after = evidence.read(day), evidence.read(day + timedelta(days=later))

    new = learned(before, after).new

    assert not set(new) & before.claims.keys()
    assert set(new) | before.claims.keys() == after.claims.keys()


def test_a_quarrel_is_told() -> None:
    """The limit per buyer in May is new, and in conflict with the one that says in total."""
    found = learned(evidence.read("2026-05-01"), evidence.read("2026-06-01"))

    assert "cap_per_customer_may" in found.new
    december = learned(evidence.read("2025-12-22"), evidence.read("2025-12-31"))
    assert "price_newsbytes" in december.disputed["price"]


def test_a_superseded_claim_is_told(data_folder: Path) -> None:
    """What its own source replaced is known with what stands in its place."""
    for name, text in (
        ("sources.toml", LATER_SOURCE),
        ("claims/orders.toml", LATER_CLAIM + 'supersedes = "orders_newsbytes"\n'),
    ):
        path = data_folder / name
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    added = learned(evidence.read("2026-01-16"), evidence.read("2026-01-17"))

    assert {"orders_newsbytes": "orders_later"} == added.superseded


def test_a_subject_is_met_by_any_part_of_it() -> None:
    """In any case, oldest publication first; a text that no subject holds is refused."""
    ledger = evidence.read("2026-08-27")

    names = on_subject(ledger, ledger.claims, "bytedance")

    assert names
    assert all("ByteDance" in ledger.claims[name].subject for name in names)
    days = [ledger.source_of(name).published for name in names]
    assert days == sorted(days)
    with pytest.raises(evidence.NotKnownError, match="No claim has 'Bytedanse' in its subject"):
        on_subject(ledger, ledger.claims, "Bytedanse")
