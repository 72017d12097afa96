"""An edition is put in its place whole, whenever a process ends and however many write."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from h200analysis.press import placing
from h200analysis.press.placing import PlacingError

OLD = {"page": b"old", "paper": b"old"}
NEW = {"page": b"new", "paper": b"new"}

# Ends the process, as a power cut would, after so many steps of the replacement.
DIES = """
import os, sys
from pathlib import Path
from h200analysis.press import placing
left, rename = int(sys.argv[2]), Path.rename
def step(path, target):
    global left
    if left == 0:
        os._exit(9)
    left -= 1
    rename(path, target)
    if left == 0:
        os._exit(9)
Path.rename = step
placing.put(Path(sys.argv[1]), {"page": b"new", "paper": b"new"})
"""
WRITES = """
import sys
from pathlib import Path
from h200analysis.press import placing
for _ in range(100):
    placing.put(Path(sys.argv[1]), {"page": sys.argv[2].encode(), "paper": sys.argv[2].encode()})
"""


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _died(folder: Path, steps: int) -> None:
    command = [sys.executable, "-c", DIES, str(folder), str(steps)]
    assert 9 == subprocess.run(command, check=False).returncode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An edition that stands."""
    placing.put(tmp_path / "day" / "gap", OLD)
    return tmp_path / "day" / "gap"


@pytest.mark.parametrize(("steps", "expected"), [(0, OLD), (1, OLD), (2, NEW)])
def test_a_process_that_dies_leaves_a_whole_edition(
    folder: Path, steps: int, expected: dict[str, bytes]
) -> None:
    """After each step of the replacement the next one finds an edition whole, and nothing else."""
    _died(folder, steps)
    assert [folder] != list(folder.parent.iterdir())

    placing.recover(folder)

    assert expected == _files(folder)
    assert [folder] == list(folder.parent.iterdir())


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_the_next_edition_clears_what_was_left(folder: Path, steps: int) -> None:
    """Placing an edition after a process that died needs no other step."""
    _died(folder, steps)

    placing.put(folder, OLD)

    assert OLD == _files(folder)
    assert [folder] == list(folder.parent.iterdir())


def test_another_edition_is_not_touched(folder: Path) -> None:
    """What a dead process left of one edition is never taken for that of one with a longer name."""
    longer = folder.with_name("gap--fee_rate=0.25")
    placing.put(longer, OLD)
    _died(longer, 1)

    placing.put(folder, NEW)
    placing.put(folder.with_name("gap--fee_rate=0"), NEW)
    assert not longer.exists()

    placing.recover(longer)
    assert OLD == _files(longer)


def test_two_writers_at_once_both_end_whole(folder: Path) -> None:
    """Of two that write the same edition the later wins, and neither fails or leaves anything."""
    texts = ("one", "two")
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITES, str(folder), text]) for text in texts
    ]

    assert [0, 0] == [writer.wait() for writer in writers]
    assert _files(folder) in [{"page": t.encode(), "paper": t.encode()} for t in texts]
    assert [folder] == list(folder.parent.iterdir())


def test_a_write_that_fails_leaves_the_previous_edition(folder: Path) -> None:
    """A disk that refuses half-way costs nothing that stood, and the folder is named."""
    told = f"{folder}: it could not be written (No such file or directory)."
    with pytest.raises(PlacingError, match=re.escape(told)):
        placing.put(folder, {"page": b"new", "no folder/page": b"new"})

    assert OLD == _files(folder)
    assert [folder] == list(folder.parent.iterdir())


def test_a_file_too_large_for_the_disk_is_told_of_its_folder(folder: Path) -> None:
    """Where the system says only that it refuses, without a file, the sentence names one."""
    resource = pytest.importorskip("resource")
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    try:
        with pytest.raises(PlacingError, match="gap: it could not be written"):
            placing.put(folder, {"page": b"x" * 4096})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))

    assert OLD == _files(folder)


def test_an_edition_put_back_is_told_in_the_log(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever runs the next build learns that one before it was interrupted."""
    _died(folder, 1)

    placing.recover(folder)

    assert f"{folder} was put back; an interrupted build had moved it aside." in caplog.messages


def test_an_edition_can_be_read_by_others(folder: Path) -> None:
    """The folder has the rights of any folder made there: a web server may read it."""
    plain = folder.parent / "plain"
    plain.mkdir()

    assert plain.stat().st_mode == folder.stat().st_mode
