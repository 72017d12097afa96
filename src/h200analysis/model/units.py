"""Units and domains of quantities: what a formula takes and gives, written in its annotations.

An alias is a plain `float` to the type checker, so that arithmetic stays arithmetic; whoever binds
arguments to formulas reads the symbol and refuses a price where chips are due, and `domains` reads
the bounds and refuses a share of 25. Whole units only: dollars, never millions of them; shares of
one, never percent.
"""

import sys
from dataclasses import dataclass
from math import inf, nextafter
from typing import Annotated

FINITE = sys.float_info.max
POSITIVE = nextafter(0, 1)
ABOVE_ONE = nextafter(1, 2)
BELOW_ONE = nextafter(1, 0)
ONE = 1 + 1e-9  # a sum of chances carries the rounding of its terms
ONE_OR_MORE = "one entry or more"  # marks a series that may not be empty
_WORDS = {
    POSITIVE: "more than 0",
    ABOVE_ONE: "more than 1",
    BELOW_ONE: "less than 1",
    ONE: "1",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement by its symbol, as used in the parameter file, and a domain.

    The domain reaches from `minimum` to `maximum`, both included: from 0 to the largest finite
    number if an annotation says nothing else. A quantity may be infinite where `maximum` is.
    """

    symbol: str
    minimum: float = 0.0
    maximum: float = FINITE

    def expected(self, whole: bool = False) -> str:
        """Return the domain in words, as in "expected a share from 0 to 1"."""
        kind = "whole " if whole else "finite " if FINITE in {self.maximum, -self.minimum} else ""
        hint = " (25% is 0.25)" if self.symbol == "share" else ""
        return f"a {kind}{self._noun()}{self._range()}{hint}"

    def _noun(self) -> str:
        if self.symbol in {"share", "ratio"}:
            return self.symbol
        if self.symbol[-1:].islower() and "/" not in self.symbol:
            return f"number of {self.symbol}s"
        return f"amount in {self.symbol}" if self.symbol else "number"

    def _range(self) -> str:
        low, high = (_WORDS.get(bound, f"{bound:,.10g}") for bound in (self.minimum, self.maximum))
        if self.minimum == -FINITE:
            return "" if self.maximum == FINITE else f" of at most {high}"
        if self.maximum < FINITE:
            return f" from {low} to {high}"
        more = low if self.minimum in _WORDS else f"{low} or more"
        return f", {more}, or infinity" if self.maximum == inf else f", {more}"


Chips = Annotated[float, Unit("chip")]
ChipLimit = Annotated[float, Unit("chip", maximum=inf)]  # infinite where there is none
ChipsPerModule = Annotated[float, Unit("chip/module")]
ChipsPerMonth = Annotated[float, Unit("chip/month")]
ChipsPerFirm = Annotated[float, Unit("chip/firm")]
ChipsPerYear = Annotated[float, Unit("chip/year")]
ChipsPerWeek = Annotated[float, Unit("chip/week")]
H20Chips = Annotated[float, Unit("H20 chip")]
H20PerChip = Annotated[float, Unit("H20 chip/chip")]
Ascend910CChips = Annotated[float, Unit("910C chip")]
Ascend910CPerChip = Annotated[float, Unit("910C chip/chip")]
Ascend910CPerPackage = Annotated[float, Unit("910C chip/package")]
Ascend910CPerYear = Annotated[float, Unit("910C chip/year")]
H100Equivalents = Annotated[float, Unit("H100-equivalent")]
H100PerChip = Annotated[float, Unit("H100-equivalent/chip")]
H100PerH20 = Annotated[float, Unit("H100-equivalent/H20 chip")]
H100Per910C = Annotated[float, Unit("H100-equivalent/910C chip")]
Dies = Annotated[float, Unit("die")]
DiesPerPackage = Annotated[float, Unit("die/package")]
Stacks = Annotated[float, Unit("stack")]
StacksPerPackage = Annotated[float, Unit("stack/package")]
Modules = Annotated[float, Unit("module")]
Firms = Annotated[float, Unit("firm")]

Usd = Annotated[float, Unit("USD")]
NetUsd = Annotated[float, Unit("USD", -FINITE)]  # less a cost, so it may be below 0
UsdPerChip = Annotated[float, Unit("USD/chip")]
NetUsdPerChip = Annotated[float, Unit("USD/chip", -FINITE)]
UsdPerH20 = Annotated[float, Unit("USD/H20 chip")]
Cny = Annotated[float, Unit("CNY")]
CnyPerModule = Annotated[float, Unit("CNY/module")]
CnyPerUsd = Annotated[float, Unit("CNY/USD")]

Share = Annotated[float, Unit("share", 0, ONE)]
PartOfStatement = Annotated[float, Unit("share", 0, 100)]  # one report may say more than another
CustomsShare = Annotated[float, Unit("share", 0, 10)]  # duty may be due on more than the price
LossPerMonth = Annotated[float, Unit("share")]  # a rate: a month may lose more than there is now
ShareBelowOne = Annotated[float, Unit("share", 0, BELOW_ONE)]  # 1 less the share divides
Margin = Annotated[float, Unit("share", -FINITE, ONE)]  # below 0 where the cost exceeds the price
Ratio = Annotated[float, Unit("ratio")]
RatioAboveOne = Annotated[float, Unit("ratio", ABOVE_ONE)]
PositiveShare = Annotated[float, Unit("share", POSITIVE, ONE)]
PositiveRatio = Annotated[float, Unit("ratio", POSITIVE)]
Number = Annotated[float, Unit("", -FINITE)]  # whatever its unit
PositiveNumber = Annotated[float, Unit("", POSITIVE)]
Count = Annotated[int, Unit("", 1)]
Whole = Annotated[int, Unit("")]

Months = Annotated[float, Unit("month")]
MonthsPerWeek = Annotated[float, Unit("month/week")]
MonthsPerYear = Annotated[float, Unit("month/year")]
Weeks = Annotated[float, Unit("week")]
PositiveWeeks = Annotated[float, Unit("week", POSITIVE)]
PerWeek = Annotated[float, Unit("1/week")]
SharePerYear = Annotated[float, Unit("1/year")]
Years = Annotated[float, Unit("year")]

Bits = Annotated[float, Unit("bit")]
Tflops = Annotated[float, Unit("TFLOPS")]
TflopsPerChip = Annotated[float, Unit("TFLOPS/chip")]
Tpp = Annotated[float, Unit("TPP")]
TbPerSecond = Annotated[float, Unit("TB/s")]
Gigabytes = Annotated[float, Unit("GB")]
