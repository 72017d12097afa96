"""The tutorial, done as it is written."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.docs.pages import Block, blocks, commands, shows
from tests.small import program

ROOT = Path(__file__).parents[2]
PAGE = "tutorial.md"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what a reader works on, with an `h200` on the path that works on it."""
    for folder in ("data", "notebooks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "reports").mkdir()
    shutil.copy(ROOT / "reports" / "briefings.toml", tmp_path / "reports")
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "h200"
    words = shlex.join([sys.executable, "-c", program(tmp_path)])
    command.write_text(f'#!/bin/sh\nexec {words} "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("H200_DATA", str(tmp_path / "data"))
    return tmp_path


def _written(cells: list[Block], path: Path) -> None:
    """Write the notebook of the cells so far, as JupyterLab would save it."""
    tags = [{"tags": ["parameters"]} if "tagged" in each.caption else {} for each in cells]
    made = [
        new_code_cell(each.text.rstrip("\n"), metadata=told)
        for each, told in zip(cells, tags, strict=True)
    ]
    nbformat.write(new_notebook(cells=made), path)


def test_the_tutorial_works_as_written(checkout: Path) -> None:
    """Every block, done in order on a copy, gives what the page shows, and a PDF at the end."""
    cells: list[Block] = []
    for block in blocks(PAGE):
        if "approval.ipynb" in block.caption:
            cells.append(block)
            _written(cells, checkout / "notebooks" / "approval.ipynb")
        elif "briefings.toml" in block.caption:
            with (checkout / "reports" / "briefings.toml").open("a") as catalogue:
                catalogue.write(f"\n{block.text}")
        elif block.language == "console":
            for command, told in commands(block):
                came = _run(command, checkout)
                assert shows(told, came), f"$ {command}\n{came}"
        else:
            assert block.language == "sh"  # setting up and tidying up: git and make

    assert 7 == len(cells)
    assert [*checkout.glob("reports/editions/2026-11-20/approval/1/briefing.pdf")]


def _run(command: str, folder: Path) -> str:
    """Return what a command of the page shows in a terminal; it has to succeed."""
    ran = subprocess.run(
        ["/bin/sh", "-c", f"{command} 2>&1"],
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert not ran.returncode, f"$ {command}\n{ran.stdout}"
    return ran.stdout


def test_an_ellipsis_alone_may_stand_for_what_is_left_out() -> None:
    """A line that is missing or comes otherwise is found."""
    assert shows("one\n…\nthree 3\n", "one\ntwo\nthree 3\n")
    assert not shows("one\nthree 3", "one\ntwo\nthree 3\n")
    assert not shows("one\n…\nthree 4", "one\ntwo\nthree 3\n")
