"""A page says how new its evidence is, which judgements are hindsight, and who really spoke."""

from datetime import date
from pathlib import Path

import pytest

from h200analysis import cases, evidence, exhibits, futures
from h200analysis.evidence.readings import READINGS
from h200analysis.exhibits.marks import hindsight, months, note
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.model import clearance, market
from tests.conftest import ROOT

JANUARY = evidence.read("2026-01-15", recorded="2026-11-24")
NEXT_DAY = evidence.read("2026-11-25", recorded="2026-11-24")


def _case(ledger: evidence.Ledger) -> cases.Case:
    case = cases.Case(ledger)
    case.evaluate(clearance.duty_per_chip)
    return case


def _assumptions(ledger: evidence.Ledger) -> str:
    made = exhibits.assumptions(_case(ledger), clearance.duty_per_chip, "Duty", most=5)
    assert made is not None
    return made.html


def test_a_page_says_when_its_odds_were_judged() -> None:
    """Of a past day the month is told in which we judged, of our own day that the odds are ours."""
    days = [date(2026, 11, 24), date(2027, 1, 2)]

    assert exhibits.odds_are_ours(cases.Case(JANUARY)).endswith(
        "ours, judged afterwards, in November 2026."
    )
    assert exhibits.odds_are_ours(cases.Case(NEXT_DAY)) == "The odds are ours."
    assert "between November 2026 and January 2027" == months(days)


def test_the_days_of_hindsight_are_listed_shortly() -> None:
    """One month is named once; of many days only the first and the last."""
    days = [date(2026, 11, 23), date(2026, 11, 24), date(2026, 12, 1), date(2027, 1, 2)]

    assert "" == hindsight([])
    assert "judged with hindsight on 23 November 2026" == hindsight(days[:1])
    assert "judged with hindsight on 23 and 24 November 2026" == hindsight(days[:2])
    assert hindsight(days[1:3]).endswith("on 24 November 2026 and 1 December 2026")
    assert hindsight(days).endswith("between 23 November 2026 and 2 January 2027")


def test_the_first_page_says_what_was_judged_afterwards(data_folder: Path) -> None:
    """The line that explains the signs dates our judgements where they came after the day."""
    late = exhibits.legend(_case(JANUARY), "x").html
    fresh = exhibits.legend(_case(NEXT_DAY), "x").html
    some = exhibits.legend(_case(_with_a_second_thought(data_folder)), "x").html

    all_late = "all our judgements were made with hindsight on 23 and 24 November 2026"
    assert f"no source; {all_late}; x" in late
    assert "no source; * judged with hindsight on 1 December 2026; x" in some
    assert "hindsight" not in fresh
    assert "*" not in fresh + late


def test_a_figure_that_rests_on_a_late_judgement_is_marked(data_folder: Path) -> None:
    """The sign stands in both forms and in a chart, and the day in its entry of figures.json."""
    price = cases.Case(_with_a_second_thought(data_folder)).evaluate("unit_price_usd")
    said = exhibits.say("{price}", price=price)
    chart = exhibits.ladder("x", "T", [exhibits.rung("Price", price)])

    assert "$26,000</b>†*" in said.html
    assert "$26,000†*]{.figure" in said.markdown.replace("\\", "")
    assert "$26,000†*" in chart.alt
    assert ["2026-12-01"] == said.figures[0]["hindsight"]


def test_where_all_was_judged_afterwards_no_figure_is_marked(january: evidence.Ledger) -> None:
    """The legend says it once, and the entry of figures.json still has the day."""
    cost = cases.Case(january).evaluate("unit_cost_usd")  # assumed, and recorded in November
    said = exhibits.say("{cost}", cost=cost)

    assert january.is_in_hindsight
    assert "$6,750</b>†<" in f"{said.html}<"
    assert "*" not in said.html
    assert ["2026-11-24"] == said.figures[0]["hindsight"]


def test_a_figure_of_claims_alone_is_not_marked(january: evidence.Ledger) -> None:
    """What others said is no judgement of ours, whenever we entered it."""
    case = cases.Case(january)
    for outcome in (case.evaluate(market.supply_gap), case.claimed("estimate_raymond_james")):
        said = exhibits.say("{it}", it=outcome)

        assert "*" not in said.html
        assert "hindsight" not in said.figures[0]


def test_a_judgement_of_its_own_day_is_no_hindsight() -> None:
    """Recorded before the day of which the page speaks, it has its dagger alone."""
    said = exhibits.say("{cost}", cost=cases.Case(NEXT_DAY).evaluate("unit_cost_usd"))

    assert "$6,750</b>†" in said.html
    assert "*" not in said.html
    assert "hindsight" not in said.figures[0]


