"""What a notebook declares: each text is judged once, and an unsound one always refused."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from h200analysis.press import declarations, parameters
from h200analysis.press.catalogue import CatalogueError
from h200analysis.press.parameters import ParameterError
from tests.conftest import ROOT

FEE = "notebooks/fee.ipynb"
PLAN = """
import sys
from h200analysis.start import main
try:
    main()
finally:
    print([name for name in ("numpy", "nbformat", "IPython", "markdown_it") if name in sys.modules])
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file of a cache in which nothing is yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    declarations.of.cache_clear()
    return tmp_path / "cache/h200analysis/notebooks.json"


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """Return a copy of a notebook."""
    copy = tmp_path / "fee.ipynb"
    copy.write_bytes((ROOT / FEE).read_bytes())
    return copy


def _of(notebook: Path) -> dict[str, parameters.Parameter]:
    declarations.of.cache_clear()  # as another process
    return declarations.of(notebook, "fee", FEE)


def _cells(notebook: Path, change: Callable[[list[dict[str, object]]], object]) -> None:
    told = json.loads(notebook.read_text("utf-8"))
    change(told["cells"])
    notebook.write_text(json.dumps(told), "utf-8")


def _found(cache: Path, change: Callable[[dict[str, str]], object]) -> None:
    told = json.loads(cache.read_text())
    cache.write_text(json.dumps({**told, "found": change(told["found"])}))


def _refuse(*_: object) -> None:
    raise AssertionError("it was judged again")


def test_a_sound_notebook_is_judged_once(notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it declares is read of what is kept, and is the same."""
    declared = _of(notebook)
    monkeypatch.setattr(declarations, "read_notebook", _refuse)

    assert list(declared) == ["as_of", "scenario", "draws", "seed", "set_by_hand"]
    again = _of(notebook)
    assert parameters.schema(again) == parameters.schema(declared)


def test_an_unsound_notebook_is_refused_each_time(notebook: Path, cache: Path) -> None:
    """And nothing is kept of it, though another of its name was sound."""
    _of(notebook)
    kept = cache.read_bytes()
    _cells(notebook, lambda cells: cells.append({**new_code_cell("seed = 8")}))
    for _ in range(2):
        with pytest.raises(ParameterError, match=r"fee: cell \d+ sets the parameter 'seed'"):
            _of(notebook)

    notebook.write_text("{}")
    for _ in range(2):
        with pytest.raises(CatalogueError, match=r"fee\.ipynb: this is no sound notebook"):
            _of(notebook)
    assert cache.read_bytes() == kept


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_text("["),
        lambda file: file.write_text(file.read_text().replace('"finder": "', '"finder": "other ')),
        lambda file: _found(file, list),
        lambda file: _found(file, lambda found: dict.fromkeys(found, 1)),
        lambda file: (file.unlink(), file.mkdir()),
    ],
    ids=["cut", "of another judge", "no notebooks", "no text", "no file"],
)
def test_a_cache_that_says_nothing_is_no_loss(
    notebook: Path, cache: Path, spoil: Callable[[Path], object]
) -> None:
    """The notebook is judged as it stands there."""
    declared = _of(notebook)
    spoil(cache)

    assert parameters.schema(_of(notebook)) == parameters.schema(declared)


def test_the_first_notebooks_are_forgotten_first(
    notebook: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the file does not grow for ever."""
    monkeypatch.setattr(declarations, "_MOST", 2)
    for _ in range(3):
        _cells(notebook, lambda cells: cells.append({**new_markdown_cell("Words.")}))
        _of(notebook)
        last = next(reversed(json.loads(cache.read_text())["found"]))

    kept = json.loads(cache.read_text())["found"]
    assert len(kept) == 2
    assert last in kept


def test_a_plan_of_known_notebooks_loads_none_of_what_judges_them(tmp_path: Path) -> None:
    """Nor numpy, which only draws: a hundred editions that stand are told within a second."""
    order = ["build", "fee", "--as-of", "2026-01-15", "--dry-run", "--out", str(tmp_path / "out")]
    command = [sys.executable, "-c", PLAN, *order]
    first, second = (
        subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
        for _ in range(2)
    )

    assert "nbformat" in first.splitlines()[-1]
    assert second.splitlines()[-1] == "[]"
