"""The card of an edition: the range that it tells."""

from pathlib import Path
from typing import Any

import pytest

from h200analysis.delivery import archive
from h200analysis.delivery.library import card
from tests.delivery.library.fakes import figure, stand

LOW, HIGH = figure("chips", 0.0, "p05"), figure("chips", 9.0, "p95")


def _range(out: Path, *figures: dict[str, Any]) -> str:
    stand(out, "2026-03-10/supply_gap/1", figures)
    found = card.of(archive.edition(out, "2026-03-10/supply_gap/1"))
    assert found is not None
    return found.range


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ([figure("chips", 5.0), LOW, HIGH], "5 chips, likely between 0 and 9 chips."),
        ([figure("chips", 5.0, "p50"), LOW, HIGH], "5 chips, likely between 0 and 9 chips."),
        ([figure("chips", 5.0), figure("chips", 7.0), LOW, HIGH], "7 chips, likely between"),
        ([figure("chips", 5.0), LOW, HIGH, figure("chips", 12.0, "p95")], "0 and 9 chips."),
        ([figure("chips", 5.0), HIGH], ""),
        ([figure("chips", 5.0), figure("chips", 0.0, "p05", supposing={}), HIGH], ""),
        ([], ""),
    ],
)
def test_a_range_is_the_mean_with_the_ends_that_follow_it(
    tmp_path: Path, figures: list[dict[str, Any]], told: str
) -> None:
    """The ends are of the same name and suppose the same; another mean between begins anew."""
    found = _range(tmp_path, *figures)

    assert (told in found) if told else (found == "")


def test_a_card_is_the_same_from_its_note(tmp_path: Path) -> None:
    """What is kept between publications is all that there is to know."""
    stand(tmp_path, "2026-03-10/supply_gap--half_firm/2", [figure("chips", 5.0)], changed=["x"])
    found = card.of(archive.edition(tmp_path, "2026-03-10/supply_gap--half_firm/2"))

    assert found is not None
    assert card.again(found.told()) == found