def test_the_belief_is_as_late_as_the_last_judgement_in_it() -> None:
    """Odds of January were written in November; what is reported as delivered was not judged."""
    early, late = (
        futures.over(cases.Case(evidence.read(day)), draws=draws)
        for day, draws in (("2026-01-15", 4096), ("2026-11-28", 65_536))
    )

    assert early.any_by(LAST_DAY).hindsight == (date(2026, 11, 25),)
    assert late.any_by(LAST_DAY).hindsight == ()
    assert late.so_far is not None
    assert (late.so_far.value, late.so_far.hindsight) == (20_000, ())


def test_the_last_page_says_how_new_the_evidence_is() -> None:
    """Both days stand there, with the command that reads the same evidence again."""
    page = exhibits.rebuild(_case(JANUARY), "revenue_at_stake", 7, 1_024).html

    assert "--as-of 2026-01-15 --recorded 2026-11-24" in page
    assert "published by 15 January 2026 and on evidence recorded up to 24 November 2026" in page
    assert "were judged with hindsight on 23 and 24 November 2026" in page


def test_the_table_of_assumptions_says_what_is_hindsight() -> None:
    """It stands in the title where it holds for all of them, and nowhere where for none."""
    assert "Assumptions of ours, judged with hindsight on" in _assumptions(JANUARY)
    assert "hindsight" not in _assumptions(NEXT_DAY)


def test_an_assumption_of_afterwards_among_others_says_so(data_folder: Path) -> None:
    """Where only some were judged after the day, each of those says it in its row."""
    page = _assumptions(_with_a_second_thought(data_folder))

    assert 1 == page.count("(judged with hindsight on 1 December 2026)")
    assert "Assumptions of ours<" in page


def _with_a_second_thought(data_folder: Path) -> evidence.Ledger:
    """Return the evidence of 25 November with one price that was judged in December."""
    path = data_folder / "parameters.toml"
    text = path.read_text(encoding="utf-8").replace(
        "[standalone_stock_chips]\n", f"{_SECOND}\n[standalone_stock_chips]\n"
    )
    path.write_text(text, encoding="utf-8")
    return evidence.read("2026-11-25")


_SECOND = """
[[unit_price_usd.values]]
since = 2026-11-25
recorded = 2026-12-01
central = 26_000
assumed = "A second thought."
quality = "red"
"""


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("duty_no_drawback", "EY, 15 January 2026, citing the proclamation of 14 January 2026: “"),
        ("orders_seed", "week of 15 January 2026, after Reuters: “have reportedly placed"),
        ("research_exception_seed", "after Reuters, on The Information: “"),
        ("h20_orders_q1_2025", "after Reuters, on The Information; anonymous sources: “"),
        ("cap_press", "CNA, 14 January 2026, after Reuters, citing the export rule of 13 January"),
        ("lead_time_reuters", "after Reuters, citing Jensen Huang: “"),
        ("rule_case_by_case", "Federal Register, 15 January 2026; official document: “"),
        ("stock_tredu", "Tredu, 31 December 2025, after Reuters; anonymous sources: “"),
    ],
)
def test_a_note_says_who_really_said_it(claim: str, said: str) -> None:
    """A relay stands after whom it relays; a document or speaker is cited, never lent to a page."""
    assert said in note(evidence.read("2026-01-15"), claim)


def test_the_readme_dates_our_judgements_as_pages_do() -> None:
    """Its sentence has the days of the ledger: of all judgements, and of those behind the odds."""
    ledger = evidence.read("2026-01-15")
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    odds = {each.recorded for each in ledger.of(READINGS).values()}
    odds |= {p.current.recorded for name, p in ledger.parameters.items() if name[:5] == "rate_"}
    when = hindsight(ledger.hindsight()).removeprefix("judged with hindsight ")

    assert f"were written {when} (" in readme
    assert {date(2026, 11, 25)} == odds
    assert "all odds on the 25th" in readme


def test_what_is_not_there_is_not_told(data_folder: Path) -> None:
    """Without readings a page speaks of no odds, without assumptions of no dagger."""
    (data_folder / "readings.toml").write_text("", encoding="utf-8")
    case = cases.Case(evidence.read("2026-01-15", data_folder))
    case.evaluate("orders_chips")

    assert "odds" not in exhibits.rebuild(case, "it", 7, 1_024).html
    assert "†" not in exhibits.legend(case, "all is reported.").html
