"""The audit of the article: its figures from its own parts, and what others support of each."""

import pytest

from h200analysis import cases, evidence
from h200analysis.evidence import NotYetKnownError
from h200analysis.inquiry import audit
from h200analysis.model import statements


@pytest.fixture(scope="module")
def found() -> audit.Audit:
    """The audit as it could be made on the day of the article."""
    return audit.audit(cases.Case(evidence.read("2026-01-15")))


def test_the_article_is_computed_from_its_own_parts(found: audit.Audit) -> None:
    """Two million at 27,000 dollars, less 700,000 in stock, 100,000 of which are superchips."""
    assert found.worth.value == 54_000_000_000
    assert found.shortfall.value == 1_300_000
    assert found.shortfall_of_single_chips.value == 1_400_000
    assert set(found.worth.claims) == {"orders_seed", "price_seed"}
    assert not found.worth.set_by_hand


def test_the_duty_follows_the_declared_value(found: audit.Audit) -> None:
    """A quarter of a quarter and of all of 27,000 dollars, each told as what it supposes."""
    assert [end.value for end in found.duty] == [1_687.5, 6_750]
    assert all(end.statistic == "as reported" for end in found.duty)
    assert all(end.assumptions and not end.set_by_hand for end in found.duty)


@pytest.mark.parametrize(
    ("figure", "least", "most"),
    [
        ("orders", 4.6 / 16, 1),
        ("price", 20 / 27, 1),
        ("stock", 6 / 7, 1),
        ("fee", 0.25, 1),
        ("multiple", 4.8 / 4 / 6, 15_840 / 2_368 / 6),
    ],
)
def test_support_is_a_part_of_what_is_said(
    found: audit.Audit, figure: str, least: float, most: float
) -> None:
    """What other reports of the day give, over what the article gives, each with its claims."""
    low, high = found.support[figure]

    assert (low.value, high.value) == pytest.approx((least, most), rel=1e-3)
    assert low.unit == high.unit == "share"
    assert low.claims or low.assumptions


def test_a_statement_supports_all_of_itself(found: audit.Audit) -> None:
    """A claim held against itself is one whole, resting on that claim alone."""
    whole = found.part(statements.supported_price_part, "price_seed", "price_seed")

    assert whole.value == 1
    assert whole.claims == ("price_seed",)


def test_later_reports_change_no_figure_of_the_article() -> None:
    """In August the stock is another, but the article said what it said."""
    later = audit.audit(cases.Case(evidence.read("2026-08-27")))

    assert later.shortfall.value == 1_300_000
    assert later.case.evaluate("stock_chips").value == 500_000


def test_before_the_article_there_is_nothing_to_audit() -> None:
    """On the day before it the refusal says which claim is missing."""
    with pytest.raises(NotYetKnownError, match="orders_seed"):
        audit.audit(cases.Case(evidence.read("2026-01-14")))


def test_every_statement_is_found_and_eight_give_a_number(found: audit.Audit) -> None:
    """Those of the article alone; a number may be three persons or a share of nothing."""
    every, numbers = audit.said(found.case), audit.numbers(found.case)

    assert len(numbers) == 8
    assert numbers.keys() < every.keys()
    assert set(audit.SAID.values()) <= numbers.keys()
    assert not {"orders_newsbytes", "price_newsbytes"} & every.keys()
