"""Figures of others, computed again: fits fit, misfits miss, and the register is honest."""

from pathlib import Path

import pytest

from h200analysis import evidence
from h200analysis.cases.binding import BindingError
from h200analysis.evidence import DataError
from h200analysis.inquiry.published import reproductions

FOUND = reproductions(evidence.read(evidence.latest_day()))


@pytest.mark.parametrize("found", FOUND, ids=lambda found: found.name)
def test_a_published_figure_is_as_the_register_says(found: object) -> None:
    """Within its tolerance where it fits; outside, with a reason, where it does not."""
    assert found.is_as_found, f"{found.computed:g} against {found.published:g}"  # type: ignore[attr-defined]


def test_what_does_not_fit_stays_in() -> None:
    """A register of fits alone would be a choice; and a misfit misses for a reason that is told."""
    assert {"fits", "misfit"} == {found.figure.finding for found in FOUND}
    assert all(found.fits != bool(found.figure.explained) for found in FOUND)


def test_a_tolerance_is_never_wide_enough_for_anything() -> None:
    """No tolerance is more than a half; only bounds such as “less than” have more than a fifth."""
    for found in FOUND:
        assert found.figure.tolerance <= 0.5
        bound = "bound" in found.figure.because
        assert found.figure.tolerance <= 0.2 or bound, found.name


def test_an_earlier_day_knows_fewer() -> None:
    """A figure whose inputs were published later is not in an earlier view."""
    january = {found.name for found in reproductions(evidence.read("2026-01-15"))}

    assert "price_from_board" in january
    assert "quota_used" not in january


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('formula = "orders_at_list"', 'formula = "order"', "there is no formula 'order'"),
        ('{ orders_chips = "orders_goldsea",', "{", "the inputs differ in orders_chips"),
        ('orders_chips = "orders_goldsea"', 'orders_chips = "price_seed"', "a figure in chip"),
        ('orders_chips = "orders_goldsea"', 'orders_chips = "no_such"', "no_such"),
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_computed_is_named(
    data_folder: Path, old: str, new: str, told: str
) -> None:
    """An unknown formula, a missing input, another unit, an unknown claim: one sentence."""
    path = data_folder / "published.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    with pytest.raises((BindingError, evidence.NotKnownError), match=told):
        reproductions(evidence.read("2026-08-27", data_folder))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('finding = "fits"', 'finding = "misfit"', "`explained` with a misfit"),
        ("fee_per_chip = 6_750 }", 'fee_per_chip = "price_seed" }', "a reason under `assumed`"),
        ('"orders_goldsea"', '"orders_worth_goldsea"', "inputs other than the figure itself"),
    ],
)
def test_an_unsound_entry_is_refused(data_folder: Path, old: str, new: str, told: str) -> None:
    """A misfit without a reason, a number without one, a figure from itself: told."""
    path = data_folder / "published.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    with pytest.raises(DataError) as refused:
        evidence.read("2026-08-27", data_folder)

    assert told in str(refused.value)
    assert "data/published.toml" in str(refused.value)


def test_the_register_moves_no_edition(data_folder: Path) -> None:
    """It bears no days and stands on no page: with or without it, a view is the same."""
    before = evidence.read("2026-01-15", data_folder).fingerprint()
    (data_folder / "published.toml").write_text("", encoding="utf-8")

    assert before == evidence.read("2026-01-15", data_folder).fingerprint()
