"""Modules that were read before: what is kept of them is what is read of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from h200analysis.press import keys
from h200analysis.press.rests_on import modules, package
from h200analysis.press.rests_on.modules import Module
from h200analysis.press.rests_on.parsed import Parsed

NAME = "h200analysis.one"
TEXT = 'from pathlib import Path\n\n\ndef two(size: "Size") -> str:\n    return "\\ud800"[:size]\n'


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file of a cache in which nothing is yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache/h200analysis/modules.json"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a module, read once and kept."""
    made = tmp_path / "one.py"
    made.write_text(TEXT)
    _read(made)
    return made


def _read(path: Path) -> Module:
    parsed = Parsed()
    read = parsed.module(path, NAME)
    parsed.keep()
    return read


def _refuse(*_: object) -> Module:
    raise AssertionError("it was read again")


def test_the_whole_package_is_kept_as_it_is_read(cache: Path) -> None:
    """Down to the last mention, of every module."""
    stamps = package.stamps(keys.PACKAGE)
    read, again = package.read(keys.PACKAGE, stamps), package.read(keys.PACKAGE, stamps)

    assert cache.is_file()
    assert read.modules == again.modules


def test_what_is_kept_is_not_read_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its mentions and its arguments are there without a look at its text."""
    read = modules.read(path, NAME)
    monkeypatch.setattr(modules, "read", _refuse)

    assert _read(path) == read


def test_a_changed_text_is_read(path: Path) -> None:
    """And so is a stub that comes to stand beside it."""
    path.write_text(TEXT.replace("two", "three"))
    assert "three" in _read(path).definitions

    path.with_suffix(".pyi").write_text("from .four import five\n")
    assert _read(path) == modules.read(path, NAME)


def test_what_changes_while_it_is_read_is_not_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the text of before would stand for what was read of the text after."""
    other, read = TEXT.replace("two", "three"), modules.read

    def changed(path: Path, name: str) -> Module:
        path.write_text(TEXT.replace("two", "four"))
        return read(path, name)

    path.write_text(other)
    monkeypatch.setattr(modules, "read", changed)
    _read(path)
    monkeypatch.setattr(modules, "read", read)
    path.write_text(other)

    assert "three" in _read(path).definitions


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_text("["),
        lambda file: file.write_text('{"finder": 1}'),
        lambda file: file.write_text(file.read_text().replace('"finder": "', '"finder": "other ')),
        lambda file: file.unlink(),
        lambda file: (file.unlink(), file.mkdir()),
    ],
    ids=["cut", "of no reader", "of another reader", "lost", "no file"],
)
def test_a_cache_that_says_nothing_is_no_loss(
    path: Path, cache: Path, spoil: Callable[[Path], object]
) -> None:
    """The module is read as it stands there."""
    spoil(cache)

    assert _read(path) == modules.read(path, NAME)
