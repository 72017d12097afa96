"""No edition contradicts its ledger: every kind of contradiction is refused, and nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import nbformat
import pytest

from h200analysis import cases, evidence, exhibits
from h200analysis.cases import Outcome
from h200analysis.evidence import Ledger
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.model import market
from h200analysis.press.figures import figures
from h200analysis.press.gate import content
from h200analysis.press.gate.content import Content

JANUARY, MAY, JULY, AUGUST, OCTOBER = map(
    evidence.read, ("2026-01-15", "2026-05-20", "2026-07-20", "2026-08-27", "2026-10-09")
)


def notebook(*shown: Any) -> Any:
    """Return an executed notebook that shows each of these in a cell of its own."""
    cells = []
    for each in shown:
        bundle = each._repr_mimebundle_()
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        output = nbformat.v4.new_output("display_data", data=data, metadata=metadata)
        cells.append(nbformat.v4.new_code_cell("show", outputs=[output]))
    return nbformat.v4.new_notebook(cells=cells)


def told(ledger: Ledger, *shown: Any, **beside: list[dict[str, Any]]) -> list[str]:
    """Return what the gate has against such a notebook."""
    return list(content.reasons(Content(notebook(*shown), ledger, beside)))


def figure_of(ledger: Ledger, name: str, value: float, unit: str, statistic: str) -> Outcome:
    """Return a figure of this name that rests on the orders."""
    orders = cases.Case(ledger).evaluate("orders_chips")
    return replace(orders, name=name, value=value, unit=unit, statistic=statistic)


def odds(ledger: Ledger, name: str) -> Outcome:
    """Return an even chance of this name."""
    return figure_of(ledger, name, 0.5, "share", "chance")


@pytest.mark.parametrize(
    ("ledger", "name", "answer"),
    [
        (MAY, "any_delivery_by_2026-03-31", "since 20 May 2026 it is known that “any H200"),
        (MAY, "any_delivery_by_2026-04-15", "by the end of April 2026” did not come true"),
        (JULY, "any_delivery_by_2026-12-31", "by the end of July 2026” came true"),
        (JULY, "any_delivery", "since 15 July 2026 it is known"),
        (JULY, "no_delivery", "since 15 July 2026 it is known"),
        (JULY, "at_least_100000_by_2026-05-31", "since 1 June 2026 it is known that “any H200"),
        (OCTOBER, "at_least_20000", "since 9 October 2026 it is known that 20,000 came of"),
    ],
)
def test_no_chance_of_what_is_settled(ledger: Ledger, name: str, answer: str) -> None:
    """A question that has its answer on the day is given no odds; cell and figure are named."""
    [reason] = told(ledger, exhibits.say("It is {it}.", it=odds(ledger, name)))

    assert reason.startswith(f"cell 1: {name}, “50%”, is a chance of ")
    assert answer in reason


@pytest.mark.parametrize(
    ("ledger", "name"),
    [
        (JANUARY, "any_delivery_by_2026-03-31"),
        (MAY, "any_delivery_by_2026-05-31"),
        (JULY, "another_delivery"),
        (JULY, "at_least_100000"),
        (OCTOBER, "at_least_20001"),
    ],
)
def test_an_open_question_has_odds(ledger: Ledger, name: str) -> None:
    """What is not yet known, or was not on the day of an earlier chance, is given odds."""
    earlier = odds(JANUARY, "any_delivery")

    assert [] == told(
        ledger, exhibits.say("It is {it}, once {x}.", it=odds(ledger, name), x=earlier)
    )


@pytest.mark.parametrize(
    ("ledger", "sentence", "reason"),
    [
        (MAY, "A bargain at the April visit would help.", "looks forward to the American"),
        (MAY, "Nothing will be decided before the visit to Beijing.", "17 May 2026 (summit_may)"),
        (AUGUST, "The first chips will arrive this autumn.", "the first delivery of an H200"),
        (OCTOBER, "Xi Jinping's visit is expected to bring more.", "(return_visit_begun)"),
        (AUGUST, "The report is due on 1 July 2026.", "looks forward to 1 July 2026 on 27 August"),
        (AUGUST, "Work is expected to begin in the second quarter of 2026.", "to 30 June 2026"),
        (AUGUST, "On 24 July the two will meet.", "looks forward to 24 July 2026"),
        (MAY, "A meeting, expected between 1 April and 30 April 2026.", "to 30 April 2026"),
        (MAY, "Approvals will be announced in March.", "looks forward to 31 March 2026"),
        (evidence.read("2026-02-01"), "In January deliveries are to begin.", "to 31 January 2026"),
    ],
)
def test_no_sentence_looks_forward_to_what_is_over(
    ledger: Ledger, sentence: str, reason: str
) -> None:
    """A future tense about a past day, or about an event that has come, names cell and words."""
    [found] = told(ledger, exhibits.heading("A heading"), exhibits.say(sentence))

    shown = sentence.replace("'", "’")
    assert found.startswith(f"cell 2: “{shown}” looks forward to")
    assert reason in found


@pytest.mark.parametrize(
    ("ledger", "sentence"),
    [
        (JANUARY, "A bargain at the April visit would help."),
        (JANUARY, "The report is due on 1 July 2026."),
        (AUGUST, "Approvals, which on 8 January were still expected that quarter, came late."),
        (AUGUST, "Work was expected to begin in the second quarter of 2026."),
        (AUGUST, "The April visit was put off to May."),
        (AUGUST, "The first chips reached two firms."),
        (AUGUST, "The cap of the rule published on 15 January 2026 will limit them."),
        (AUGUST, "On 14 July the official told Congress that more will follow."),
        (AUGUST, "The paper wrote that chips “will arrive by 1 July 2026”."),
        (AUGUST, "They will meet on 24 September; the last report is of 19 August 2026."),
        (AUGUST, "We expect more to arrive in 2026."),
        (AUGUST, "We expected in January that more would come."),
        (AUGUST, "The rule will hold from 2025 to 2027."),
        (AUGUST, "25 February: first US licence; 8 July: more will be let in."),
    ],
)
def test_a_sentence_may_speak_of_the_past_and_of_the_future(ledger: Ledger, sentence: str) -> None:
    """What lies ahead is looked forward to, what is dated or quoted is told as it was said."""
    assert [] == told(ledger, exhibits.say(sentence))


def test_the_printed_evidence_hash_is_that_of_the_manifest() -> None:
    """Cells that read other evidence than the edition is said to rest on are named."""
    case = cases.Case(AUGUST)
    printed = exhibits.rebuild(case, "supply_gap", 7, 65_536)

    [reason] = told(JANUARY, printed)

    assert [] == told(AUGUST, printed)
    assert reason.startswith(f"cell 1: it prints the evidence hash {AUGUST.fingerprint()[:16]}")
    assert JANUARY.fingerprint()[:16] in reason


def test_what_a_source_said_may_look_forward() -> None:
    """A note, and the text of a claim in a list of sources, tell what was said on their day."""
    said = AUGUST.claims["april_visit_seed"].paraphrase
    cited = exhibits.say("It was so{note}.", note=cases.Case(AUGUST).cite("april_visit_seed"))

    assert "April" in said
    assert [] == told(AUGUST, cited, exhibits.say(said))


def delivered(ledger: Ledger, value: float) -> Outcome:
    """Return a total of deliveries."""
    return figure_of(ledger, "delivered_chips", value, "chip", "p05")


def test_the_first_page_never_falls_below_what_is_delivered() -> None:
    """A total of deliveries below those reported is refused up to the end of the first page."""
    few, enough = (exhibits.say("{it:2}", it=delivered(AUGUST, n)) for n in (19_000, 20_000))

    [reason] = told(AUGUST, few)
    assert reason.startswith("cell 1: delivered_chips, “19,000 chips”, is a total of deliveries")
    assert "below the 20,000 chips reported as delivered by 19 August 2026" in reason
    assert [] == told(AUGUST, enough, exhibits.end_of_first_page(), few)
    assert [] == told(JULY, exhibits.say("{it:2}", it=delivered(JULY, 19_000)))


def test_an_amount_in_dollars_never_falls_below_what_is_delivered() -> None:
    """Dollars are held against the delivered chips at the price that entered them."""
    price = cases.Case(AUGUST).evaluate("unit_price_usd")
    usd = [
        replace(price, name="delivered_usd", unit="USD", statistic="mean", value=n * price.value)
        for n in (19_999, 20_000)
    ]

    assert ["cell 1"] == [r[:6] for r in told(AUGUST, exhibits.say("{it:4}", it=usd[0]))]
    assert [] == told(AUGUST, exhibits.say("{it:4}", it=usd[1]))


def future(value: float, number: int) -> Outcome:
    """Return one of twenty equally likely futures."""
    return figure_of(JANUARY, "delivered_future", value, "USD", f"p{5 * number + 2.5:g}")


FUTURES = [future(0, n) for n in range(17)] + [
    future(18.9e9, 17), future(18.9e9, 18), future(28.4e9, 19)
]  # fmt: skip


def test_a_bound_holds_in_every_case_that_is_counted() -> None:
    """“$19 billion or more in 3 of 20 futures” is refused where one future alone reaches it."""
    chart = exhibits.table("Futures", ["A", "B"], [["x", each] for each in FUTURES])
    wrong, right = (
        exhibits.say(f"Deliveries come to {{it:{digits}}} or more in {count} of 20 futures.",
                     it=FUTURES[17])
        for digits, count in ((2, "three"), (3, 3))
    )  # fmt: skip

    assert [
        "cell 2: delivered_future is “$19 billion or more”, but it is 18,900,000,000; print more "
        "digits, or “about”.",
        "cell 2: “three of 20 futures” are said to be $19 billion or more, but 1 of the futures in "
        "the chart are; count with the figure as it is printed.",
        "cell 2: delivered_future is “$19 billion”, in cell 1 “$18.9 billion”; print one quantity "
        "in one precision.",
    ] == told(JANUARY, chart, wrong)
    assert [] == told(JANUARY, chart, right)


@pytest.mark.parametrize(
    ("sentence", "is_refused"),
    [
        ("At least {it:2} are ordered.", True),
        ("{it:2} or more are ordered.", True),
        ("At most {it:2} are ordered.", False),
        ("About {it:2} are ordered.", False),
        ("At least {it:3} are ordered.", False),
    ],
)
def test_a_floor_is_not_rounded_up(sentence: str, is_refused: bool) -> None:
    """What is called a floor does not lie above the figure behind it."""
    orders = figure_of(JANUARY, "orders_chips", 1_990_000, "chip", "as reported")

    assert is_refused == bool(told(JANUARY, exhibits.say(sentence, it=orders)))


def test_a_quantity_has_one_precision() -> None:
    """One figure printed as two texts is refused with both cells, save at face value."""
    gap = cases.Case(JANUARY).evaluate(market.gap_at_list)
    two, three = exhibits.say("It is {gap:2}.", gap=gap), exhibits.say("It is {gap}.", gap=gap)
    face = exhibits.table("A", ["Quantity", "At face value"], [["Gap", gap]])

    assert [
        "cell 3: gap_at_list is “$35.1 billion”, in cell 1 “$35 billion”; print one quantity in "
        "one precision."
    ] == told(JANUARY, two, two, three)
    assert [] == told(JANUARY, two, face)


def test_odds_in_words_are_no_precision() -> None:
    """A chance may stand in words in the headline and in per cent below."""
    chance = odds(JANUARY, "any_delivery")

    assert [] == told(JANUARY, exhibits.say("{it:odds}, {it}", it=chance))


def test_briefings_of_a_day_agree() -> None:
    """Another edition's value for the same figure or parameter refuses the later one."""
    shown = exhibits.say("It is {gap}.", gap=cases.Case(JANUARY).evaluate(market.supply_gap))
    other = figures(notebook(shown))
    changed = [_changed(each) for each in other]

    assert [] == told(JANUARY, shown, fee=other)
    reasons = told(JANUARY, shown, fee=changed)
    assert any(
        "cell 1: the figure supply_gap is 1.3e+06, but 1.4e+06 in fee, an" in r for r in reasons
    )
    assert any("the parameter stock_chips is 700,000, but 600,000 in fee, an" in r for r in reasons)


