"""The reference run of the monthly flow, R1: twelve months under a cap."""

from h200analysis.model.flow import CapBasis, CapMeasure, Given, VolumeCap

CAP = VolumeCap(
    CapBasis.CUMULATIVE_SINCE_LAUNCH, 0.5, CapMeasure.UNITS, 1_400_000, (), 1, 15_840, 15_840
)
R1 = Given(
    stock_chips=700_000,
    orders_chips=2_000_000,
    arrivals=(0,) * 6 + (100_000, 150_000) + (200_000,) * 4,
    us_need=(25_000,) * 12,
    gate=(0,) * 4 + (0.25, 0.25, 0.5) + (1,) * 5,
    licence_ceiling=(0, 0, 400_000) + (750_000,) * 9,
    throughput=(250_000,) * 12,
    new_orders=(0,) * 12,
    cap=CAP,
    cancelled=0.02,
    switched=0.01,
)
