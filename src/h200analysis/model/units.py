"""Units of the model, as annotations: `orders_chips: Chips` is a float counted in chips."""

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its symbol; whole units only: chips, dollars, months, decimal shares."""

    symbol: str


Chips = Annotated[float, Unit("chip")]
H20Chips = Annotated[float, Unit("H20 chip")]
Ascend910CChips = Annotated[float, Unit("910C chip")]
Usd = Annotated[float, Unit("USD")]
UsdPerChip = Annotated[float, Unit("USD/chip")]
Cny = Annotated[float, Unit("CNY")]
CnyPerUsd = Annotated[float, Unit("CNY/USD")]
ChipsPerModule = Annotated[float, Unit("chip/module")]
ChipsPerMonth = Annotated[float, Unit("chip/month")]
Share = Annotated[float, Unit("share")]
Ratio = Annotated[float, Unit("ratio")]
Months = Annotated[float, Unit("month")]
Weeks = Annotated[float, Unit("week")]
Tpp = Annotated[float, Unit("TPP")]
TbPerSecond = Annotated[float, Unit("TB/s")]
Gigabytes = Annotated[float, Unit("GB")]
Futures = Annotated[float, Unit("future")]
