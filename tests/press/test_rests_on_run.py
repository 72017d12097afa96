"""What an edition rests on holds all that is executed to make it, in kernel and press."""

import importlib
import json
import pkgutil
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell

import h200analysis
from h200analysis.exhibits import passages
from h200analysis.press import catalogue, editions, wordings
from h200analysis.press.rests_on import dynamic, used
from tests.conftest import ROOT
from tests.press import executed

DAY = "2026-05-20"
EVERY = tuple(catalogue.read().briefings)
OFTEN = {"claim_audit", "compute_gap"}  # the first rests on the least
BEGIN = f"""
import sys
sys.path.append({str(ROOT)!r})
from tests.press import executed
executed.begin_in_kernel()
"""
END = "executed.end_in_kernel()"


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name in OFTEN else pytest.mark.every_day) for name in EVERY],
)
def test_whatever_is_executed_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Each function that runs, and each file that is read, belongs to what the edition rests on."""
    monkeypatch.setenv(executed.INTO, str(tmp_path / "kernel.json"))
    _import_all()
    plain: Any = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)

    with executed.noted() as in_press:
        job = editions.job(_watched(tmp_path, name), name, {"as_of": DAY})
        assert editions.publish(job, tmp_path / "out").made
    in_kernel = set(json.loads((tmp_path / "kernel.json").read_bytes()))

    rests_on = used(plain, _passages(job.notebook), job.ledger.texts())
    ran = {each for each in in_press | in_kernel if not each.startswith(dynamic.LEFT_OUT)}
    assert {"model.market.supply_gap", "evidence.reading.read"} & in_kernel
    assert "press.gate.verdict.reasons" in in_press
    assert set() == ran - rests_on.keys()


def _watched(folder: Path, name: str) -> catalogue.Catalogue:
    """Return a catalogue whose briefing notes what its kernel executes."""
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    (folder / "reports").mkdir()
    shutil.copy(ROOT / "reports" / "briefings.toml", folder / "reports")
    path = folder / "notebooks" / f"{name}.ipynb"
    notebook: Any = nbformat.read(path, as_version=4)
    notebook.cells = [new_code_cell(BEGIN), *notebook.cells, new_code_cell(END)]
    nbformat.write(notebook, path)
    return catalogue.read(folder)


def _passages(notebook: Path) -> list[str]:
    folder = notebook.parent / "passages"
    named = wordings.named(notebook)
    return [each.text for name in named for each in passages.every(name, folder)]


def _import_all() -> None:
    """Import every module, since that alone executes what is of no concern: what it defines."""
    for found in pkgutil.walk_packages(h200analysis.__path__, "h200analysis."):
        importlib.import_module(found.name)
