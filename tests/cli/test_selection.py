"""What is asked for on the command line: what can be told of it at a glance."""

from pathlib import Path

import pytest

from h200analysis.cli.selection import Selection
from h200analysis.press import catalogue

DAY = "2026-01-15"


def _asked(as_of: str) -> Selection:
    return Selection(
        briefings=("fee",), as_of=as_of, recorded=None, scenario=None, given=(), out=None
    )


@pytest.mark.parametrize(
    ("as_of", "there", "is_due"),
    [
        (DAY, None, True),
        (DAY, f"{DAY}/executive", True),
        (DAY, f"{DAY}/fee_of_another", True),
        (DAY, "2026-01-16/fee", True),
        (DAY, f"{DAY}/fee", False),
        (DAY, f"{DAY}/fee--scenario=import_duty", False),
        ("latest", None, False),
    ],
)
def test_a_briefing_without_an_edition_of_its_day_is_surely_due(
    tmp_path: Path, as_of: str, there: str | None, is_due: bool
) -> None:
    """A variant may be the one that is asked for, and which day is the latest is not yet known."""
    if there:
        (tmp_path / there).mkdir(parents=True)

    assert is_due == _asked(as_of).is_surely_due(catalogue.read(), tmp_path)
