"""Correlated parameters: the rank correlation asked for, untouched margins, no contradiction."""

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from h200analysis import cases, cli, evidence
from h200analysis.chance.dependence import CorrelationError, _groups, groups, pearson
from h200analysis.evidence import DataError
from h200analysis.evidence.correlations import CORRELATIONS
from h200analysis.model import market

CASE = cases.Case(evidence.read("2026-01-15"))


def test_pearson_follows_spearman() -> None:
    """R = 2 sin(pi rho / 6): none, all, and 0.5 gives 0.5176."""
    assert 0 == pearson(0)
    assert 1 == pytest.approx(pearson(1))
    assert 0.517638 == pytest.approx(pearson(0.5), abs=1e-6)


@pytest.mark.parametrize("tie", list(CASE.ledger.of(CORRELATIONS)))
def test_draws_have_the_rank_correlation_of_the_data(tie: str) -> None:
    """Each pair of the data is correlated in its draws as the data says."""
    found = CASE.ledger.of(CORRELATIONS)[tie]
    first, second = (CASE.drawn().compute(name).value.ravel() for name in found.between)

    assert found.current.spearman == pytest.approx(spearmanr(first, second).statistic, abs=0.01)


@pytest.mark.parametrize("name", ["unit_cost_usd", "demand_elasticity"])
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


@given(st.lists(st.floats(-0.999, 0.999), min_size=3, max_size=3))
def test_what_ties_parameters_is_what_was_asked_for(rhos: list[float]) -> None:
    """The factor of a group gives back its correlations; refused is what no factor has."""
    first, second, third = "orders_chips", "stock_chips", "unit_price_usd"
    pairs = ((first, second, rhos[0]), (first, third, rhos[1]), (second, third, rhos[2]))
    asked = np.eye(3)
    asked[np.triu_indices(3, 1)] = [pearson(rho) for _, _, rho in pairs]
    try:
        (group,) = _groups(pairs, ((first, 0), (second, 1), (third, 2)))
    except CorrelationError:
        assert np.linalg.eigvalsh(asked, UPLO="U").min() < 1e-12
        return
    factor = np.array([[*row, *[0.0] * (3 - len(row))] for row in group.factor])

    assert np.allclose(np.triu(factor @ factor.T), asked, atol=1e-12)


def test_a_contradiction_is_refused(data_folder: Path) -> None:
    """Three correlations that cannot hold together are told, and nothing is drawn."""
    path = data_folder / "correlations.toml"
    text = path.read_text(encoding="utf-8")
    pairs = [("orders_chips", "stock_chips", 0.9), ("stock_chips", "unit_price_usd", 0.9),
             ("orders_chips", "unit_price_usd", -0.9)]  # fmt: skip
    for number, (first, second, rho) in enumerate(pairs):
        text += (
            f'\n[pair_{number}]\nbetween = ["{first}", "{second}"]\n'
            f'[[pair_{number}.values]]\nsince = 2026-01-15\nspearman = {rho}\nassumed = "A test."\n'
        )
    path.write_text(text, encoding="utf-8")

    with pytest.raises(CorrelationError, match=r"orders_chips, .* cannot all hold"):
        groups(evidence.read("2026-01-15", data_folder))
    ran = CliRunner().invoke(cli.main, ["check"])
    assert 2 == ran.exit_code
    assert "cannot all hold" in ran.stderr


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
