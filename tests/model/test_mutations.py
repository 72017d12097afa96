"""Every law can fail: one slip of the pen in the model, and its test catches it."""

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.model import slip

HERE = Path(__file__).parent
MUTATIONS: list[dict[str, str]] = tomllib.loads(
    (HERE / "mutations.toml").read_text(encoding="utf-8")
)["mutation"]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation["law"])
def test_a_slip_is_caught(mutation: dict[str, Any], tmp_path: Path) -> None:
    """In a copy of the package with the slip in it the law's own test fails."""
    package = tmp_path / "src" / "h200analysis"
    shutil.copytree(ROOT / "src" / "h200analysis", package)  # with what Python has compiled
    path = package / "model" / mutation["file"]
    text = path.read_text(encoding="utf-8")
    assert 1 <= text.count(mutation["old"]), "the model no longer reads so; renew the slip"
    path.write_text(text.replace(mutation["old"], mutation["new"]), encoding="utf-8")

    tests = [str(HERE / name) for name in mutation["test"].split(" or ")]
    code, said = slip.failed(tmp_path / "src", tests, tmp_path)

    assert 1 == code, said[-1200:]
    assert "failed" in said
