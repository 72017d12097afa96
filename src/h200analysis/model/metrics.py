"""What a chip is worth in another: by each metric by itself, since the metrics disagree."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from h200analysis.model.arithmetic import divide, require
from h200analysis.model.units import Gigabytes, Ratio, TbPerSecond, Tpp, UsdPerChip, Watts


@dataclass(frozen=True, slots=True)
class ChipMetrics:
    """The metric vector of a chip; nothing where no source gives it."""

    tpp: Tpp | None
    bandwidth: TbPerSecond | None
    memory: Gigabytes | None
    power: Watts | None
    price: UsdPerChip | None


def multiples(of: ChipMetrics, in_terms_of: ChipMetrics) -> dict[str, Ratio]:
    """Return how many of one chip equal another, by the name of each metric that both have.

    Metric over metric; zero in the divisor is refused. Source: makers' data sheets.
    """
    both = (
        (f.name, getattr(of, f.name), getattr(in_terms_of, f.name)) for f in fields(ChipMetrics)
    )
    return {
        name: divide(one, other, name)
        for name, one, other in both
        if one is not None and other is not None
    }


def in_other_chips(chips: float, multiples: Mapping[str, Ratio]) -> dict[str, float]:
    """Return a number of chips in terms of another, by each metric.

    Chips times multiple. Source: unit conversion.
    """
    require(chips >= 0, "chips", chips, "0 or more")
    return {name: chips * multiple for name, multiple in multiples.items()}


def ranked(chips: Mapping[str, ChipMetrics], metric: str) -> tuple[str, ...]:
    """Return the names of chips from the least to the most of one metric, those that have it.

    Source: order of numbers.
    """
    if metric not in {f.name for f in fields(ChipMetrics)}:
        names = ", ".join(f.name for f in fields(ChipMetrics))
        raise ValueError(f"{metric!r} is no metric of a chip; expected one of {names}.")
    known = {name: getattr(each, metric) for name, each in chips.items()}
    return tuple(sorted((n for n, v in known.items() if v is not None), key=lambda n: known[n]))
