"""What limits deliveries: each future is held by one cause, or by limits that may overlap."""

import numpy as np
import pytest

from h200analysis import cases, evidence, futures
from h200analysis.inquiry.bottlenecks import DEMAND, NO_PERMISSION, NO_TIME, bottlenecks
from h200analysis.model.limits import LIMITS

DAYS = ["2026-01-15", "2026-05-20", "2026-08-27", "2026-11-25"]


@pytest.mark.parametrize("day", DAYS)
def test_without_permission_no_more_chips_come(day: str) -> None:
    """No permission, none in time, and more chips: each future is in one of the three."""
    drawn = futures.over(cases.Case(evidence.read(day)))
    found = {name: share.value for name, share in bottlenecks(drawn).items()}
    further, _ = drawn.belief.mean(drawn.told()["further_chips"] > 0)
    cut = drawn.told()["further_chips"] > 0
    cut &= np.any([drawn.belief.bound(limit.name) for limit in LIMITS], axis=0)

    assert found[NO_PERMISSION] + found[NO_TIME] + further == pytest.approx(1)
    assert found[DEMAND] + drawn.belief.mean(cut)[0] == pytest.approx(further)
