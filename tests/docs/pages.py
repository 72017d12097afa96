"""The code blocks of a page, and how what a page shows is compared with what comes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
_BLOCK = re.compile(
    r"^```(?:\{code-block\} )?(\w+)\n(?::caption: \"([^\n]*)\"\n)?(.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)$\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code: its language, the caption that says where it goes, and its text."""

    language: str
    caption: str
    text: str


def blocks(page: str) -> list[Block]:
    """Return the code blocks of a page of the site, in order."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return [Block(*(part or "" for part in each)) for each in _BLOCK.findall(text)]


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block, with the output that the page shows below it."""
    _, *rest = _COMMAND.split(block.text)
    yield from zip(rest[::2], rest[1::2], strict=True)


def shows(told: str, came: str) -> bool:
    """Tell whether output is as a page shows it; an ellipsis stands for whatever is left out."""
    parts = (re.escape(part) for part in told.strip().split("…"))
    return re.search(".*".join(parts), came.strip(), re.DOTALL) is not None
