"""The audit on the page: a verdict in every row, and every statement of the article once."""

import pytest

from h200analysis import cases, evidence, exhibits
from h200analysis.inquiry import audit


@pytest.mark.parametrize(("day", "share"), [("2026-01-15", "4\\.6 billion"), ("2026-04-01", "55%")])
def test_the_share_is_held_against_the_best_count(day: str, share: str) -> None:
    """A count of the market where one was known by then, else what Nvidia still sold."""
    made = exhibits.audited(audit.audit(cases.Case(evidence.read(day)))).markdown

    assert share in made
    assert "54 billion" in made


def test_the_count_of_the_headline_is_that_of_the_table(case: cases.Case) -> None:
    """As many rows say "Misleads" as the headline counts."""
    made = exhibits.audited(audit.audit(case)).markdown

    assert made.count("Misleads") == audit.misleading() == 3
    assert made.count("Holds") == 2


def test_the_chart_tells_every_figure_with_both_ends(case: cases.Case) -> None:
    """Five rows, in parts of what the article says; six times is a fifth of six by bandwidth."""
    chart = exhibits.support(audit.audit(case), "audit_support", "Some of it stands")

    assert len(chart.figures) == 10
    assert "“Roughly six times” the H20: 20% and 111%" in chart.alt


def test_every_statement_stands_in_one_of_the_two_tables(case: cases.Case) -> None:
    """Numbers in the one, words in the other, and each is cited."""
    numbers, assertions = exhibits.numbers(case), exhibits.assertions(case)

    for name, claim in audit.said(case).items():
        words = exhibits.say("{it}", it=claim.qualifier).markdown
        assert (words in numbers.markdown) != (words in assertions.markdown), name
        assert name in case.sources()


def test_the_range_is_the_one_that_the_parameter_takes(case: cases.Case) -> None:
    """Orders from the rule that reads "more than", the multiple from the parameter's own ends."""
    made = exhibits.numbers(case).markdown

    assert "2 million chips to 2\\.5 million chips" in made
    assert "5\\.22 to 6\\.9" in made
