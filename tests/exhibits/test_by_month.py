"""The odds on the page: by month, with their sources, and locked as printed."""

from h200analysis import cases, evidence, exhibits, futures
from h200analysis.exhibits.bundle import FORECASTS


def test_odds_are_listed_by_month_and_locked(case: cases.Case) -> None:
    """Each month end ahead has a row; all days stand in the one lock."""
    made = exhibits.months(futures.over(case, draws=4096))
    bundle = made._repr_mimebundle_()

    assert made.markdown.index("31 March 2026") < made.markdown.index("31 December 2026")
    [locked] = bundle[FORECASTS]
    assert {"2026-03-31", "2026-06-30", "2026-12-31"} <= locked["any_by"].keys()
    assert {"2026-06-01", "2026-10-09"} <= locked["chips_by"].keys()
    assert "1 June" not in made.markdown  # a day that was chosen with hindsight
    assert any(entry["name"] == "any_delivery_by_2026-03-31" for entry in made.figures)
    assert "approve_some_q1" in case.sources()  # a reading of the belief
    means = [each for each in made.figures if each["name"] == "delivered_usd"]
    assert [each.get("period") for each in means][-2:] == ["2026-11-30", None]  # None: the year


def test_on_the_last_day_nothing_lies_ahead() -> None:
    """In the middle of December a row is left; on the last day there is a sentence, no lock."""
    left = exhibits.months(futures.over(cases.Case(evidence.read("2026-12-15"))))
    none = exhibits.months(futures.over(cases.Case(evidence.read("2026-12-31"))))

    assert "31 December 2026" in left.markdown
    assert "Chance of another delivery" in left.markdown
    assert "The year is over." in none.html
    assert FORECASTS not in none._repr_mimebundle_()
