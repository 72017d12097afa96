"""What the command prints: whole plain lines in a pipe, coloured lines that fit in a terminal."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.table import Column

from h200analysis.exhibits.terminal.console import line, plain, show, shown, table
from tests.browser.test_hostile_claims import NASTY

MARKUP = {
    "style": "[red]x[/red] [bold on blue]",
    "closing": "[/] [/red] [/nothing]",
    "link": "[link=https://example.org]x[/link] [@click=app.quit]y[/]",
    "emoji": ":smile: :warning:",
    "backslash": r"\[x] \\[/]",
    "escape": "\x1b[31mred\x1b[0m \x1b]8;;https://example.org\x07x",
    "lines": "one\ntwo\r\nthree\u2028four\x85five",
}
SEEN = {
    "hidden": "left⟨U+202E⟩right ⟨U+200F⟩⟨U+200B⟩⟨U+2066⟩x⟨U+2069⟩ ⟨U+FEFF⟩",
    "glyphless": "华为 \U0001f600 ⟨U+E000⟩",
    "escape": "⟨U+001B⟩[31mred⟨U+001B⟩[0m ⟨U+001B⟩]8;;https://example.org⟨U+0007⟩x",
    "lines": "one two  three four five",
}
ANSI = re.compile(r"\x1b\[[0-9;]*m")
COMMANDS = (
    "evidence --as-of 2026-01-15",
    "evidence --since 2026-01-15 --as-of 2026-02-01",
    "evidence --as-of 2026-01-15 --in-force 2026-01-15",
    "evidence show price_newsbytes --as-of 2026-01-15",
    "published",
)


@pytest.mark.parametrize("name", [*NASTY, *MARKUP])
def test_text_of_the_evidence_prints_as_it_is(name: str) -> None:
    """In a line and in a cell no text is markup, and what would turn a line is named instead."""
    text = {**NASTY, **MARKUP}[name]
    seen = SEEN.get(name, text)

    assert f"{seen}\n" == plain(line(text))
    assert f"    {seen}\n" == plain(line((text, "bold"), indent=4))
    assert f"{seen}  1\n" == plain(table(Column(), Column(), rows=[(text, "1")], is_headed=False))


@given(st.text())
def test_shown_text_is_one_line_without_control(text: str) -> None:
    """Whatever stands in a claim, what is shown has no line break, no control and no direction."""
    assert shown(text).isprintable()
    assert 1 >= len(shown(text).splitlines())
    assert shown(shown(text)) == shown(text)


def test_an_empty_column_is_left_out() -> None:
    """A column without any text takes no room, and rows end where their text ends."""
    made = table(Column("A"), Column("B"), Column("C"), rows=[("1", "", "2"), ("3", "", "")])

    assert "A  C\n1  2\n3\n" == plain(made)


def test_a_pipe_gets_whole_rows(capsys: pytest.CaptureFixture[str]) -> None:
    """A long cell is neither wrapped nor cut where nobody looks at a terminal."""
    show(table(Column("A"), Column("B"), rows=[("word " * 400, "end")]))

    head, row = capsys.readouterr().out.splitlines()
    assert row.endswith(" end")
    assert len(row) > 2000
    assert "A" == head[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_log_is_quiet(command: str) -> None:
    """Through a pipe there is no colour, no box and no blank at a line's end, whatever is set."""
    environment = {**os.environ, "FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "40"}
    ran = subprocess.run(
        [*_H200, *command.split()], capture_output=True, text=True, check=True, env=environment
    )  # fmt: skip

    assert "\x1b" not in ran.stdout
    assert not re.search("[\u2500-\u257f]", ran.stdout)
    assert not re.search(" $", ran.stdout, re.MULTILINE)
    assert max(map(len, ran.stdout.splitlines())) > 80


@pytest.mark.parametrize("columns", [80, 140])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_terminal_gets_colour_and_lines_that_fit(command: str, columns: int) -> None:
    """On a terminal of this width headings stand out, and no line but an address is longer."""
    text = _on_terminal(command, columns)
    lines = [ANSI.sub("", line).rstrip() for line in text.splitlines()]

    assert ANSI.search(text)
    assert not [line for line in lines if len(line) > columns and "https://" not in line]
    assert "\x1b" not in "".join(lines)


def test_no_colour_where_the_user_wants_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR is honoured on a terminal too."""
    monkeypatch.setenv("NO_COLOR", "1")

    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", _on_terminal(COMMANDS[0], 100))


_H200 = (str(Path(sys.executable).parent / "h200"),)


def _on_terminal(command: str, columns: int) -> str:
    """Run the command on a pseudo-terminal of this width; return all that it wrote."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    outside = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "LINES"}}
    environment = {**outside, "TERM": "xterm-256color"}
    ran = subprocess.Popen([*_H200, *command.split()], stdout=theirs, env=environment)
    os.close(theirs)
    text = b""
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        try:
            while piece := terminal.read(65_536):
                text += piece
        except OSError:
            pass  # how Linux says that the other end is closed
    assert 0 == ran.wait()
    return text.decode()
