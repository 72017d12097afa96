"""What is believed comes true as often as it says, in worlds drawn from the prior itself."""

from functools import cache

import pytest

from h200analysis import cases, evidence
from h200analysis.inquiry.calibration import ASKED, Bin, Reliability, calibration, stored

WORLDS = 100
KINDS = ("Beijing's state", "any by the end of 2026", "any within 13 weeks")


@cache
def found(strength: float) -> dict[str, Reliability]:
    """Return the reliability of a hundred worlds, or half of them if their signals are weaker."""
    worlds = WORLDS if strength == 1 else WORLDS // 2
    return calibration(cases.Case(evidence.read("2026-01-15")), worlds, strength=strength)


@pytest.mark.parametrize("kind", KINDS)
def test_chances_come_true_as_often_as_they_say(kind: str) -> None:
    """No bin of chances lies more than four errors from what came, and most lie within two."""
    bins = found(1.0)[kind].bins
    away = [abs(each.said - each.came) / max(each.error, 0.02) for each in bins]

    assert max(away) < 4
    assert sorted(away)[len(away) // 2] < 2


@pytest.mark.parametrize("kind", KINDS)
def test_the_filter_knows_more_than_the_frequency(kind: str) -> None:
    """Its Brier score is better than that of saying how often it happens, every time."""
    reliability = found(1.0)[kind]

    assert reliability.brier < 0.8 * reliability.alone


def test_readings_half_as_strong_make_it_overconfident() -> None:
    """Signals that are weaker than they are read leave high chances that do not come true."""
    weak = found(0.5)["Beijing's state"]
    high = [each for each in weak.bins if each.low >= 0.5]
    sound = [each for each in found(1.0)["Beijing's state"].bins if each.low >= 0.5]

    def excess(bins: list[Bin]) -> float:
        return sum((b.said - b.came) * b.count for b in bins) / sum(b.count for b in bins)

    assert excess(high) > 0.05 > excess(sound)
    assert weak.brier > found(1.0)["Beijing's state"].brier


def test_every_world_is_asked_twice() -> None:
    """All chances of all worlds stand in a bin."""
    bins = found(1.0)["any by the end of 2026"].bins

    assert sum(each.count for each in bins) == WORLDS * len(ASKED)


@pytest.mark.parametrize("kind", KINDS)
def test_the_kept_table_is_that_of_the_model(kind: str) -> None:
    """What the annex prints of four hundred worlds is what a hundred show, within errors."""
    kept = {each.low: each for each in stored()[kind]}

    assert sum(each.count for each in kept.values()) > 3 * sum(
        b.count for b in found(1.0)[kind].bins
    )
    for each in found(1.0)[kind].bins:
        assert each.said == pytest.approx(kept[each.low].said, abs=0.1)
        assert each.came == pytest.approx(kept[each.low].came, abs=4 * max(each.error, 0.03))
