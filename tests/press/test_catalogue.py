"""The catalogue: what is no sound notebook or no sound entry is refused in one sentence."""

import json
import shutil
from pathlib import Path

import pytest

from h200analysis.press import catalogue
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
