"""The script that draws charts: made by the library, kept by its hash, never trusted unread."""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import platformdirs
import pytest

from h200analysis.exhibits import vega


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder of its own, and no script remembered."""
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _: tmp_path)
    vega.script.cache_clear()
    yield tmp_path
    vega.script.cache_clear()


def test_the_listed_hash_is_that_of_the_script(shelf: Path) -> None:
    """If this fails after a new version of vl-convert or of charts.js, list the hash it tells."""
    made = vega.script()

    assert vega.hashes()[version("vl-convert-python")] == vega.hashed(made)
    assert made == (shelf / "charts.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("held", [b"", b"cut", b'document.title = "owned"', b"\xff\xfe"])
def test_a_cache_that_was_emptied_cut_or_replaced_is_not_used(shelf: Path, held: bytes) -> None:
    """Whatever stands there, the script is the library's, and the cache is mended."""
    (shelf / "charts.js").write_bytes(held)

    made = vega.script()

    assert vega.is_ours(made)
    assert made == (shelf / "charts.js").read_text(encoding="utf-8")


def test_a_version_that_is_not_listed_is_not_kept(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody could tell whether a kept script is the one that was written."""
    monkeypatch.setattr(vega, "hashes", dict)

    made = vega.script()

    assert vega.may_be_ours(made)
    assert not list(shelf.iterdir())


def test_a_cache_that_cannot_be_written_only_costs_time(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file is in the way the script is made all the same."""
    (shelf / "file").touch()
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _: shelf / "file" / "cache")

    assert vega.is_ours(vega.script())
