"""What a document is made of: the kinds of piece that page and sheet can show."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that stands in the notebook itself; its name ends as its type demands.

    `width` and `height` are in pixels, and nothing where it is to have its own size.
    """

    cell: int
    name: str
    mimetype: str
    content: bytes = field(repr=False)
    alt: str
    width: int | None = None
    height: int | None = None

    @property
    def address(self) -> str:
        """Return the picture as a data address, which a page shows without loading anything."""
        return f"data:{self.mimetype};base64,{base64.b64encode(self.content).decode()}"


@dataclass(frozen=True, slots=True)
class Text:
    """Prose or a table, still to be read by pandoc as `markdown` or `html`.

    `pictures` holds what it shows by the address that it gives them. What pandoc cannot read is
    `plain`.
    """

    cell: int
    format: str
    source: str
    pictures: Mapping[str, Picture] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Characters printed as they are.

    `kind` is `output`; `stderr` for the error stream, `error` for what failed; `lost` for a line in
    the place of what neither page nor paper can show.
    """

    cell: int
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Code:
    """The code of a cell: folded away in HTML, absent from PDF."""

    cell: int
    source: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its specification, picture, text alternative and the title printed above it.

    `narrow` is the picture for a telephone, empty where a chart has but one form. `is_live` says
    that it has sliders; `answers`, that it answers a pointer or sliders, and so needs a script.
    """

    cell: int
    name: str
    spec: Mapping[str, Any]
    svg: str
    alt: str
    title: str
    is_live: bool
    answers: bool
    narrow: str = ""


Piece = Text | Verbatim | Code | Chart | Picture
