"""A folder is checked against its manifest, its place, its PDF and what became of it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from h200analysis.delivery.trust import folder as folders
from h200analysis.delivery.trust import standing, verifying, withdrawing
from h200analysis.delivery.trust.checks import State, verdict
from h200analysis.delivery.trust.verifying import Asked
from h200analysis.press import removals
from h200analysis.press.removals import Removal
from tests.delivery.trust.conftest import ADDRESS

ASKED = Asked(datetime(2026, 11, 28, tzinfo=UTC))
BAD = {State.DIFFERS, State.UNKNOWN}


def _told(path: Path, asked: Asked = ASKED) -> list[str]:
    return [check.told for check in verifying.checks(str(path), asked) if check.state in BAD]


def _change(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


def _change_input(path: Path) -> None:
    told = json.loads(path.read_bytes())
    path.write_text(json.dumps(told | {"evidence": "0f"}))


def test_an_edition_is_sound(folder: Path, out: Path) -> None:
    """Nothing is held against what stands as it was made, alone or among others."""
    assert [] == _told(folder)
    assert [] == _told(out)
    assert State.SOUND is verdict(list(verifying.checks(str(folder), ASKED)))


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("figures.csv", _change, "figures.csv was changed after it was made."),
        ("figures.csv", Path.unlink, "figures.csv is missing."),
        ("notes.txt", Path.touch, "notes.txt is not of the edition."),
        ("briefing.pdf", Path.unlink, "briefing.pdf is missing."),
        ("manifest.json", _change_input, "its key is not the hash of its inputs."),
        ("manifest.json", lambda path: path.write_text("{"), "it cannot be read as the manifest"),
    ],
)
def test_what_is_altered_missing_or_added_is_named(
    folder: Path, name: str, change: Callable[[Path], object], told: str
) -> None:
    """Each is told by the name of its file."""
    change(folder / name)

    assert any(told in sentence for sentence in _told(folder))


def test_a_pdf_of_another_edition_is_told(folder: Path) -> None:
    """A manifest made to fit another PDF is found by what that carries."""
    path = folder / "manifest.json"
    told = json.loads(path.read_bytes())
    path.write_text(json.dumps(told | {"made": "2026-01-16"}))

    assert "The PDF carries another edition.json (made) than stands beside it." in _told(folder)


def test_an_edition_in_the_place_of_another_is_told(folder: Path, out: Path) -> None:
    """Day, briefing and number of the manifest are those of the path."""
    shutil.copytree(folder, folder.with_name("2"))

    [told] = _told(folder.with_name("2"))

    assert "in the place of another edition" in told
    assert [f"2026-01-15/gap/2: {told}"] == _told(out)


def test_a_number_that_is_missing_is_told_unless_it_was_removed(folder: Path, out: Path) -> None:
    """Whoever deletes an edition by hand is found out; the rules of retention leave a line."""
    folder.rename(folder.with_name("2"))
    told = f"{ADDRESS} is missing, and nothing says that it was removed."
    assert told in _told(out)

    removals.append(out, Removal(ADDRESS, "0f", {}, "2026-11-28", "no rule keeps it"))

    assert told not in _told(out)


def test_editions_in_the_wrong_order_are_told(folder: Path, out: Path) -> None:
    """Whatever replaces an edition was made on its day or later."""
    second = Path(shutil.copytree(folder, folder.with_name("2")))
    path = second / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"made": "2026-01-15"}))

    assert "2026-01-15/gap/2 was made before the edition that it replaces." in _told(out)


def test_what_became_of_an_edition_is_said(folder: Path, out: Path) -> None:
    """Withdrawn since when and why, and replaced by which: told, and no fault of its bytes."""
    pdf = folder / "briefing.pdf"
    withdrawing.withdraw(out, ADDRESS, "It counted chips twice.", date(2026, 11, 28))
    shutil.copytree(folder, folder.with_name("2"))

    for path in (folder, pdf):
        noted = [
            check.told
            for check in verifying.checks(str(path), replace(ASKED, out=out))
            if check.state is State.NOTED
        ]
        assert "It was withdrawn on 2026-11-28: It counted chips twice." in noted
        assert any(told.startswith("It was replaced by edition 2 of ") for told in noted)
        assert [] == _told(path, replace(ASKED, out=out))


def test_a_removed_edition_is_known_by_its_pdf(folder: Path, out: Path, tmp_path: Path) -> None:
    """A reader who still has it learns when and why it went."""
    kept = Path(shutil.copy(folder / "briefing.pdf", tmp_path))
    key = json.loads((folder / "manifest.json").read_bytes())["key"]
    removals.append(out, Removal(ADDRESS, key, {}, "2026-11-28", "no rule keeps it"))
    shutil.rmtree(folder)

    found = [check.told for check in verifying.checks(str(kept), replace(ASKED, out=out))]

    assert "It was removed on 2026-11-28: no rule keeps it" in found


def test_a_pdf_other_than_the_archive_has_is_told(folder: Path, out: Path, tmp_path: Path) -> None:
    """One that says it is an edition is compared with that edition, byte for byte."""
    mine = Path(shutil.copy(folder / "briefing.pdf", tmp_path))
    assert [] == _told(mine, replace(ASKED, out=out))
    _change(mine)

    assert _told(mine, replace(ASKED, out=out)) == [
        f"It is not the PDF of {ADDRESS} in the archive."
    ]


def test_what_cannot_be_verified_is_a_sentence(tmp_path: Path) -> None:
    """Nothing there, or a folder of something else."""
    for path, told in ((tmp_path / "none", "no such file"), (tmp_path, "found no edition")):
        with pytest.raises(verifying.VerifyError, match=told):
            list(verifying.checks(str(path), ASKED))


def test_withdrawn_but_never_there_is_told(out: Path) -> None:
    """What is told of editions fits those that stand."""
    withdrawing.withdraw(out, ADDRESS, "Wrong.", date(2026, 11, 28))
    shutil.rmtree(out / ADDRESS)

    told = [check.told for check in folders.of_archive(standing.shelf(out))]

    assert told == [f"{ADDRESS} was withdrawn on 2026-11-28, and is not in the archive."]
