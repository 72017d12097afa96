"""Chips counted as other chips: always by a named metric, because the metrics disagree.

Arithmetic per chip rose far more from H20 to H200 than memory did, so "six times" holds for dense
arithmetic alone.
"""

from h200analysis.model.arithmetic import divide
from h200analysis.model.formula import formula
from h200analysis.model.units import (
    Ascend910CChips,
    Ascend910CPerChip,
    Chips,
    Gigabytes,
    H20Chips,
    H20PerChip,
    TbPerSecond,
    Tpp,
)

_TPP = "ECCN 3A090, technical note (88 FR 73458, 2023)"


@formula(label="H20 chips per H200 by processing performance", source=_TPP)
def h20_multiple_by_compute(h200_tpp: Tpp, h20_tpp: Tpp) -> H20PerChip:
    """H20 chips to one H200 by total processing performance.

    TPP over TPP.
    """
    return divide(h200_tpp, h20_tpp, "h20_tpp")


@formula(label="H20 chips per H200 by memory bandwidth")
def h20_multiple_by_bandwidth(
    h200_bandwidth: TbPerSecond, h20_bandwidth: TbPerSecond
) -> H20PerChip:
    """H20 chips to one H200 by memory bandwidth.

    Bandwidth over bandwidth.
    """
    return divide(h200_bandwidth, h20_bandwidth, "h20_bandwidth")


@formula(label="H20 chips per H200 by memory capacity")
def h20_multiple_by_memory(h200_memory: Gigabytes, h20_memory: Gigabytes) -> H20PerChip:
    """H20 chips to one H200 by memory capacity.

    Capacity over capacity.
    """
    return divide(h200_memory, h20_memory, "h20_memory")


@formula(label="Ascend 910C chips per H200 by processing performance", source=_TPP)
def ascend_910c_multiple_by_compute(h200_tpp: Tpp, ascend_910c_tpp: Tpp) -> Ascend910CPerChip:
    """Ascend 910C chips to one H200 by total processing performance.

    TPP over TPP.
    """
    return divide(h200_tpp, ascend_910c_tpp, "ascend_910c_tpp")


@formula(label="Ascend 910C chips per H200 by memory bandwidth")
def ascend_910c_multiple_by_bandwidth(
    h200_bandwidth: TbPerSecond, ascend_910c_bandwidth: TbPerSecond
) -> Ascend910CPerChip:
    """Ascend 910C chips to one H200 by memory bandwidth.

    Bandwidth over bandwidth.
    """
    return divide(h200_bandwidth, ascend_910c_bandwidth, "ascend_910c_bandwidth")


@formula(label="Ascend 910C chips per H200 by memory capacity")
def ascend_910c_multiple_by_memory(
    h200_memory: Gigabytes, ascend_910c_memory: Gigabytes
) -> Ascend910CPerChip:
    """Ascend 910C chips to one H200 by memory capacity.

    Capacity over capacity.
    """
    return divide(h200_memory, ascend_910c_memory, "ascend_910c_memory")


@formula(label="Orders in H20 chips, as reported")
def orders_in_h20_as_reported(orders_chips: Chips, h20_multiple: H20PerChip) -> H20Chips:
    """Orders in H20 chips, by the multiple that the press reports.

    Orders times multiple.
    """
    return orders_chips * h20_multiple


@formula(label="Supply gap in H20 chips, as reported")
def gap_in_h20_as_reported(supply_gap: Chips, h20_multiple: H20PerChip) -> H20Chips:
    """Supply gap in H20 chips, by the multiple that the press reports.

    Gap times multiple.
    """
    return supply_gap * h20_multiple


@formula(label="Supply gap in H20 chips by processing performance")
def gap_in_h20_by_compute(supply_gap: Chips, h20_multiple_by_compute: H20PerChip) -> H20Chips:
    """Supply gap in H20 chips of the same total processing performance.

    Gap times multiple.
    """
    return supply_gap * h20_multiple_by_compute


@formula(label="Supply gap in H20 chips by memory bandwidth")
def gap_in_h20_by_bandwidth(supply_gap: Chips, h20_multiple_by_bandwidth: H20PerChip) -> H20Chips:
    """Supply gap in H20 chips of the same memory bandwidth.

    Gap times multiple.
    """
    return supply_gap * h20_multiple_by_bandwidth


@formula(label="Supply gap in H20 chips by memory capacity")
def gap_in_h20_by_memory(supply_gap: Chips, h20_multiple_by_memory: H20PerChip) -> H20Chips:
    """Supply gap in H20 chips of the same memory capacity.

    Gap times multiple.
    """
    return supply_gap * h20_multiple_by_memory


@formula(label="Supply gap in Ascend 910C chips by processing performance")
def gap_in_910c_by_compute(
    supply_gap: Chips, ascend_910c_multiple_by_compute: Ascend910CPerChip
) -> Ascend910CChips:
    """Supply gap in Ascend 910C chips of the same total processing performance.

    Gap times multiple.
    """
    return supply_gap * ascend_910c_multiple_by_compute


@formula(label="Supply gap in Ascend 910C chips by memory bandwidth")
def gap_in_910c_by_bandwidth(
    supply_gap: Chips, ascend_910c_multiple_by_bandwidth: Ascend910CPerChip
) -> Ascend910CChips:
    """Supply gap in Ascend 910C chips of the same memory bandwidth.

    Gap times multiple.
    """
    return supply_gap * ascend_910c_multiple_by_bandwidth
