"""What a page says of a value's origin follows the value: a hand's is nowhere called reported."""

import json
import re
from pathlib import Path

import pytest

from h200analysis import evidence
from h200analysis.cases import Case
from h200analysis.exhibits import origins
from h200analysis.exhibits.bundle import ExhibitError
from h200analysis.exhibits.opening import headline, kicker
from h200analysis.exhibits.passages import every, names

NOTEBOOKS = Path("notebooks")
CASE = Case(evidence.read("2026-10-09"))
ARTICLE = "audit"  # its words speak of the article's figures, which no hand changes
VALUES = {
    "unit_price_usd": 30_000.0,
    "orders_chips": 1.5e6,
    "stock_chips": 5e5,
    "licence_ceiling_chips": 6e5,
    "delivered_so_far_chips": 15_000.0,
    "fee_rate": 0.3,
    "lead_time_months": 6.0,
}
REPORTED = {
    "unit_price_usd": r"reported price",
    "orders_chips": r"reported (\w+ )?orders?\b|orders?,? (as )?(were )?reported|reported ordered"
    r"|(chain|newspaper's) .*orders|orders [^.]*chain of reports",
    "stock_chips": r"stock reported|reported, the stock|About {stock}|stock (rests|from another)",
    "licence_ceiling_chips": r"Washington has licensed up to|\} that Washington allows",
    "delivered_so_far_chips": r"(?<!un)reported deliveries",
    "fee_rate": r"(Washington's|Washington wants|said that) {rate",
    "lead_time_months": r"reported to take",
}
"""How words tell of each parameter that somebody reported it."""


def worded() -> list[str]:
    """Return every wording of every passage on our own figures, and the notebooks' own words."""
    ours = [name for name in names(NOTEBOOKS / "passages") if not name.startswith(ARTICLE)]
    said = [each.text for name in ours for each in every(name, NOTEBOOKS / "passages")]
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        if "audit" not in path.name:
            said += ["".join(c["source"]) for c in json.loads(path.read_text())["cells"]]
    return said


@pytest.mark.parametrize("name", origins.PHRASES)
def test_no_passage_calls_reported_what_a_hand_set(name: str) -> None:
    """Whatever parameter is set by hand, no words of a briefing say that it was reported."""
    case = CASE.let(**{name: VALUES[name]})
    says = re.compile(REPORTED[name])
    before = [text for text in worded() if says.search(text)]
    sentences = (
        s for text in before for s in re.split(r"(?<=\.) |\n", origins.as_set(text, case)[0])
    )

    assert before
    assert [s for s in sentences if says.search(s)] == []


def test_every_phrase_stands_somewhere() -> None:
    """A phrase that no passage, notebook or other phrase has would change nothing."""
    pool = "\n".join(
        [*worded(), *(to for each in origins.PHRASES.values() for to in each.values())]
    )
    unused = [p for each in origins.PHRASES.values() for p in each if p not in pool]

    assert unused == []


def test_a_headline_and_the_line_above_it_say_what_a_hand_set() -> None:
    """The figure bears the sign; the line above it says what replaced what."""
    case = CASE.let(unit_price_usd=30_000, orders_chips=1.5e6)
    gap = case.evaluate("gap_at_list")

    assert "‡" in headline("The gap is {gap}", {"gap": gap, "case": case}).markdown
    assert "‡" not in headline("The gap is {gap}", {"gap": gap, "case": CASE}).markdown
    above = kicker("it", case.let(customs_value_share=0.3)).html
    assert "Price of a chip, $30,000 (reported: $27,000); Orders, 1.5 million chips" in above
    assert "(ours: 50%)" in above
    assert "unit_price_usd" not in kicker("it", case).html


def test_words_say_of_two_parameters_at_once() -> None:
    """Where orders and stock are both set by hand, neither is told as a report."""
    both = CASE.let(orders_chips=1.5e6, stock_chips=5e5)
    told = origins.restated(both, "Orders reported in December exceed the stock reported then")

    assert told == (
        "Orders of 1.5 million chips‡ set by hand exceed a stock of 500,000 chips‡ set by hand"
    )


def test_a_headline_has_room_for_what_a_hand_set() -> None:
    """The words that say so come on top of those that its author may write."""
    case = CASE.let(orders_chips=1.5e6)
    long = " ".join(["word"] * 32)

    assert long in headline(long, {"case": case}).markdown
    with pytest.raises(ExhibitError, match="the headline has 32 words"):
        headline(long, {"case": CASE})
