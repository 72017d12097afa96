"""The figures that readers see: none changes unless somebody means it to."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.printed import HELD, sheets


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Path, str]:
    """The figures of every edition of the catalogue, built once."""
    return dict(sheets(tmp_path_factory.mktemp("printed")))


def test_every_edition_is_held(printed: Mapping[Path, str]) -> None:
    """Each edition of the catalogue has its file below tests/editions, and no other file is there.

    If this fails after a new briefing or a new day, run `make figures` and look at the difference.
    """
    assert printed.keys() == {path.relative_to(HELD) for path in HELD.rglob("*.csv")}


def test_no_figure_moves_unnoticed(printed: Mapping[Path, str]) -> None:
    """Every figure is printed as the repository says, in the same order, with the same statistic.

    If a figure was meant to change, run `make figures`, and say in the changelog from what it
    changed to what, why, and by which source.
    """
    for place, text in printed.items():
        held = (HELD / place).read_text(encoding="utf-8")
        assert held.splitlines() == text.splitlines(), f"tests/editions/{place}"
