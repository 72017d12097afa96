"""Figures told as somebody published them, by one claim alone."""

import pytest

from h200analysis import cases, evidence
from h200analysis.cases.binding import BindingError

CASE = cases.Case(evidence.read("2026-11-28"))


def test_a_range_is_told_as_published() -> None:
    """Both ends are the source's own, rest on that claim alone, and are no assumption of ours."""
    low, high = CASE.claimed_range("smuggled_compute_epoch_range")

    assert (low.value, high.value) == (290_000, 1_600_000)
    assert low.claims == high.claims == ("smuggled_compute_epoch_range",)
    assert not low.assumptions
    assert low.name != high.name


def test_a_claim_without_a_range_is_refused() -> None:
    """A single figure has no ends to print."""
    with pytest.raises(BindingError, match="gives no range"):
        CASE.claimed_range("smuggled_compute_epoch")
