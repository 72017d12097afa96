"""A PDF is checked from the file alone: what it prints, what it carries, which edition it is."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from h200analysis.delivery.trust import pdf
from h200analysis.delivery.trust.checks import State, verdict
from h200analysis.press.gate import attached
from tests.delivery.trust import pages


def _with(content: bytes, **files: bytes | None) -> bytes:
    """Return a PDF with other attached files; None takes one out."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        for name, held in files.items():
            if held is None:
                del opened.attachments[name]
            else:
                opened.attachments[name] = pikepdf.AttachedFileSpec(opened, held)
        saved = io.BytesIO()
        opened.save(saved)
    return saved.getvalue()


def _told(content: bytes) -> list[str]:
    """Return what differs or could not be checked."""
    bad = {State.DIFFERS, State.UNKNOWN}
    return [check.told for check in pdf.checks(content) if check.state in bad]


@pytest.fixture
def content(folder: Path) -> bytes:
    """The PDF of an edition."""
    return (folder / "briefing.pdf").read_bytes()


def test_an_edition_is_sound(content: bytes) -> None:
    """Every check is made, and the PDF says of which edition it is."""
    found = list(pdf.checks(content))

    assert State.SOUND is verdict(found)
    assert 5 == len(found)
    assert "Gap, 15 January 2026, edition 1 of " in found[1].told


def test_the_record_is_that_of_the_manifest(content: bytes, folder: Path) -> None:
    """All that `edition.json` says stands in the manifest too, but for the hashes of its files."""
    record = pdf.record(content)
    manifest = json.loads((folder / "manifest.json").read_bytes())

    assert {"key", "evidence", "lock", "versions", "software", "parameters"} <= record.keys()
    assert {key: manifest[key] for key in record if key != "files"} == {
        key: value for key, value in record.items() if key != "files"
    }
    for name in ("briefing.ipynb", "figures.json"):
        assert record["files"][name] == manifest["files"][name]


def test_an_altered_attachment_is_told(content: bytes) -> None:
    """A file that is not as its hash says is named, and so is one taken out or slipped in."""
    files = attached.held(content)
    other = files["parameters.json"].replace(b"central", b"import_duty")

    assert _told(_with(content, **{"parameters.json": other})) == [
        "parameters.json is not as edition.json has its hash."
    ]
    assert _told(_with(content, **{"parameters.json": None})) == [
        "parameters.json is missing from its attachments."
    ]
    assert _told(_with(content, **{"more.csv": b"a,b"})) == [
        "more.csv is attached, and edition.json does not name it."
    ]


def test_figures_that_are_neither_printed_nor_in_the_notebook_are_told(content: bytes) -> None:
    """Whoever alters the figures and their hash is found by the pages and by the notebook."""
    files, record = attached.held(content), pdf.record(content)
    figures: list[dict[str, Any]] = json.loads(files["figures.json"])
    figures[0]["text"] = "9,999,999 chips"
    forged = json.dumps(figures).encode()
    record["files"]["figures.json"] = hashlib.sha256(forged).hexdigest()

    told = _told(
        _with(content, **{"figures.json": forged, "edition.json": json.dumps(record).encode()})
    )

    assert told[0] == "briefing.ipynb prints other figures than figures.json has."
    assert "“9,999,999 chips”" in told[1]


def test_another_number_than_is_printed_is_told(content: bytes) -> None:
    """An edition that calls itself another one in its record is refused by its own pages."""
    record = pdf.record(content) | {"edition": 2}

    [told] = _told(_with(content, **{"edition.json": json.dumps(record).encode()}))

    assert "edition 2" in told
    assert told.endswith("and its pages do not.")


@pytest.mark.parametrize("record", [b"", b"[]", b"\xff", b"{}", b'{"software": 7}'])
def test_a_record_that_cannot_be_read_is_no_traceback(content: bytes, record: bytes) -> None:
    """Whatever stands in the place of `edition.json`, a sentence tells of it."""
    assert any("edition" in told for told in _told(_with(content, **{"edition.json": record})))


@pytest.mark.parametrize("wrong", [b"", b"%PDF-1.7", b"<html>no</html>", b"PK\x03\x04"])
def test_what_is_no_pdf_is_told(wrong: bytes) -> None:
    """Another kind of file, or a cut one, is a sentence."""
    [told] = _told(wrong)

    assert told.startswith("It cannot be read as a PDF")
    assert {} == pdf.record(wrong)


@given(data=st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_no_traceback(content: bytes, data: st.DataObject) -> None:
    """Cut anywhere, or with any bytes altered, a PDF is checked to the end."""
    damaged = bytearray(content[: data.draw(st.integers(1, len(content)))])
    for place in data.draw(st.lists(st.integers(0, len(damaged) - 1), max_size=8)):
        damaged[place] ^= data.draw(st.integers(1, 255))

    assert list(pdf.checks(bytes(damaged)))


def test_a_structure_that_leads_in_a_circle_is_read_to_its_end(content: bytes) -> None:
    """Tags may refer to each other in a file of another hand; each is read once."""
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        root = opened.Root.StructTreeRoot
        root.K = pikepdf.Array([root.K, root])
        opened.save(saved)

    assert [] == _told(saved.getvalue())


def test_an_appended_page_is_told(content: bytes) -> None:
    """A PDF saved once more behind the edition is no longer as it was made."""
    told = _told(pages.with_page(content))

    assert ["Something was added to the file after it was made."] == told
