"""The monthly flow: stock, backlog and shipments to China under every limit at once.

Order of events in a month: (1) arrivals join the stock; (2) US needs are served first; (3) China
gets the least of what the Chinese gate lets through, the stock, the volume cap, the licences and
the throughput of tests and transport; (4) the totals move; (5) of the backlog that is left a part
is cancelled, a part goes to other chips, and new orders join. The first limit in that order that
is reached is the binding one.

Series have one entry a month; an entry is a number or an array of draws, the code is the same.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from h200analysis.model.arithmetic import maximum, minimum, require, sum_of, where
from h200analysis.model.domains import DomainError, guarded
from h200analysis.model.units import (
    ChipLimitSeries,
    Chips,
    ChipSeries,
    PositiveTpp,
    Share,
    ShareSeries,
    Tpp,
    WholeMonths,
)

TERMS = ("gate", "stock", "cap", "licence", "throughput")
_WINDOW = 12
_SERIES = ("arrivals", "us_need", "gate", "licence_ceiling", "throughput", "new_orders")


class CapBasis(Enum):
    """Which US shipments the volume cap counts, and which Chinese ones against them."""

    OFF = "off"
    CUMULATIVE_SINCE_LAUNCH = "cumulative_since_launch"
    SINCE_RULE_DATE = "since_rule_date"
    ROLLING_12M = "rolling_12m"
    PER_APPLICATION = "per_application"  # each month's application by itself


class CapMeasure(Enum):
    """Whether the volume cap counts chips or their performance."""

    UNITS = "units"
    TPP = "TPP"


@dataclass(frozen=True, slots=True)
class VolumeCap:
    """China's shipments, at most, as a share of US shipments.

    `us_before` are the US shipments of all the time before `us_history`, which holds those of the
    months just before the first, oldest first. `rule_month` is the first month, counted from 1,
    whose US shipments count since the rule. Performance is that of one chip sold in each country.
    Where policy moves, `by_month` says for each month which basis holds, or holds in which draws,
    in place of `basis`. A run that begins when the rule is no longer new is told what the US and
    China received since: `us_since_rule` and `china_before`, which no rolling window counts.
    """

    basis: CapBasis
    share: Share
    measure: CapMeasure
    us_before: Chips
    us_history: ChipSeries
    rule_month: WholeMonths
    us_tpp: Tpp
    china_tpp: PositiveTpp
    by_month: Sequence[Mapping[CapBasis, Any]] = ()
    us_since_rule: Chips = 0.0
    china_before: Chips = 0.0


@dataclass(frozen=True, slots=True)
class Given:
    """What a run is given: opening stock and orders, series month by month, and the terms.

    `licence_ceiling` counts all chips since the start; `throughput` those of one month.
    """

    stock_chips: Chips
    orders_chips: Chips
    arrivals: ChipSeries
    us_need: ChipSeries
    gate: ShareSeries
    licence_ceiling: ChipLimitSeries
    throughput: ChipLimitSeries
    new_orders: ChipSeries
    cap: VolumeCap
    cancelled: Share
    switched: Share


@dataclass(frozen=True, slots=True)
class Month:
    """What one month did, how it ended, and whether it reached each of TERMS."""

    shipped: Chips
    us: Chips
    cancelled: Chips
    switched: Chips
    stock: Chips
    backlog: Chips
    delivered: Chips
    reached: tuple[Any, ...]

    @property
    def binding(self) -> Any:
        """The place in TERMS of the first limit reached, for a number or for each draw."""
        place: Any = len(TERMS) - 1
        for at in reversed(range(len(TERMS) - 1)):
            place = where(self.reached[at], at, place)
        return place

    @property
    def also_binding(self) -> tuple[Any, ...]:
        """Whether each limit was reached besides the binding one."""
        first = self.binding
        return tuple(hit & (first != at) for at, hit in enumerate(self.reached))


@dataclass(frozen=True, slots=True)
class Flow:
    """The months of a run and its totals."""

    months: tuple[Month, ...]

    @property
    def delivered(self) -> Chips:
        """Chips that reached China."""
        return self.months[-1].delivered

    @property
    def cancelled(self) -> Chips:
        """Chips whose orders were cancelled."""
        return sum_of(month.cancelled for month in self.months)

    @property
    def switched(self) -> Chips:
        """Chips whose buyers took others instead."""
        return sum_of(month.switched for month in self.months)

    @property
    def us(self) -> Chips:
        """Chips that went to US customers."""
        return sum_of(month.us for month in self.months)

    @property
    def backlog(self) -> Chips:
        """Chips still on order at the end."""
        return self.months[-1].backlog

    @property
    def stock(self) -> Chips:
        """Chips in stock at the end."""
        return self.months[-1].stock


@guarded
def monthly_flow(given: Given) -> Flow:
    """Run the months in their order of events.

    Refused are series of different length or none, negative or missing numbers, and shares outside
    0 to 1.
    """
    _check(given)
    _check_shapes(given)
    stock, backlog, delivered = given.stock_chips, given.orders_chips, 0.0
    tally = _Tally(given.cap)
    months: list[Month] = []
    for number in range(len(given.arrivals)):
        stock = stock + given.arrivals[number]
        us = minimum(given.us_need[number], stock)
        stock = stock - us
        tally.add_us(us)
        limits = (
            given.gate[number] * backlog,
            stock,
            tally.room(),
            given.licence_ceiling[number] - delivered,
            given.throughput[number],
        )
        least = _least(limits)
        shipped = maximum(least, 0)
        tally.add_china(shipped)
        delivered, stock = delivered + shipped, stock - shipped
        left = backlog - shipped
        gone = given.cancelled * left, given.switched * left
        backlog = left - gone[0] - gone[1] + given.new_orders[number]
        reached = tuple(limit == least for limit in limits)
        months.append(Month(shipped, us, *gone, stock, backlog, delivered, reached))
    return Flow(tuple(months))


class _Tally:
    """US and Chinese shipments so far, counted as each basis of the volume cap counts them."""

    def __init__(self, cap: VolumeCap) -> None:
        self._cap = cap
        self._ratio = cap.us_tpp / cap.china_tpp if cap.measure is CapMeasure.TPP else 1.0
        self._us: list[Chips] = [*cap.us_history]
        self._china: list[Chips] = []
        self._us_all, self._us_since = cap.us_before + sum_of(cap.us_history), cap.us_since_rule
        self._china_all = self._china_since = cap.china_before
        self._month = 0

    def add_us(self, chips: Chips) -> None:
        """Begin a month with what goes to US customers."""
        self._month += 1
        self._us.append(chips)
        self._us_all = self._us_all + chips
        if self._month >= self._cap.rule_month:
            self._us_since = self._us_since + chips

    def add_china(self, chips: Chips) -> None:
        """End it with what goes to China."""
        self._china.append(chips)
        self._china_all = self._china_all + chips
        if self._month >= self._cap.rule_month:
            self._china_since = self._china_since + chips

    def room(self) -> Chips:
        """Return what the cap still lets pass this month, this month's US shipments counted."""
        if not self._cap.by_month:
            return self._under(self._cap.basis)
        room: Chips = math.inf  # as it stays where no basis holds, and where the cap is off
        for basis, holds in self._cap.by_month[self._month - 1].items():
            if basis is not CapBasis.OFF:
                room = where(holds, self._under(basis), room)
        return room

    def _under(self, basis: CapBasis) -> Chips:
        if basis is CapBasis.OFF:
            return math.inf
        counted, against = self._counted(basis)
        return self._cap.share * self._ratio * counted - against

    def _counted(self, basis: CapBasis) -> tuple[Chips, Chips]:
        """Return the US shipments that count, and the Chinese ones held against them."""
        if basis is CapBasis.SINCE_RULE_DATE:
            return self._us_since, self._china_since
        if basis is CapBasis.ROLLING_12M:
            return sum_of(self._us[-_WINDOW:]), sum_of(self._china[-(_WINDOW - 1) :])
        return self._us_all, 0.0 if basis is CapBasis.PER_APPLICATION else self._china_all


def _least(limits: Sequence[Chips]) -> Chips:
    least = limits[0]
    for limit in limits[1:]:
        least = minimum(least, limit)
    return least


def _check_shapes(given: Given) -> None:
    """Refuse arrays of draws of different lengths, naming the first that differs."""
    first: tuple[str, Any] | None = None
    for name in ("stock_chips", "orders_chips", "cancelled", "switched", *_SERIES):
        series = getattr(given, name)
        for entry in series if name in _SERIES else (series,):
            shape = getattr(entry, "shape", ())
            if shape and first is None:
                first = name, shape
            if first is not None and shape not in {(), first[1]}:
                other, expected = first
                raise DomainError(
                    f"{name} has draws of the shape {shape}; expected {expected}, as {other} has."
                )


def _check(given: Given) -> None:
    months = len(given.arrivals)
    require(months > 0, "the number of months", months, "1 or more")
    for name in _SERIES:
        count = len(getattr(given, name))
        require(count == months, f"the length of {name}", count, f"{months}, one entry a month")
    bases = len(given.cap.by_month) or months
    require(bases == months, "the length of by_month", bases, f"{months}, one entry a month")
    both = given.cancelled + given.switched
    require(both <= 1, "cancelled + switched", both, "at most 1: no order is lost twice")
