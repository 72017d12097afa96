"""A page says how new its evidence is, which judgements are hindsight, and who really spoke."""

from datetime import date
from pathlib import Path

import pytest

from h200analysis import cases, evidence, exhibits
from h200analysis.exhibits.marks import hindsight, note
from h200analysis.model import stake

JANUARY = evidence.read("2026-01-15", recorded="2026-11-24")
NEXT_DAY = evidence.read("2026-11-25", recorded="2026-11-24")


def _case(ledger: evidence.Ledger) -> cases.Case:
    case = cases.Case(ledger)
    case.evaluate(stake.expected_delivered_usd)
    return case


def _assumptions(ledger: evidence.Ledger) -> str:
    return exhibits.assumptions(_case(ledger), stake.expected_delivered_usd, "Delivered").html


def test_the_days_of_hindsight_are_listed_shortly() -> None:
    """One month is named once; of many days only the first and the last."""
    days = [date(2026, 11, 23), date(2026, 11, 24), date(2026, 12, 1), date(2027, 1, 2)]

    assert "" == hindsight([])
    assert "judged with hindsight on 23 November 2026" == hindsight(days[:1])
    assert "judged with hindsight on 23 and 24 November 2026" == hindsight(days[:2])
    assert hindsight(days[1:3]).endswith("on 24 November 2026 and 1 December 2026")
    assert hindsight(days).endswith("between 23 November 2026 and 2 January 2027")


def test_the_first_page_says_what_was_judged_afterwards() -> None:
    """The line that explains the dagger dates our judgements where they came after the day."""
    late = exhibits.legend(_case(JANUARY), "x").html
    fresh = exhibits.legend(_case(NEXT_DAY), "x").html

    assert "no source, judged with hindsight on 23 and 24 November 2026; x" in late
    assert "hindsight" not in fresh


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
    path = data_folder / "parameters.toml"
    text = path.read_text(encoding="utf-8").replace(
        "[standalone_stock_chips]\n", f"{_SECOND}\n[standalone_stock_chips]\n"
    )
    path.write_text(text, encoding="utf-8")

    page = _assumptions(evidence.read("2026-11-25"))

    assert 1 == page.count("(judged with hindsight on 1 December 2026)")
    assert "Assumptions of ours<" in page


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