def _changed(figure: Mapping[str, Any]) -> dict[str, Any]:
    inputs = [
        {**used, "value": 600_000} if used["name"] == "stock_chips" else used
        for used in figure["inputs"]
    ]
    return {**figure, "value": 1_400_000, "inputs": inputs}


def test_a_figure_that_supposes_something_else_is_another() -> None:
    """Editions are held to each other only where they suppose the same."""
    case = cases.Case(JANUARY)
    shown, other = (
        exhibits.say("It is {gap}.", gap=each.evaluate(market.supply_gap))
        for each in (case, case.let(stock_chips=600_000))
    )

    assert [] == told(JANUARY, shown, fee=figures(notebook(other)))


def test_a_measure_in_force_has_not_ended() -> None:
    """A measure that a claim ended by the day is refused with cell, claim and day."""
    name = next(c.measure for c in JANUARY.claims.values() if c.effective and c.measure)
    claim = next(n for n, c in JANUARY.claims.items() if c.measure == name and c.effective)
    ended = {"ended": date(2026, 1, 15), "effective": date(2026, 1, 1)}
    claims = {**JANUARY.claims, claim: JANUARY.claims[claim].model_copy(update=ended)}
    shown = Exhibit("A table", "", measures=({"measure": name, "on": "2026-01-15"},))

    [reason] = told(replace(JANUARY, claims=claims), shown)
    assert reason.startswith(f"cell 1: {name} is shown in force on 15 January 2026, but it ended")
    assert claim in reason
    assert [] == told(JANUARY, shown)


def test_the_table_of_measures_hands_them_over() -> None:
    """What the page shows as in force reaches the gate."""
    shown = exhibits.in_force(cases.Case(JANUARY))

    assert {"measure": "case_by_case_rule", "on": "2026-01-15"} in shown.measures
    assert [] == told(JANUARY, shown)
