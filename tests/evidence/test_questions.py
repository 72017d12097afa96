"""Questions: dated, grounded, and never answered before it was known."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis import evidence
from h200analysis.evidence import DataError
from h200analysis.evidence.correlations import CORRELATIONS
from h200analysis.evidence.questions import QUESTIONS

LATEST = evidence.read(evidence.latest_day())


@given(st.dates(date(2026, 1, 15), date(2026, 9, 30)))
def test_nothing_is_answered_before_its_claims_were_known(day: date) -> None:
    """On any day, the answers of the view rest on claims of the view."""
    ledger = evidence.read(day)

    for question in ledger.of(QUESTIONS).values():
        for answer in question.resolutions:
            assert set(answer.claims) <= ledger.claims.keys()
    for tie in ledger.of(CORRELATIONS).values():
        assert all(value.since <= day for value in tie.values)


def test_a_question_of_july_is_open_in_june() -> None:
    """What came of it is known since 15 July."""
    assert evidence.read("2026-06-30").of(QUESTIONS)["any_by_july"].outcome is None
    answered = evidence.read("2026-07-15").of(QUESTIONS)["any_by_july"].outcome
    assert answered is not None
    assert 1 == answered.value


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("questions.toml", "value = 1\n", "value = 0.4\n", "1 or 0 for what comes true"),
        ("questions.toml", 'claims = ["delivered_june"]', "claims = []", "at least 1 item"),
        ("questions.toml", "since = 2026-06-01", "since = 2026-05-01", "published 2026-06-01"),
        ("questions.toml", "by = 2026-03-31", "by = 2026-01-01", "a day asked before"),
        ("questions.toml", '["delivered_june"]', '["no_such"]', "'no_such'"),
        ("questions.toml", "after = 2026-06-01\n", "", "`after` before `until`"),
        ("questions.toml", "until = 2026-07-14", "until = 2026-06-01", "`after` before `until`"),
        ("questions.toml", "until = 2026-07-14", "until = 2027-01-01", "`after` before `until`"),
        ("questions.toml", "value = 0\n", "value = 0\nafter = 2026-01-20\n", "elsewhere"),
    ],
)
def test_an_unsound_record_is_told_with_its_place(
    data_folder: Path, file: str, old: str, new: str, told: str
) -> None:
    """What cannot be scored, or is grounded on what came later, names file and field."""
    path = data_folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(DataError) as refused:
        evidence.read("2026-08-27", data_folder)

    assert told in str(refused.value)
    assert f"data/{file}" in str(refused.value)


def test_every_question_of_the_past_is_answered_or_open_for_a_reason() -> None:
    """By the newest day of the ledger, only days still to come are open."""
    open_ = [q for q in LATEST.of(QUESTIONS).values() if q.outcome is None]

    assert all(question.by > LATEST.as_of for question in open_)
