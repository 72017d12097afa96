"""The ledger as of a day holds what was known then, and nothing else."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis import evidence
from tests.evidence.later import add_later_news

days = st.dates(date(2025, 1, 1), date(2026, 12, 31))


@given(days)
def test_nothing_is_known_before_it_was_published(day: date) -> None:
    """Every claim, source, value and scenario of a view is dated on or before its day."""
    ledger = evidence.read(day)

    assert all(ledger.source_of(name).published <= day for name in ledger.claims)
    assert all(source.published <= day for source in ledger.sources.values())
    assert all(v.since <= day for p in ledger.parameters.values() for v in p.values)
    assert all(scenario.since <= day for scenario in ledger.scenarios.values())


@given(days, st.integers(0, 400))
def test_knowledge_only_grows(day: date, later: int) -> None:
    """What was known on a day is known ever after."""
    early, late = evidence.read(day), evidence.read(day + timedelta(days=later))

    assert early.claims.keys() <= late.claims.keys()
    assert early.parameters.keys() <= late.parameters.keys()


def test_later_news_leave_an_earlier_view_as_it_was(data_folder: Path) -> None:
    """A claim and a value published later change neither an earlier view nor its fingerprint."""
    before = evidence.read("2026-01-15")
    add_later_news(data_folder)
    after = evidence.read("2026-01-15")

    assert before == after
    assert before.fingerprint() == after.fingerprint()
    assert evidence.read("2026-01-17").parameter("orders_chips").current.central == 1_000_000


def test_a_comment_leaves_the_fingerprint(data_folder: Path) -> None:
    """The fingerprint is of the view, not of the files."""
    before = evidence.read("2026-01-15").fingerprint()
    path = data_folder / "sources.toml"
    path.write_text("# a remark\n" + path.read_text(encoding="utf-8"), encoding="utf-8")

    assert before == evidence.read("2026-01-15").fingerprint()


def test_what_nobody_knew_is_an_error() -> None:
    """Asking for a parameter before its first value is refused with the day it was known."""
    with pytest.raises(evidence.NotKnownError, match=r"not yet known on 2025-12-01.*2025-12-31"):
        evidence.read("2025-12-01").parameter("orders_chips")


def test_what_does_not_exist_is_an_error() -> None:
    """Asking for a name that never existed is refused with the names there are."""
    with pytest.raises(evidence.NotKnownError, match=r"no scenario 'centrel'.*central"):
        evidence.read("2026-01-15").scenario("centrel")


def test_a_day_must_be_a_day() -> None:
    """A day that is none is refused with an example."""
    with pytest.raises(ValueError, match="'15 January'; expected a day such as '2026-01-15'"):
        evidence.read("15 January")
