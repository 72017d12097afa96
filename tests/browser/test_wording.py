"""One wording: what Vega writes in the browser is what Python writes."""

import math
import random
import tomllib
from typing import Any

import pytest
from playwright.sync_api import Browser

from h200analysis.exhibits.wording import EXACT, HEADLINE, TABLE, vega, worded
from tests.browser.conftest import chart_cell, opened, page_of
from tests.conftest import ROOT
from tests.exhibits.test_wording import TABLE as WORKED

UNITS = tomllib.loads((ROOT / "data" / "units.toml").read_text(encoding="utf-8"))["units"]
FORMS = [
    (unit, digits)
    for unit in sorted({*UNITS} | {unit for _, unit, _, _ in WORKED})
    for digits in (HEADLINE, TABLE, EXACT)
]
WORDS = """
async ([values, names]) => {
  const view = document.querySelector("#words").view;
  const rows = [];
  for (const value of values) {
    await view.signal("value", value).runAsync();
    rows.push(names.map((name) => view.signal(name)));
  }
  return rows;
}
"""


def _values() -> list[float]:
    """Return worked values, ties and their neighbours, and some of every size and both signs."""
    chance = random.Random(5)  # noqa: S311 -- nothing secret
    ties = [(n + 0.5) * 10.0**power for n in (0, 1, 2, 12, 99, 104, 999) for power in range(-5, 11)]
    beside = [math.nextafter(tie, way) for tie in ties for way in (0, math.inf)]
    sizes = [10 ** chance.uniform(-4, 13) for _ in range(300)]
    plain = [*(value for value, _, _, _ in WORKED), *ties, *beside, *sizes]
    return [*plain, *(-value for value in plain)]


VALUES = _values()


def _spec() -> dict[str, Any]:
    """Return a chart whose signals word one value in every form."""
    words = [
        {"name": f"words_{number}", "expr": vega("value", unit, digits)}
        for number, (unit, digits) in enumerate(FORMS)
    ]
    return {
        "data": {"values": [{}]},
        "params": [{"name": "value", "value": 1}, *words],
        "mark": "point",
    }


@pytest.fixture(scope="module")
def written(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """Let Vega word every value in every form."""
    address = page_of([chart_cell(_spec(), "words")], tmp_path_factory.mktemp("words"))
    names = [f"words_{number}" for number in range(len(FORMS))]
    with opened(browser, address) as page:
        rows: list[list[str]] = page.evaluate(WORDS, [[*VALUES, math.nan], names])
    return rows


@pytest.mark.parametrize(("unit", "digits"), FORMS)
def test_browser_and_python_write_the_same(
    written: list[list[str]], unit: str, digits: int
) -> None:
    """Every value of every size is worded alike, ties and endless times included."""
    column = FORMS.index((unit, digits))
    given = {value: row[column] for value, row in zip(VALUES, written, strict=False)}

    assert {value: worded(value, unit, digits) for value in VALUES} == given


def test_what_is_no_number_is_undefined(written: list[list[str]]) -> None:
    """Where sliders leave a formula without a value, the browser says so in every form."""
    assert {"undefined"} == set(written[-1])


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("chip/month", "1 chip a month"),
        ("H20 chip", "1 H20 chip"),
        ("TB/s", "1 TB/s"),
        ("USD/hour", "$1 an hour"),
        ("W", "1 W"),
    ],
)
def test_one_is_singular(written: list[list[str]], unit: str, text: str) -> None:
    """The number 1 takes the singular; a symbol has none."""
    assert text == worded(1, unit)
    assert text == written[VALUES.index(1)][FORMS.index((unit, TABLE))]
