"""What a build works on is read once: copies that stay as they were."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from h200analysis.press import snapshot
from h200analysis.press.snapshot import SnapshotError

ENDS = """
import sys
from pathlib import Path
from h200analysis.press import snapshot
print(snapshot.of(Path(sys.argv[1]), Path(sys.argv[2])).notebook)
"""


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A notebook with a passage beside it, and what an editor leaves there."""
    folder = tmp_path / "notebooks"
    (folder / "passages" / "fee").mkdir(parents=True)
    (folder / "passages" / "fee" / "2026-01-15.md").write_text("words", encoding="utf-8")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "fee.ipynb").write_text("old", encoding="utf-8")
    (folder / "fee.ipynb").write_text("cells", encoding="utf-8")
    return folder / "fee.ipynb"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of evidence."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "claims.toml").write_text("a = 1", encoding="utf-8")
    return tmp_path / "data"


def test_the_copies_hold_what_stood_there(notebook: Path, data: Path) -> None:
    """The notebook, its passages and the evidence; no checkpoint of an editor."""
    copies = snapshot.of(notebook, data)

    beside = copies.notebook.parent
    assert "cells" == copies.notebook.read_text(encoding="utf-8")
    assert "words" == (beside / "passages" / "fee" / "2026-01-15.md").read_text(encoding="utf-8")
    assert "a = 1" == (copies.data / "claims.toml").read_text(encoding="utf-8")
    assert not (beside / ".ipynb_checkpoints").exists()
    assert ("notebooks", "data") == (beside.name, copies.data.name)


def test_only_a_change_makes_another_copy(notebook: Path, data: Path) -> None:
    """The same copies serve every edition of a build; what is saved later goes into new ones."""
    first = snapshot.of(notebook, data)
    same = snapshot.of(notebook, data)
    notebook.write_text("other cells", encoding="utf-8")

    later = snapshot.of(notebook, data)

    assert first == same
    assert (first.data, "other cells") == (later.data, later.notebook.read_text(encoding="utf-8"))
    assert "cells" == first.notebook.read_text(encoding="utf-8")


def test_what_goes_on_changing_is_refused(
    notebook: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where every copy differs from what stands there by then, the sentence names the folder."""
    copied = shutil.copytree

    def busy(source: Path, *rest: object, **more: object) -> object:
        made = copied(source, *rest, **more)  # type: ignore[arg-type, type-var]
        notebook.write_text(notebook.read_text("utf-8") + "x", encoding="utf-8")
        return made

    monkeypatch.setattr(shutil, "copytree", busy)

    with pytest.raises(SnapshotError, match="notebooks: it goes on changing while it is copied"):
        snapshot.of(notebook, data)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_what_cannot_be_read_is_named(notebook: Path, data: Path) -> None:
    """A file that is there and cannot be copied is told as such, not as one that changes."""
    os.mkfifo(data / "pipe.toml")

    with pytest.raises(SnapshotError, match=r"pipe\.toml: it could not be copied \(.*named pipe"):
        snapshot.of(notebook, data)


def test_the_copies_go_with_the_process(notebook: Path, data: Path) -> None:
    """A process that ends takes its copies along."""
    command = [sys.executable, "-c", ENDS, str(notebook), str(data)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)

    assert not Path(ran.stdout.strip()).exists()
    assert not Path(ran.stdout.strip()).parents[2].exists()
