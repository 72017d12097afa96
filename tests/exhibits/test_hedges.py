"""The words of a report that stand before its number, whichever parameter took it."""

from h200analysis import evidence
from h200analysis.cases import Case
from h200analysis.exhibits import hedge


def test_a_number_keeps_the_hedge_of_the_report_that_gives_it() -> None:
    """What Nvidia had counted on was more than a million chips, said the report of 17 January."""
    late = Case(evidence.read("2026-08-27")).under("half_firm")

    assert hedge(late, "orders_chips") == "more than "
    assert late.evaluate("orders_chips").value == 1_000_000


def test_what_we_assume_or_set_by_hand_has_no_hedge() -> None:
    """Half of the orders was an assumption until then, and a hand hedges nothing."""
    case = Case(evidence.read("2026-01-15"))

    assert hedge(case.under("half_firm"), "orders_chips") == ""
    assert hedge(case.let(orders_chips=1e6), "orders_chips") == ""
    assert hedge(case, "orders_chips") == "more than "
