"""The odds on the page: by day, with their sources, and locked as printed."""

from h200analysis import cases, evidence, exhibits
from h200analysis.exhibits.bundle import FORECASTS


def test_odds_are_listed_by_day_and_locked(case: cases.Case) -> None:
    """Each day that is asked about has a row; each question a lock."""
    made = exhibits.forecasts(case, 7, 4096)
    bundle = made._repr_mimebundle_()

    assert made.markdown.index("31 March 2026") < made.markdown.index("31 December 2026")
    assert 8 == len(bundle[FORECASTS])
    assert {"any_by_march", "chips_by_december"} <= {e["question"] for e in bundle[FORECASTS]}
    assert any(entry["formula"] == "flow.monthly_flow" for entry in made.figures)
    assert "customs_instruction_myind" in case.sources()


def test_a_day_without_an_open_question_says_so() -> None:
    """When all is answered there is a sentence, and nothing to lock."""
    made = exhibits.forecasts(cases.Case(evidence.read("2026-12-15")), 7, 1024)

    assert "No question is open on this day." in made.html
    assert FORECASTS not in made._repr_mimebundle_()
