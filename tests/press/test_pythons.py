"""The same bytes on another Python of the same lock: CI names its h200 in H200_OTHER."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

OTHER = os.environ.get("H200_OTHER", "")


@pytest.mark.skipif(not OTHER, reason="needs an environment of another Python: see .ci/run")
def test_an_edition_has_the_same_bytes_on_another_python(tmp_path: Path) -> None:
    """Every file is equal, and what is noted beside them; the manifest alone names the Python."""
    made = [_made(command, tmp_path) for command in (str(ROOT / OTHER), _own())]

    (one, told), (other, told_too) = made

    assert one == other
    assert told != told_too


def _own() -> str:
    return str(Path(sys.executable).with_name("h200"))


def _made(command: str, room: Path) -> tuple[dict[str, bytes], bytes]:
    """Return the files of an edition by a command, and its manifest."""
    out = room / str(len(list(room.iterdir())))
    asked = [command, "build", "supply_gap", "--as-of", "2026-05-20", "--out", str(out)]
    surroundings = os.environ | {"H200_REGISTER": str(out / "register.jsonl")}
    subprocess.run(asked, check=True, capture_output=True, env=surroundings, cwd=ROOT)
    folder = out / "2026-05-20" / "supply_gap"
    files = {path.name: path.read_bytes() for path in (folder / "1").iterdir()}
    told = files.pop("manifest.json")
    return files | {".same.json": (folder / ".same.json").read_bytes()}, told
