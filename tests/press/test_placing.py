"""An edition is put in its place whole, whenever a process ends and however many write."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from h200analysis.press import placing
from h200analysis.press.placing import PlacingError

OLD = {"page": b"old", "paper": b"old"}
NEW = {"page": b"new", "paper": b"new"}

# Ends the process, as a power cut would, before or after the edition has its name.
DIES = """
import os, sys
from pathlib import Path
from h200analysis.press import placing
is_late, rename = sys.argv[2] == "late", Path.rename
def step(path, target):
    if is_late:
        rename(path, target)
    os._exit(9)
Path.rename = step
folder = Path(sys.argv[1])
with placing.alone(folder):
    placing.put(folder / "2", {"page": b"new", "paper": b"new"})
"""
WRITES = """
import sys
from pathlib import Path
from h200analysis.press import placing
folder = Path(sys.argv[1])
for _ in range(50):
    with placing.alone(folder):
        number = (placing.numbers(folder) or [0])[-1] + 1
        placing.put(folder / str(number), {"page": sys.argv[2].encode()})
"""
TAKES_TURNS = """
import sys
from pathlib import Path
from h200analysis.press import placing
for _ in range(200):
    with placing.alone(Path(sys.argv[1])):
        pass
"""


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _died(folder: Path, when: str) -> None:
    command = [sys.executable, "-c", DIES, str(folder), when]
    assert 9 == subprocess.run(command, check=False).returncode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A briefing of a day that has one edition."""
    folder = tmp_path / "day" / "gap"
    with placing.alone(folder):
        placing.put(folder / "1", OLD)
    return folder


@pytest.mark.parametrize(("when", "stand"), [("early", [1]), ("late", [1, 2])])
def test_a_process_that_dies_leaves_whole_editions(
    folder: Path, when: str, stand: list[int]
) -> None:
    """What has a number is whole, the edition before it untouched; the next one clears the rest."""
    _died(folder, when)
    assert stand == placing.numbers(folder)
    assert len(stand) < len(list(folder.iterdir()))

    with placing.alone(folder):
        assert sorted(map(str, stand)) == sorted(path.name for path in folder.iterdir())

    assert OLD == _files(folder / "1")
    assert all(NEW == _files(folder / str(number)) for number in stand[1:])


def test_two_writers_at_once_take_turns(folder: Path) -> None:
    """Each of their editions has a number of its own, and nothing else is left."""
    texts = ("one", "two")
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITES, str(folder), text]) for text in texts
    ]

    assert [0, 0] == [writer.wait() for writer in writers]
    assert list(range(1, 102)) == placing.numbers(folder)
    assert 101 == len(list(folder.iterdir()))
    written = [_files(folder / str(number))["page"].decode() for number in range(2, 102)]
    assert {"one": 50, "two": 50} == {text: written.count(text) for text in texts}


def test_a_folder_in_which_nothing_is_put_goes(tmp_path: Path) -> None:
    """Two that take turns and write nothing leave nothing, and neither loses its lock's folder."""
    folder = tmp_path / "day" / "gap"
    both = [subprocess.Popen([sys.executable, "-c", TAKES_TURNS, str(folder)]) for _ in range(2)]

    assert [0, 0] == [each.wait() for each in both]
    assert [] == list(tmp_path.iterdir())


def test_a_folder_that_goes_while_it_is_made_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python makes sure that what stands there is a folder, and by then it may have gone."""
    folder, made = tmp_path / "gap", []

    def late(path: str, mode: int) -> None:
        made.append(path)
        if len(made) == 1:
            raise FileExistsError(17, "File exists", path)
        mkdir(path, mode)

    mkdir = os.mkdir
    monkeypatch.setattr(os, "mkdir", late)

    with placing.alone(folder):
        assert folder.is_dir()


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    """It is no folder that went, and nobody waits for it to go."""
    (tmp_path / "gap").write_text("mine", encoding="utf-8")

    with pytest.raises(PlacingError, match="it could not be made"), placing.alone(tmp_path / "gap"):
        pass


def test_no_edition_is_written_over(folder: Path) -> None:
    """A number that is taken is refused; the edition and what lies beside it stay."""
    (folder / "1" / "mine.txt").write_text("mine", encoding="utf-8")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    told = f"{folder / '1'}: it could not be written (something stands there already)."

    with placing.alone(folder), pytest.raises(PlacingError, match=re.escape(told)):
        placing.put(folder / "1", NEW)

    assert OLD | {"mine.txt": b"mine"} == _files(folder / "1")
    assert (folder / "notes.txt").exists()


def test_the_newest_is_that_of_the_highest_number(folder: Path) -> None:
    """Ten comes after nine; a file, a name that is no number and what is hidden do not count."""
    for number in (9, 10):
        placing.put(folder / str(number), NEW)
    (folder / "11").write_text("a file", encoding="utf-8")
    (folder / "12x").mkdir()

    assert [1, 9, 10] == placing.numbers(folder)
    assert folder / "10" == placing.newest(folder)
    assert placing.newest(folder.with_name("none")) is None


def test_a_write_that_fails_leaves_nothing(folder: Path) -> None:
    """A disk that refuses half-way costs nothing that stood, and the folder is named."""
    told = f"{folder / '2'}: it could not be written (No such file or directory)."
    with pytest.raises(PlacingError, match=re.escape(told)):
        placing.put(folder / "2", {"page": b"new", "no folder/page": b"new"})

    assert ["1"] == [path.name for path in folder.iterdir()]


def test_a_file_too_large_for_the_disk_is_told_of_its_folder(folder: Path) -> None:
    """Where the system says only that it refuses, without a file, the sentence names one."""
    resource = pytest.importorskip("resource")
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    try:
        with pytest.raises(PlacingError, match="gap/2: it could not be written"):
            placing.put(folder / "2", {"page": b"x" * 4096})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))

    assert ["1"] == [path.name for path in folder.iterdir()]


def test_a_file_in_the_way_is_told_and_stays(tmp_path: Path) -> None:
    """Where a file has the name of a briefing's folder, it is named and kept."""
    (tmp_path / "gap").write_text("kept", encoding="utf-8")

    with (
        pytest.raises(PlacingError, match="gap: it could not be made"),
        placing.alone(tmp_path / "gap"),
    ):
        pass

    assert "kept" == (tmp_path / "gap").read_text(encoding="utf-8")


def test_an_edition_can_be_read_by_others(folder: Path) -> None:
    """The folder has the rights of any folder made there: a web server may read it."""
    plain = folder / "plain"
    plain.mkdir()

    assert plain.stat().st_mode == (folder / "1").stat().st_mode
