"""Charts as pictures and as data."""

import json
import os
import re
import subprocess
import sys
from typing import Any

import altair as alt
import pandas as pd
import pytest

from h200analysis.press import chart_data, charts, styling

DRAW = (
    "import json, sys; from h200analysis.press import charts;"
    "sys.stdout.buffer.write(charts.draw(json.load(sys.stdin), 'gap').encode())"
)


def _bars(color: str = "blue") -> dict[str, Any]:
    rows = pd.DataFrame({"what": ["orders", "stock"], "chips": [2_000_000, 700_000]})
    chart = alt.Chart(rows).mark_bar(clip=True, color=color).encode(x="chips", y="what")
    spec: dict[str, Any] = chart.to_dict()
    return spec


def test_chart_is_the_same_in_a_fresh_and_a_warm_process() -> None:
    """How many charts were drawn before never shows in the bytes of the next."""
    spec = styling.house_style(_bars(), "Orders and stock")
    fresh = subprocess.run(
        [sys.executable, "-c", DRAW],
        input=json.dumps(spec).encode(),
        capture_output=True,
        check=True,
    ).stdout.decode()
    for _ in range(3):
        charts.draw(styling.house_style(_bars(color="red"), "Other"), "other")
    assert fresh == charts.draw(spec, "gap")
    assert 'clip-path="url(#gap-1)"' in fresh


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Shanghai"])
def test_day_is_the_same_day_in_every_time_zone(zone: str) -> None:
    """A chart of days has the same bytes, and names the same days, wherever it is drawn."""
    rows = [{"day": "2026-01-15", "chips": 1}, {"day": "2026-03-16", "chips": 2}]
    encoding = {"text": {"field": "day", "type": "temporal"}, "x": {"field": "chips"}}
    spec = {"data": {"values": rows}, "mark": "text", "encoding": encoding}
    styled = json.dumps(styling.house_style(spec, "Two days"))
    drawn = [
        subprocess.run(
            [sys.executable, "-c", DRAW],
            input=styled.encode(),
            capture_output=True,
            check=True,
            env={**os.environ, "TZ": place},
        ).stdout.decode()
        for place in ("UTC", zone)
    ]
    assert drawn[0] == drawn[1]
    assert ["Jan 15, 2026", "Mar 16, 2026"] == re.findall(r">(\w+ \d+, 2026)<", drawn[0])


def test_labels_nobody_sees_are_dropped() -> None:
    """A label that Vega hides by opacity 0 is not in the picture, where readers aloud find it."""
    rows = [{"x": number} for number in range(60)]
    axis = {"labelOverlap": "parity", "values": list(range(60))}
    spec = {
        "data": {"values": rows},
        "mark": "tick",
        "width": 200,
        "encoding": {"x": {"field": "x", "type": "quantitative", "axis": axis}},
    }
    svg = charts.draw(styling.house_style(spec, "Ticks"), "ticks")
    assert 'opacity="0"' not in svg
    assert 5 < svg.count("<text") < 60


def test_every_typeface_becomes_the_house_s() -> None:
    """No typeface that only some machines have is left in a chart; data columns stay."""
    spec = {
        "title": {"text": "t", "font": "Comic Sans MS"},
        "config": {"axis": {"labelFont": "Arial"}, "font": "Arial"},
        "data": {"values": [{"font": "Arial"}]},
    }
    styled = styling.house_style(spec, "A")
    assert "Source Sans Pro" == styled["title"]["font"]
    assert {"axis": {"labelFont": "Source Sans Pro"}, "font": "Source Sans Pro"} == styled["config"]
    assert [{"font": "Arial"}] == styled["data"]["values"]


def test_unprintable_characters_are_named_in_fields_and_values_alike() -> None:
    """A character without glyph is named wherever it stands, so that fields are still found."""
    spec = {
        "data": {"values": [{"华": "\x07"}]},
        "mark": "bar",
        "encoding": {"y": {"field": "华", "type": "nominal"}},
    }
    svg = charts.draw(styling.house_style(spec, "A"), "named")
    assert ">⟨U+0007⟩</text>" in svg
    assert ">华</text>" in svg


@pytest.mark.parametrize(
    "address", ["https://example.com/a.csv", "/etc/hostname", "file:///etc/hostname"]
)
def test_chart_that_loads_its_data_is_refused(address: str) -> None:
    """A chart draws what is inside it; data from anywhere else is an error that says so."""
    with pytest.raises(charts.ChartError, match="not allowed"):
        charts.draw({**_bars(), "data": {"url": address, "format": {"type": "csv"}}}, "far")


def test_picture_from_elsewhere_is_refused() -> None:
    """An image mark whose picture lies elsewhere is refused, since a page could not load it."""
    mark = {"type": "image", "url": "https://example.com/x.png"}
    with pytest.raises(charts.ChartError, match=r"https://example\.com/x\.png"):
        charts.draw({"mark": mark, "data": {"values": [{}]}}, "far")


def test_unsound_specification_is_refused_with_its_reason() -> None:
    """What Vega-Lite cannot read is an error that says why, without a stack."""
    with pytest.raises(charts.ChartError, match="Invalid specification") as refused:
        charts.draw({"nonsense": 1}, "broken")
    assert "ext:" not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("a", "a"),
        (["a", "b"], "a b"),
        ({"text": "a"}, "a"),
        ({"text": ["a", "b"]}, "a b"),
        (None, ""),
    ],
)
def test_title_of_any_form_is_one_line(given: object, title: str) -> None:
    """Vega-Lite's forms of a title all read as one line."""
    assert title == charts.title({"title": given})


def test_one_flat_table_is_kept_as_csv() -> None:
    """The data of a plain chart open in a spreadsheet."""
    assert chart_data.table(_bars(), "gap") == (
        "gap.csv",
        "what,chips\norders,2000000\nstock,700000\n",
    )


def test_several_tables_are_kept_as_json() -> None:
    """The data of a layered chart stay apart by name."""
    layer = [{"data": {"values": [{"a": 1}]}}, {"data": {"values": [{"b": 2}], "name": "b"}}]
    name, content = chart_data.table({"layer": layer}, "gap") or ("", "null")
    assert "gap.json" == name
    assert {"data-2": [{"a": 1}], "b": [{"b": 2}]} == json.loads(content)


def test_chart_without_data_of_its_own_has_no_file() -> None:
    """Where a chart computes all it shows there is nothing to hand out."""
    assert chart_data.table({"data": {"sequence": {"start": 0, "stop": 9}}}, "gap") is None
