"""A bridge between two figures: what their known differences leave unexplained."""

from collections.abc import Sequence

from h200analysis.model.arithmetic import sum_of
from h200analysis.model.domains import guarded
from h200analysis.model.units import Number


@guarded
def unreconciled(start: Number, end: Number, steps: Sequence[Number]) -> Number:
    """Difference between two figures that known steps do not explain, in their unit.

    End less start less the sum of the steps.
    """
    return end - start - sum_of(steps)
