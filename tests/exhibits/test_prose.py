"""Sentences, headlines and tables whose figures are outcomes, with their notes and signs."""

import re
from dataclasses import replace

import pytest

from h200analysis import cases, evidence, exhibits
from h200analysis.exhibits.bundle import FIGURES, ExhibitError
from h200analysis.exhibits.opening import kicker
from h200analysis.exhibits.prose import Page
from h200analysis.model import clearance, fees, market, stake
from tests.exhibits.unnamed import unnamed

CASE = cases.Case(evidence.read("2026-01-15"))
GAP = CASE.evaluate(market.supply_gap)


def test_a_sentence_takes_its_figures_from_outcomes() -> None:
    """The figure is worded, carries its sources as notes and hands its outcome to the press."""
    said = exhibits.say("Orders exceed stock by {gap}.", gap=GAP)

    assert unnamed(said.markdown).startswith(
        "Orders exceed stock by [1\\.3 million chips]{.figure}^["
    )
    assert "NewsBytes, 31 December 2025, after Reuters" in said.html
    assert [(f["name"], f["text"]) for f in said.figures] == [("supply_gap", "1.3 million chips")]
    assert said.figures[0]["claims"] == list(GAP.claims)


def test_a_claim_is_marked_once_in_an_exhibit() -> None:
    """The second figure that rests on the same claims carries no mark."""
    said = exhibits.say("{a} and {b}", a=GAP, b=GAP)

    assert 2 == said.markdown.count("^[")  # orders and stock, at the first figure only


def test_an_assumption_of_ours_is_daggered() -> None:
    """A figure that rests on us carries a dagger; one that rests on reports alone does not."""
    ours = exhibits.say("{x}", x=CASE.evaluate(stake.exposure_if_blocked_usd))

    assert "†" in ours.markdown
    assert "†" not in exhibits.say("{x}", x=GAP).markdown


def test_what_did_not_enter_is_not_cited() -> None:
    """A fee taken of the sale does not rest on our customs value, a duty does."""
    levy = CASE.evaluate(fees.fee_per_chip)
    duty = CASE.let(fee_basis="import_duty").evaluate(fees.fee_per_chip)

    assert not levy.assumptions
    assert [used.name for used in duty.assumptions] == ["customs_value_share"]


def test_a_constant_in_place_of_a_parameter_is_an_input() -> None:
    """A duty at a supposed customs value says which, as ours, though no parameter was read."""
    quarter = CASE.let(customs_value_share="quarter_declared")
    duty = quarter.evaluate(clearance.duty_per_chip)

    assert [("customs_value_share", 0.25)] == [(used.name, used.value) for used in duty.assumptions]
    assert not quarter.evaluate(fees.fee_per_chip).assumptions


@pytest.mark.parametrize(("share", "text"), [(0.124, "12%"), (0.018, "2%"), (0.004, "0.4%")])
def test_a_whole_figure_has_no_decimals(share: float, text: str) -> None:
    """Figures of a column that differ in size are printed to the unit alike, one digit at least."""
    fee = CASE.let(fee_rate=share).evaluate("fee_rate")

    assert [text] == [shown["text"] for shown in exhibits.say("{fee:whole}", fee=fee).figures]


def test_a_value_set_by_hand_is_marked() -> None:
    """A figure that somebody set by hand says so, in the figure and in the legend."""
    case = CASE.let(orders_chips=1_500_000)
    gap = case.evaluate(market.supply_gap)

    assert "800,000 chips‡]{.figure}" in unnamed(
        exhibits.say("{gap}", gap=gap).markdown.replace("\\", "")
    )
    assert "‡ set by hand" in exhibits.legend(case, "x").markdown


def test_no_price_makes_anything_of_no_chips() -> None:
    """A gap of nothing bears the sign of a stock set by hand, not that of a price."""
    filled = CASE.let(stock_chips=3e6, unit_price_usd=30_000)
    none = replace(filled.evaluate(market.gap_at_list), value=0.0)
    price = tuple(used for used in none.inputs if used.name == "unit_price_usd")

    assert "‡" in exhibits.say("{x}", x=none).markdown
    assert "‡" not in exhibits.say("{x}", x=replace(none, inputs=price)).markdown
    assert "‡" in exhibits.say("{x}", x=replace(none, inputs=price, value=1.0)).markdown


def test_a_headline_is_short_and_clean() -> None:
    """No marks, at most thirty words."""
    said = exhibits.headline("Orders exceed stock by about {gap}.", {"gap": GAP})

    assert "# Orders exceed stock by about [1\\.3 million chips]{.figure}\\." == unnamed(
        said.markdown
    )
    with pytest.raises(ValueError, match="35 words; a reader takes in 30"):
        exhibits.headline(" ".join(["word"] * 35), {})


