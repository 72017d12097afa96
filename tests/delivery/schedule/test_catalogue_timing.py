"""The catalogue's words on timing: what it takes, and what it refuses by its place."""

from pathlib import Path

import pytest

from h200analysis.press import catalogue
from h200analysis.press.catalogue import CatalogueError

ENTRY = '[gap]\ntitle = "T"\nquestion = "Q"\nreader = "R"\nnotebook = "it.ipynb"\n'


def _read(root: Path, *lines: str) -> catalogue.Briefing:
    (root / "reports").mkdir()
    text = ENTRY + "\n".join(lines)
    (root / "reports" / "briefings.toml").write_text(text, encoding="utf-8")
    return catalogue.read(root).briefing("gap")


def test_a_briefing_without_a_schedule_is_never_due(tmp_path: Path) -> None:
    """What the catalogue does not say has no hours."""
    assert _read(tmp_path).schedule is None


def test_the_fields_of_timing_are_read(tmp_path: Path) -> None:
    """Each has its value, and the schedule its words as they were written."""
    found = _read(
        tmp_path, 'schedule = "30 6 * * 1-5 Europe/London"', 'logical_day = "previous"',
        'catch_up = "all"', "jitter = 90", "deadline = 30", "retries = 0",
    )  # fmt: skip

    assert found.schedule is not None
    assert "30 6 * * 1-5 Europe/London" == found.schedule.text
    assert ("previous", "all", 90, 30, 0) == (
        found.logical_day, found.catch_up, found.jitter, found.deadline, found.retries,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('schedule = "daily 6 UTC"', r"gap\.schedule: found the time '6'"),
        ("schedule = 6", r"gap\.schedule: "),
        ('catch_up = "some"', r"gap\.catch_up: .*'none', 'latest' or 'all'"),
        ("jitter = -1", r"gap\.jitter: "),
        ("retries = 1.5", r"gap\.retries: "),
        ("deadline = 0", r"gap\.deadline: "),
        ("deadline = 5\njitter = 300", r"gap: jitter: found 300 seconds, expected less than"),
        ('schedule = "daily 07:59 Asia/Singapore"', r"gap: schedule: .* begun in UTC"),
        ('schedule = "daily 00:30 Europe/London"', r"gap: schedule: .* begun in UTC"),
    ],
)
def test_a_bad_value_is_refused_by_its_place(tmp_path: Path, line: str, told: str) -> None:
    """The sentence names the file, the briefing and the field."""
    with pytest.raises(CatalogueError, match=rf"reports/briefings\.toml: {told}"):
        _read(tmp_path, line)


@pytest.mark.parametrize(
    "line",
    [
        'schedule = "daily 08:00 Asia/Singapore"',
        'schedule = "daily 06:30 Asia/Singapore"\nlogical_day = "previous"',
        'schedule = "daily 00:00 America/New_York"',
    ],
)
def test_a_day_that_has_begun_by_greenwich_is_taken(tmp_path: Path, line: str) -> None:
    """An hour whose day the press can speak of is no mistake."""
    assert _read(tmp_path, line).schedule is not None


def test_our_own_briefings_are_all_scheduled() -> None:
    """Each briefing of this checkout is due at some hour."""
    assert all(entry.schedule for entry in catalogue.read().briefings.values())
