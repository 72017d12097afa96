"""Days in charts: the same wherever the reader is."""

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest

from h200analysis.press import days

_DRAWN = (
    "import json, sys; from h200analysis.press import charts, styling;"
    "spec = styling.house_style(json.load(sys.stdin), 'A chart');"
    "sys.stdout.buffer.write(charts.draw(spec, 'chart').encode())"
)


_LABEL = re.compile(r">([^<>]+)</text>")


def _by_month(day: dict[str, Any]) -> dict[str, Any]:
    values = [{"day": f"2026-0{month}-01", "chips": month} for month in (1, 2, 3)]
    chips = {"field": "chips", "type": "quantitative"}
    return {"data": {"values": values}, "mark": "bar", "encoding": {"x": day, "y": chips}}


@pytest.mark.parametrize(
    "day",
    [
        {"field": "day", "timeUnit": "yearmonth", "type": "ordinal"},
        {"field": "day", "timeUnit": {"unit": "month"}, "type": "nominal"},
        {"field": "day", "type": "temporal"},
    ],
)
def test_an_axis_names_the_same_months_west_of_greenwich(day: dict[str, Any]) -> None:
    """January is January in New York, whether the axis is of time or of months by name."""
    drawn = [
        _LABEL.findall(
            subprocess.run(
                [sys.executable, "-c", _DRAWN],
                env={**os.environ, "TZ": zone},
                input=json.dumps(_by_month(day)),
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        for zone in ("UTC", "America/New_York")
    ]

    assert drawn[0] == drawn[1]
    assert any(label.startswith(("Jan", "2026")) for label in drawn[0])


@pytest.mark.parametrize(
    ("written", "midnight"),
    [
        ("2026", "2026-01-01T00:00:00"),
        ("2026-03", "2026-03-01T00:00:00"),
        ("2026-03-07", "2026-03-07T00:00:00"),
        ("2026-03-07T08:00:00Z", "2026-03-07T08:00:00Z"),
    ],
)
def test_a_month_and_a_year_begin_at_midnight_too(written: str, midnight: str) -> None:
    """What is less than a moment is midnight by the reader's clock; a moment stays what it is."""
    spec = {
        "data": {"values": [{"d": written}]},
        "encoding": {"x": {"field": "d", "type": "temporal"}},
    }

    assert [{"d": midnight}] == days.as_local(spec)["data"]["values"]


def test_a_month_of_greenwich_stays_there() -> None:
    """An axis that asks for UTC itself is left alone."""
    spec = _by_month({"field": "day", "timeUnit": "utcyearmonth", "type": "ordinal"})

    assert spec == days.as_local(spec)
