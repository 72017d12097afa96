"""Correlated parameters: the rank correlation asked for, untouched margins, honest repair."""

import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import spearmanr

from h200analysis import cases, evidence
from h200analysis.chance.dependence import groups, nearest, pearson
from h200analysis.evidence import DataError
from h200analysis.model import market

CASE = cases.Case(evidence.read("2026-01-15"))


def test_pearson_follows_spearman() -> None:
    """R = 2 sin(pi rho / 6): none, all, and 0.5 gives 0.5176."""
    assert 0 == pearson(0)
    assert 1 == pytest.approx(pearson(1))
    assert 0.517638 == pytest.approx(pearson(0.5), abs=1e-6)


@pytest.mark.parametrize("tie", list(CASE.ledger.correlations))
def test_draws_have_the_rank_correlation_of_the_data(tie: str) -> None:
    """Each pair of the data is correlated in its draws as the data says."""
    found = CASE.ledger.correlations[tie]
    first, second = (CASE.drawn().compute(name).value.ravel() for name in found.between)

    assert found.current.spearman == pytest.approx(spearmanr(first, second).statistic, abs=0.01)


@pytest.mark.parametrize("name", ["unit_cost_usd", "demand_elasticity", "china_gate_exponent"])
def test_a_margin_stays_as_stated(name: str) -> None:
    """A tied parameter keeps its own 5 and 95 of a hundred."""
    now = CASE.ledger.parameter(name).current
    spread = CASE.drawn().evaluate(name)

    assert now.low == pytest.approx(spread.low.value, rel=2e-3)
    assert now.high == pytest.approx(spread.high.value, rel=2e-3)


def test_a_correlation_moves_no_draw_of_the_lower_dimension(data_folder: Path) -> None:
    """Taking the ties away changes the later parameter, and no bit of the earlier one."""
    tied = CASE.drawn()
    (data_folder / "correlations.toml").write_text("", encoding="utf-8")
    free = cases.Case(evidence.read("2026-01-15", data_folder)).drawn()

    for name in ("orders_chips", "unit_price_usd", market.gap_at_list):
        assert np.array_equal(tied.compute(name).value, free.compute(name).value)
    assert not np.array_equal(
        tied.compute("unit_cost_usd").value, free.compute("unit_cost_usd").value
    )


def test_a_valid_matrix_is_left_alone() -> None:
    """What can be factored is not touched."""
    matrix = np.array([[1, 0.5], [0.5, 1]])

    assert nearest(matrix) is matrix


def test_the_nearest_matrix_is_highams() -> None:
    """The worked example of Higham (2002): distance 0.5278 in the Frobenius norm."""
    broken = np.array([[1.0, 1, 0], [1, 1, 1], [0, 1, 1]])
    found = nearest(broken)

    assert 0.7607 == pytest.approx(found[0, 1], abs=1e-4)
    assert 0.1573 == pytest.approx(found[0, 2], abs=1e-4)
    assert 0.5278 == pytest.approx(np.linalg.norm(found - broken), abs=1e-4)


@given(arrays(np.float64, 6, elements=st.floats(-1, 1)))
def test_any_matrix_is_repaired(entries: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> None:
    """Whatever correlations are given, what is used has ones on its diagonal and factors."""
    matrix = np.eye(4)
    matrix[np.triu_indices(4, 1)] = entries
    matrix += np.triu(matrix, 1).T
    found = nearest(matrix)

    assert np.allclose(1, np.diag(found))
    assert np.linalg.eigvalsh(found)[0] > 0
    np.linalg.cholesky(found)


def test_a_contradiction_is_repaired_with_a_word(data_folder: Path) -> None:
    """Three correlations that cannot hold together are replaced by the nearest, and it is said."""
    text = (data_folder / "correlations.toml").read_text(encoding="utf-8")
    ties = [("orders_chips", "stock_chips", 0.9), ("stock_chips", "unit_price_usd", 0.9),
            ("orders_chips", "unit_price_usd", -0.9)]  # fmt: skip
    for number, (first, second, rho) in enumerate(ties):
        text += (
            f'\n[tie_{number}]\nbetween = ["{first}", "{second}"]\n'
            f'[[tie_{number}.values]]\nsince = 2026-01-15\nspearman = {rho}\nassumed = "A test."\n'
        )
    (data_folder / "correlations.toml").write_text(text, encoding="utf-8")
    ledger = evidence.read("2026-01-15", data_folder)

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        groups(ledger)

    assert any("contradict each other" in str(warning.message) for warning in told)
    assert any("orders_chips" in str(warning.message) for warning in told)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"unit_cost_usd"]', '"unit_cost"]', "'unit_cost'"),
        ('"unit_cost_usd"]', '"fee_rate"]', "'fee_rate', expected two names"),
        ("spearman = 0.5", "spearman = 1.5", "less than or equal to 1"),
        ('"unit_cost_usd"]', '"unit_price_usd"]', "two different parameters"),
    ],
)  # fmt: skip
def test_a_wrong_tie_is_refused(data_folder: Path, old: str, new: str, told: str) -> None:
    """A tie between unknown or undrawn parameters, or out of bounds, is told with its place."""
    path = data_folder / "correlations.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(DataError) as refused:
        evidence.read("2026-01-15", data_folder)

    assert "data/correlations.toml" in str(refused.value)
    assert told in str(refused.value)
