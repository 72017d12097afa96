"""A bridge as a chart: its steps, and what they do not explain."""

from h200analysis import cases, evidence, exhibits

CASE = cases.Case(evidence.read("2026-11-28"))


def test_what_does_not_reconcile_is_a_step() -> None:
    """The rest is shown and said, unless nothing is left."""
    left = CASE.bridge("revenue_q1fy27", "revenue_q2fy27", {"Guided": "h200_charge"})
    none = CASE.bridge("stock_chips", "orders_chips", {"Short": "supply_gap"})

    shown = exhibits.bridge("b", "From quarter to quarter", ("To April", "To July"), left)
    assert "Not reconciled" in shown.alt
    assert ["revenue_q1fy27", "h200_charge", "unreconciled", "revenue_q2fy27"] == [
        figure["name"] for figure in shown.figures
    ]
    assert "Not reconciled" not in exhibits.bridge("b", "T", ("Stock", "Orders"), none).alt