@pytest.mark.parametrize(
    "nasty", ["*a* _b_ `c` #d", "[x](y) <b> & $1$ @z ^[n]", "| a | b |", "~~a~~ \\x"]
)
def test_text_from_outside_stays_text(nasty: str) -> None:
    """Markup in a value is escaped in both forms."""
    said = exhibits.say("{x}", x=nasty)

    assert nasty == re.sub(r"\\(.)", r"\1", said.markdown)
    assert "<b>" not in said.html


def test_a_table_has_a_cell_a_column() -> None:
    """A row of the wrong length is refused with its name."""
    with pytest.raises(ValueError, match="row 'Gap' has 2 cells; expected 3"):
        exhibits.table("T", ["a", "b", "c"], [["Gap", GAP]])


def test_a_table_stands_its_figures_right() -> None:
    """Columns of outcomes are aligned right, the first column left."""
    made = exhibits.table("T", ["Quantity", "As reported"], [["Gap", GAP]])

    assert "| :--- | ---: |" in made.markdown
    assert ": T" in made.markdown


def test_a_chart_tells_its_figures_in_words() -> None:
    """A chart's alternative text names every bar with its figure and its range."""
    spread = CASE.drawn(draws=16_384).evaluate("orders_chips")
    chart = exhibits.ladder(
        "x", "T", [exhibits.rung("Orders", CASE.evaluate("orders_chips"), spread)]
    )
    bundle, metadata = chart._repr_mimebundle_()

    assert "Orders 2 million chips, likely between 2" in chart.alt
    assert chart.alt == metadata["application/vnd.vegalite.v6+json"]["alt"]
    assert f'<img alt="{chart.alt}" width="' in bundle["text/html"]
    assert 4 == len(bundle[FIGURES])


@pytest.mark.parametrize("value", [987_654.321, 3, None])
def test_a_bare_number_is_refused(value: object) -> None:
    """A sentence takes its figures from a case: a number without source is an error."""
    with pytest.raises(
        ExhibitError, match="is no outcome; a sentence takes its figures from a case"
    ):
        exhibits.say("The gap is {x}.", x=value)


def test_a_ladder_has_one_scale() -> None:
    """Chips and dollars do not stand on one scale."""
    bars = [exhibits.rung("a", GAP), exhibits.rung("b", CASE.evaluate(market.gap_at_list))]

    with pytest.raises(ValueError, match="has values in USD, chip; give it values of one unit"):
        exhibits.ladder("x", "T", bars)


def test_one_panel_of_sliders_holds_one_meaning() -> None:
    """A formula under two bases needs two panels, or both rows would show one figure."""
    share = CASE.on_sliders("fee_rate").evaluate(fees.fee_per_chip)
    duty = CASE.let(fee_basis="import_duty").on_sliders("fee_rate").evaluate(fees.fee_per_chip)

    with pytest.raises(ValueError, match="fee_per_chip stands for two things here"):
        exhibits.sliders("x", "T", {"share": share, "duty": duty})


def test_a_slider_that_moves_nothing_is_refused() -> None:
    """It is named with the figures beside it and what they take; one that it moves is enough."""
    live = CASE.on_sliders("orders_chips", "fee_rate")
    gap = live.evaluate(market.supply_gap)

    told = r"slider fee_rate moves no figure here \(supply_gap takes orders_chips, stock_chips\)"
    with pytest.raises(ValueError, match=told):
        exhibits.sliders("x", "T", {"gap": gap})
    exhibits.sliders("x", "T", {"gap": gap, "fee": live.evaluate(fees.fee_per_chip)})


def test_the_kicker_tells_what_is_unusual() -> None:
    """Old evidence, a scenario and a value set by hand stand above the headline."""
    late = cases.Case(evidence.read("2026-12-31"), "half_firm").let(fee_rate=0.15)

    text = kicker("Supply gap", late).html

    assert "Supply gap · 31 December 2026 · reports read" in text
    assert "reports read up to 9 October 2026" in text
    assert "scenario: Half of the orders are real" in text
    assert "set by hand: Fee rate, 15%" in text


def test_a_citation_marks_a_sentence_and_goes_to_the_press() -> None:
    """A statement without a figure has its note, and the press learns on which claim it rests."""
    said = exhibits.say("It may not enter{who}.", who=CASE.cite("customs_instruction_seed"))

    assert 1 == said.markdown.count("^[")
    assert ("customs_instruction_seed",) == said.claims


@pytest.mark.parametrize(("error", "said"), [(0.0116, "45%"), (0.03, "40%")])
def test_a_chance_is_not_rounded_by_more_than_its_error(error: float, said: str) -> None:
    """Known to about a percentage point it is told to one; tens are for what is known less well."""
    chance = replace(GAP, value=0.4484, unit="share", statistic="chance", error=error)

    assert Page().text(chance) == said
