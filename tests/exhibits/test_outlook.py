"""The few numbers of a page: what was reported, what is expected, what Washington gets."""

from h200analysis.exhibits import delivered_row, delivered_rung, ladder, outlook
from tests.inquiry.beliefs_of_days import AFTER, BEFORE, drawn


def test_before_any_delivery_washington_only_expects() -> None:
    """In January nothing had come, so the duty is that of deliveries still expected."""
    made = outlook(drawn(BEFORE)).markdown

    assert "Import duty expected in 2026" in made
    assert "any delivery" in made
    assert delivered_rung(drawn(BEFORE)).hedge == ""


def test_after_deliveries_their_number_is_hedged_and_their_duty_told() -> None:
    """In August two firms had roughly 10,000 chips each, at 27,000 dollars a chip."""
    made = outlook(drawn(AFTER))

    assert "about [20,000 chips" in made.markdown
    assert "Duty due on deliveries so far" in made.markdown
    assert "another delivery" in made.markdown
    values = {entry["value"] for entry in made.figures}
    assert {33_750_000, 67_500_000, 135_000_000} <= values  # a quarter, half and all declared
    assert delivered_rung(drawn(AFTER)).hedge == "about "


def test_deliveries_without_a_number_are_left_out() -> None:
    """In the middle of July shipping had begun, and nobody said how many chips."""
    made = outlook(drawn("2026-07-16")).markdown

    assert "Delivered so far" not in made
    assert delivered_rung(drawn("2026-07-16")).outcome is None


def test_no_report_is_no_figure_of_ours() -> None:
    """Before any delivery tables and bars say in words that none is reported, without a dagger."""
    bar = delivered_rung(drawn(BEFORE))
    chart = ladder("rungs", "Rungs", [bar])

    assert delivered_row(drawn(BEFORE))[:2] == ("Delivered so far", "–")
    assert (
        "| Delivered so far, as reported | none reported | – |" in outlook(drawn(BEFORE)).markdown
    )
    assert chart.alt == "Bar chart. Delivered, as reported none reported."
    assert chart.figures == ()


def test_a_report_that_none_has_come_is_cited() -> None:
    """Where a report says that no chip has arrived, the words bear its note."""
    label, dollars, (words, names) = delivered_row(drawn("2026-05-20"))

    assert (label, dollars, words) == ("Delivered so far", "–", "none reported{note}")
    none = drawn("2026-05-20").so_far
    assert none is not None
    assert names["note"].claims == none.claims != ()


def test_what_is_delivered_is_hedged_and_priced() -> None:
    """In August a row holds the dollars at the reported price, and the chips with their hedge."""
    _, dollars, (words, names) = delivered_row(drawn(AFTER))

    assert dollars.value == names["it"].value * 27_000
    assert words.startswith("about ")
    assert delivered_row(drawn("2026-07-16"))[1:] == ("–", "a few, no number reported")
