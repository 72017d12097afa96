"""The catalogue: what is no sound notebook or no sound entry is refused in one sentence."""

import json
import shutil
from pathlib import Path

import pytest

from h200analysis.press import catalogue, editions
from h200analysis.press.catalogue import CatalogueError
from tests.conftest import ROOT

ENTRY = 'title = "T"\nquestion = "Q"\nreader = "R"\nnotebook = "notebooks/it.ipynb"\n'


def _checkout(root: Path, entries: str, notebook: bytes = b"{}") -> Path:
    (root / "reports").mkdir()
    (root / "notebooks").mkdir()
    (root / "reports" / "briefings.toml").write_text(entries, encoding="utf-8")
    (root / "notebooks" / "it.ipynb").write_bytes(notebook)
    return root


def _whole() -> bytes:
    return (ROOT / "notebooks" / "supply_gap.ipynb").read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(_whole()[:500], id="truncated"),
        pytest.param(b"", id="empty"),
        pytest.param(b"\xff\xfe", id="not text"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b'{"cells": 3, "nbformat": 4, "nbformat_minor": 5}', id="no cells"),
        pytest.param(
            json.dumps(
                {
                    "cells": [{"cell_type": "code"}],
                    "metadata": {},
                    "nbformat": 4,
                    "nbformat_minor": 5,
                }
            ).encode(),
            id="half a cell",
        ),
    ],
)
def test_a_broken_notebook_is_refused(tmp_path: Path, content: bytes) -> None:
    """The sentence names the file and what to do."""
    known = catalogue.read(_checkout(tmp_path, f"[it]\n{ENTRY}", content))

    with pytest.raises(CatalogueError, match=r"notebooks/it\.ipynb: this is no sound") as refused:
        known.source("it")

    assert "\n" not in str(refused.value)


def test_a_sound_notebook_is_read(tmp_path: Path) -> None:
    """The notebook comes as it was saved."""
    known = catalogue.read(_checkout(tmp_path, f"[it]\n{ENTRY}", _whole()))

    assert len(json.loads(_whole())["cells"]) == len(known.source("it").cells)


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ("[it", "briefings.toml: "),
        ("it = 3", "briefings.toml: it: "),
        ('[it]\ntitle = "T"', "it.question: Field required"),
        (f'["../it"]\n{ENTRY}', "found the name '../it', expected letters"),
        (f"[a--b]\n{ENTRY}", "found the name 'a--b', expected letters"),
    ],
)
def test_an_unsound_entry_is_refused(tmp_path: Path, entries: str, sentence: str) -> None:
    """The sentence names the entry; a name becomes a folder, so it must be fit for one."""
    with pytest.raises(CatalogueError, match=sentence):
        catalogue.read(_checkout(tmp_path, entries))


def test_a_notebook_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """The sentence names the entry and the path it gives."""
    root = _checkout(tmp_path, f"[it]\n{ENTRY}")
    shutil.rmtree(root / "notebooks")

    with pytest.raises(CatalogueError, match=r"it: no such notebook as 'notebooks/it.ipynb'"):
        catalogue.read(root).notebook("it")


def test_the_days_of_a_briefing(tmp_path: Path) -> None:
    """A briefing is built for the latest day unless its entry names others."""
    plain = catalogue.read(_checkout(tmp_path, f"[it]\n{ENTRY}")).briefing("it")

    assert ("latest",) == plain.as_of
    assert ("2026-01-15", "latest") == catalogue.read().briefing("supply_gap").as_of


@pytest.mark.parametrize("days", ['["yesterday"]', "[]", '"latest"', "[2026-01-15]"])
def test_what_is_no_list_of_days_is_refused(tmp_path: Path, days: str) -> None:
    """A day is written as such, or as latest, in a list."""
    root = _checkout(tmp_path, f"[it]\n{ENTRY}as_of = {days}\n")

    with pytest.raises(CatalogueError, match=r"reports/briefings.toml: it\.as_of"):
        catalogue.read(root)


def test_latest_is_the_newest_publication(data_folder: Path) -> None:
    """A report added to the ledger moves the latest day; the clock never does."""
    before = editions.job(catalogue.read(), "supply_gap", {"as_of": "latest"}).values["as_of"]
    path = data_folder / "sources.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("published = 2026-08-27", "published = 2026-10-13"), "utf-8")

    after = editions.job(catalogue.read(), "supply_gap", {"as_of": "latest"}).values["as_of"]

    assert ("2026-10-09", "2026-10-13") == (before, after)
