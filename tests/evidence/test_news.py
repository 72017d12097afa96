"""What was learned between two days: new, superseded, in conflict."""

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from h200analysis import evidence
from h200analysis.evidence import listing
from h200analysis.evidence.news import learned
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
    listed = listing.news(evidence.read("2025-12-22"), evidence.read("2025-12-31"))
    assert "new, in conflict over price" == listed.changes["price_newsbytes"]


def test_a_superseded_claim_is_told(data_folder: Path) -> None:
    """What its own source replaced is listed with what stands in its place."""
    for name, text in (
        ("sources.toml", LATER_SOURCE),
        ("claims/orders.toml", LATER_CLAIM + 'supersedes = "orders_newsbytes"\n'),
    ):
        path = data_folder / name
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    listed = listing.news(evidence.read("2026-01-16"), evidence.read("2026-01-17"))

    assert "superseded by orders_later" == listed.changes["orders_newsbytes"]
    assert "1 older ones superseded" in listed.closing


def test_a_listing_names_what_would_turn_a_terminal_s_line(data_folder: Path) -> None:
    """A right-to-left mark in a publisher's name is named, not obeyed."""
    path = data_folder / "sources.toml"
    text = path.read_text(encoding="utf-8").replace('"NewsBytes"', '"News\u202eBytes"')
    path.write_text(text, encoding="utf-8")

    shown = listing.table(listing.known(evidence.read("2026-01-15")))

    assert "News⟨U+202E⟩Bytes" in shown
    assert "\u202e" not in shown
