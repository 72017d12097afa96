"""Units of quantities: what a formula takes and gives, written in its annotations.

An alias is a plain `float` to the type checker, so that arithmetic stays arithmetic; whoever binds
arguments to formulas reads the symbol and refuses a price where chips are due. Whole units only:
dollars, never millions of them; shares of one, never percent.
"""

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement by its symbol, as used in the parameter file."""

    symbol: str


Chips = Annotated[float, Unit("chip")]
ChipsPerModule = Annotated[float, Unit("chip/module")]
ChipsPerMonth = Annotated[float, Unit("chip/month")]
H20Chips = Annotated[float, Unit("H20 chip")]
Ascend910CChips = Annotated[float, Unit("910C chip")]
H100Equivalents = Annotated[float, Unit("H100-equivalent")]
Dies = Annotated[float, Unit("die")]
Stacks = Annotated[float, Unit("stack")]
Packages = Annotated[float, Unit("package")]
Modules = Annotated[float, Unit("module")]
Firms = Annotated[float, Unit("firm")]

Usd = Annotated[float, Unit("USD")]
UsdPerChip = Annotated[float, Unit("USD/chip")]
Cny = Annotated[float, Unit("CNY")]
CnyPerUsd = Annotated[float, Unit("CNY/USD")]

Share = Annotated[float, Unit("share")]
Ratio = Annotated[float, Unit("ratio")]
Futures = Annotated[float, Unit("future")]  # how many of twenty

Months = Annotated[float, Unit("month")]
Weeks = Annotated[float, Unit("week")]
Years = Annotated[float, Unit("year")]

Tflops = Annotated[float, Unit("TFLOPS")]
Tpp = Annotated[float, Unit("TPP")]
TbPerSecond = Annotated[float, Unit("TB/s")]
Gigabytes = Annotated[float, Unit("GB")]
Watts = Annotated[float, Unit("W")]
