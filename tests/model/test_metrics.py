"""Chips in terms of other chips: by each metric, never by one alone."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis import evidence, study
from h200analysis.model.metrics import ChipMetrics, in_other_chips, multiples, ranked
from h200analysis.study.chips import CHIPS, metric_vector

CASE = study.Case(evidence.read("2026-01-15"))
VECTORS = {chip: metric_vector(CASE, chip) for chip in CHIPS}


def test_the_h200_in_h20_depends_on_the_metric() -> None:
    """6.69 by arithmetic, 1.2 by bandwidth, 1.47 by memory, 1.75 by power, 2.25 by price."""
    found = multiples(VECTORS["h200"], VECTORS["h20"])

    assert (
        pytest.approx(
            {
                "tpp": 15_840 / 2_368,
                "bandwidth": 1.2,
                "memory": 1.46875,
                "power": 1.75,
                "price": 2.25,
            }
        )
        == found
    )
    assert pytest.approx(8_695_946, abs=1) == in_other_chips(1_300_000, found)["tpp"]


def test_what_no_source_gives_is_left_out() -> None:
    """Nobody says what an Ascend 910C draws or costs; by arithmetic and bandwidth it is known."""
    assert {"tpp", "bandwidth"} == multiples(VECTORS["h200"], VECTORS["ascend_910c"]).keys()
    assert VECTORS["ascend_910c"].power is None


def test_the_vector_cites_its_claims() -> None:
    """Each number of it stands among the sources of the case."""
    case = study.Case(evidence.read("2026-01-15"))
    metric_vector(case, "h200")

    assert {"h200_tpp_ifp", "h200_bandwidth_nvidia", "h200_power"} <= set(case.sources())


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: metric_vector(CASE, "b300"), "'b300' is no chip of the ledger"),
        (lambda: ranked(VECTORS, "speed"), "'speed' is no metric of a chip"),
        (lambda: in_other_chips(-1, {"tpp": 1}), "chips is -1"),
        (
            lambda: multiples(VECTORS["h20"], ChipMetrics(0, None, None, None, None)),
            "tpp is 0; expected more than 0",
        ),
    ],
)
def test_what_is_not_there_is_refused(call: Callable[[], object], told: str) -> None:
    """An unknown chip or metric, a negative count, nothing to divide by."""
    with pytest.raises(ValueError, match=told):
        call()


@given(st.floats(0.01, 100))
def test_another_unit_never_reorders_chips(factor: float) -> None:
    """A metric counted in other units rescales every chip alike."""
    rescaled = {
        name: ChipMetrics(factor * (v.tpp or 0), None, None, None, None)
        for name, v in VECTORS.items()
    }

    assert ("h20", "ascend_910c", "h200") == ranked(VECTORS, "tpp") == ranked(rescaled, "tpp")
    assert ("h20", "h200") == ranked(VECTORS, "memory")
