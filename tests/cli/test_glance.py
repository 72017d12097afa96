"""What is told of a request at a glance: whether it is surely due, and whether it is for one."""

from dataclasses import replace
from pathlib import Path

import pytest

from h200analysis.cli import glance
from h200analysis.cli.selection import Selection

DAY = "2026-01-15"
ASKED = Selection(
    briefings=("fee",), as_of=DAY, recorded=None, scenario=None, given=(), out=None
)  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "there", "is_due"),
    [
        (DAY, None, True),
        (DAY, f"{DAY}/executive", True),
        (DAY, f"{DAY}/fee_of_another", True),
        (DAY, "2026-01-16/fee", True),
        (DAY, f"{DAY}/fee", False),
        (DAY, f"{DAY}/fee--scenario=import_duty", False),
        ("latest", None, False),
        ("yesterday", None, False),
    ],
)
def test_a_briefing_without_an_edition_of_its_day_is_surely_due(
    tmp_path: Path, as_of: str, there: str | None, is_due: bool
) -> None:
    """A variant may be the one that is asked for, and which day is the latest is not yet known."""
    if there:
        (tmp_path / there).mkdir(parents=True)

    assert is_due == glance.at(replace(ASKED, as_of=as_of, out=tmp_path)).is_due


@pytest.mark.parametrize(
    ("changed", "seen"),
    [
        ({}, (True, True)),
        ({"briefings": ("fee", "executive")}, (True, False)),
        ({"briefings": ()}, (True, False)),
        ({"briefings": ("no_such",)}, (False, False)),
        ({"as_of": None, "given": ("as_of=2026-01-15",)}, (False, False)),
        ({"file": Path("values.toml")}, (False, False)),
    ],
)
def test_one_edition_is_told_from_several(
    tmp_path: Path, changed: dict[str, object], seen: tuple[bool, bool]
) -> None:
    """And what is unsound, or needs a longer look, from what is surely due."""
    assert seen == glance.at(replace(ASKED, out=tmp_path, **changed))  # type: ignore[arg-type]


def test_a_matrix_asks_for_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edition of each combination."""
    (tmp_path / "reports").mkdir()
    told = 'title = "Cobalt"\n[fee]\nas_of = ["2026-01-15"]\nmatrix.seed = [1, 2]\n'
    (tmp_path / "reports" / "briefings.toml").write_text(told)
    monkeypatch.setenv("H200_ROOT", str(tmp_path))

    assert glance.at(replace(ASKED, as_of=None)) == (True, False)


def test_without_a_project_nothing_is_due(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads the catalogue tells of that."""
    monkeypatch.setenv("H200_ROOT", str(tmp_path))

    assert glance.at(ASKED) == (False, False)
