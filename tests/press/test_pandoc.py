"""The pandoc of our dependency is asked, and what goes wrong with it is told in a sentence."""

from pathlib import Path

import pypandoc
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from h200analysis.press import pandoc, reading
from h200analysis.press.pandoc import MarkupError


def _program(folder: Path, lines: str) -> Path:
    program = folder / "pandoc"
    program.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    program.chmod(0o755)
    return program


def test_a_newer_pandoc_of_the_machine_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither on the path nor where pypandoc is told to look: its bytes may be others."""
    newer = _program(tmp_path, "echo pandoc 99.0")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("PYPANDOC_PANDOC", str(newer))
    pypandoc.clean_pandocpath_cache()  # type: ignore[no-untyped-call]
    read = reading.read(new_notebook(cells=[new_markdown_cell("# Gap\n\nA *text*.")]), "gap")

    assert "<em>text</em>" in read.texts.html[0]
    assert pandoc.path() == Path(pypandoc.__file__).parent / "files" / "pandoc"


def test_a_package_without_pandoc_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `pypandoc` comes without it, and `pypandoc_binary` with it."""
    monkeypatch.setattr(pandoc, "files", lambda _: tmp_path)
    with pytest.raises(MarkupError, match=r"found no pandoc .* install pypandoc_binary anew"):
        pandoc.answer([], b"", "set the texts")


def test_what_pandoc_complains_of_is_told() -> None:
    """With what it was to do."""
    with pytest.raises(MarkupError, match="pandoc could not set the texts: Unknown option --nine"):
        pandoc.answer(["--nine"], b"", "set the texts")


def test_a_pandoc_that_was_killed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot say so itself."""
    killed = _program(tmp_path, "kill -KILL $$")
    monkeypatch.setattr(pandoc, "path", lambda: killed)
    with pytest.raises(MarkupError, match="it said nothing, and ended with exit code -9"):
        pandoc.answer([], b"", "set the texts")


def test_an_interrupt_that_reached_pandoc_first_is_an_interrupt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C at a terminal is for every process, and no fault of the texts."""
    interrupted = _program(tmp_path, "kill -INT $$")
    monkeypatch.setattr(pandoc, "path", lambda: interrupted)
    with pytest.raises(KeyboardInterrupt):
        pandoc.answer([], b"", "set the texts")
