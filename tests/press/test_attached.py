"""The record that a PDF carries is held by the gate: against the edition, files and pages."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pikepdf
import pytest

from h200analysis.press import edition, gate, reading
from h200analysis.press.figures import figures
from h200analysis.press.formats import FORMATS, PDF
from h200analysis.press.label import Corrected, Label, of
from h200analysis.press.origin import Origin
from h200analysis.press.revision import Revision
from tests.press.test_gate import LEDGER, notebook_of, sound_bundles

VALUES = {"as_of": "2026-01-15", "draws": 4096, "seed": 7}
LABEL = Label(
    number=2,
    made=date(2026, 1, 16),
    key="0f" * 32,
    revision=Revision("1", None, False),
    why=("the notebook",),
    corrects=Corrected("2026-01-16", "It was wrong."),
    origin=Origin("evidence", "2026-01-15", "lock", {"python": "3.11"}),
)


@pytest.fixture(scope="module")
def work() -> gate.Work:
    """An edition without fault."""
    notebook: Any = notebook_of(sound_bundles())
    notebook.metadata["h200"] = edition.about("gap", VALUES, LABEL)
    read = reading.read(notebook, "gap")
    contents = {form: form.write(read) for form in FORMATS}
    return gate.Work(contents, read.document, figures(notebook), read.faults, LEDGER, notebook)


def _with(work: gate.Work, name: str, held: bytes | None) -> list[str]:
    """Return the reasons against the edition with another file attached, or without one."""
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(work.contents[PDF])) as opened:
        if held is None:
            del opened.attachments[name]
        else:
            opened.attachments[name] = pikepdf.AttachedFileSpec(opened, held)
        opened.save(saved)
    return gate.reasons(replace(work, contents={**work.contents, PDF: saved.getvalue()}))


def test_a_sound_record_passes(work: gate.Work) -> None:
    """The gate has nothing against it, and the label is read from it again."""
    assert [] == gate.reasons(work)
    assert LABEL == of(edition.record("gap", VALUES, LABEL))


@pytest.mark.parametrize("held", [None, b"{}", b"\xff"])
def test_another_record_is_refused(work: gate.Work, held: bytes | None) -> None:
    """A record that is missing, empty or unreadable is not what the edition says of itself."""
    told = "PDF: edition.json is not what the edition says of itself."

    assert told in _with(work, "edition.json", held)


def test_another_file_is_refused(work: gate.Work) -> None:
    """A file that its hash does not fit is named, and one that is missing."""
    assert ["PDF: figures.json is not as edition.json has its hash."] == [
        reason for reason in _with(work, "figures.json", b"[]") if "hash" in reason
    ]
    assert "PDF: briefing.ipynb is missing from its attachments." in _with(
        work, "briefing.ipynb", None
    )


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_a_page_that_does_not_say_which_edition_it_is_is_refused(
    work: gate.Work, form: Any
) -> None:
    """Page and paper print how to cite the edition, by number, day and hash."""
    told = replace(work.document, citation="h200analysis, Gap, edition 3")

    [reason] = gate.reasons(replace(work, document=told, contents={form: work.contents[form]}))

    assert reason == f"{form.name}: it does not print “h200analysis, Gap, edition 3”."
