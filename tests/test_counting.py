"""Counts agree with their nouns, wherever a command, a page or a sentence prints one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from h200analysis.counting import counted

PACKAGE = Path(__file__).parents[1] / "src" / "h200analysis"
PLURAL = re.compile(r" (?!as\b|is\b|has\b)[a-z]+s\b")
SEVERAL = {  # the sentence is said of several alone
    "cases/solving.py", "delivery/post/letter.py", "exhibits/charts/stacked_bars.py",
    "exhibits/charts/waterfall.py", "exhibits/own.py", "model/domains.py", "press/foreign_html.py",
    "press/parameters.py", "press/terminal.py",
}  # fmt: skip


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "0 entries"), (1, "1 entry"), (2, "2 entries"), (1200, "1,200 entries")],
)
def test_a_noun_follows_its_count(number: int, expected: str) -> None:
    """One of a thing has no plural; all other counts have one, thousands parted."""
    assert expected == counted(number, "entry", "entries")
    assert expected.replace("entries", "rows").replace("entry", "row") == counted(number, "row")


def _fixed_plurals(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    for text in ast.walk(ast.parse(source if "{len(" in source else "")):
        if isinstance(text, ast.JoinedStr):
            for shown, after in zip(text.values, text.values[1:], strict=False):
                is_count = isinstance(shown, ast.FormattedValue) and "len(" in ast.unparse(shown)
                if is_count and isinstance(after, ast.Constant) and PLURAL.match(str(after.value)):
                    yield f"line {text.lineno}: {ast.unparse(text)}"


def test_no_count_has_a_fixed_plural() -> None:
    """A length before a noun in the plural is printed by `counted`, or is said of several alone."""
    found = {
        path.relative_to(PACKAGE).as_posix(): lines
        for path in sorted(PACKAGE.rglob("*.py"))
        if (lines := list(_fixed_plurals(path)))
    }

    assert {} == {name: lines for name, lines in found.items() if name not in SEVERAL}
    assert found.keys() >= SEVERAL
