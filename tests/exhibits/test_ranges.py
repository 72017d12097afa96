"""A range has one wording: on every page, in every place, and in one file."""

from dataclasses import replace
from datetime import date

import pytest

from h200analysis import cases, evidence, exhibits, futures
from h200analysis.exhibits import ranges
from h200analysis.model import market
from h200analysis.press import catalogue, edition
from h200analysis.press.label import Label
from h200analysis.press.revision import Revision

CASE = cases.Case(evidence.read("2026-01-15"))
SPREAD = CASE.drawn(draws=16_384).evaluate(market.gap_at_list)


def test_another_wording_takes_one_constant(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reworded there, the range reads otherwise in chart, table head, sentence and footer."""
    other = ranges.RangeWording("in all likelihood {low} up to {high}", ("P5", "P95"), "5–95", "Ha")
    monkeypatch.setattr(ranges, "WORDING", other)
    bar = exhibits.rung("Gap", SPREAD.middle, SPREAD)
    chart = exhibits.ladder("x", "The gap", [bar])
    cell = exhibits.table("T", ["Quantity", "Range"], [["Gap", SPREAD]])

    assert "in all likelihood $" in chart.alt
    assert "The gap (5–95)" == chart.title
    assert "| P5 | P95 |" in exhibits.months(futures.over(CASE, draws=4096)).markdown
    assert "in all likelihood <b>$" in exhibits.say("It is {gap}.", gap=SPREAD).html
    assert "in all likelihood $" in cell.html
    values = {"as_of": "2026-01-15", "draws": 4096, "seed": 7}
    label = Label(1, date(2026, 1, 16), "key", Revision("1", None, False))
    assert " · Ha" in edition.about("supply_gap", values, label)["footer"]


def test_no_other_file_words_a_range() -> None:
    """What the one file says stands in no other source of ours, and in no notebook."""
    words = ranges.WORDING
    said = {words.sentence.split(" {")[0], words.columns[0], words.line, words.meaning}
    known = catalogue.read()
    package = known.root / "src" / "h200analysis"
    files = [path for path in package.rglob("*.py") if path.name != "ranges.py"]
    files += [known.notebook(name) for name in known.briefings]

    assert not [
        (path.name, text)
        for path in files
        for text in said
        if text.lower() in path.read_text(encoding="utf-8").lower()
    ]


def test_a_drawn_result_may_stand_in_a_sentence() -> None:
    """It prints its range: both ends as figures, with the sources and the digits of each."""
    said = exhibits.say("It is {gap}.", gap=SPREAD)
    by_ends = exhibits.say(
        "It is likely between {low} and {high}.", low=SPREAD.low, high=SPREAD.high
    )

    assert by_ends == said
    assert ["p05", "p95"] == [figure["statistic"] for figure in said.figures]
    assert set(SPREAD.low.claims) <= set(said.figures[0]["claims"])
    rough = replace(SPREAD, low=replace(SPREAD.low, error=SPREAD.low.value / 30))
    assert "$30 billion" == exhibits.say("{x}", x=rough).figures[0]["text"]


def test_a_range_takes_the_format_of_its_place() -> None:
    """`{gap:2}` rounds both ends to two digits, and a headline counts the words of the range."""
    low, high = (figure["text"] for figure in exhibits.say("{gap:1}", gap=SPREAD).figures)

    assert ("$30 billion", "$50 billion") == (low, high)
    assert "likely between" in exhibits.headline("The gap is {gap}.", {"gap": SPREAD}).markdown
    with pytest.raises(ValueError, match="the headline has 35 words"):
        exhibits.headline("word " * 28 + "{gap}", {"gap": SPREAD})


def test_a_range_in_a_table_stands_right() -> None:
    """A cell may be a drawn result; its column is one of figures."""
    made = exhibits.table("T", ["Quantity", "Range"], [["Gap", SPREAD]])

    assert "| :--- | ---: |" in made.markdown
    assert 2 == len(made.figures)
