"""The pictures of a document: each with a name of its own, those beside the notebook among them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from h200analysis.exhibits.characters import printable
from h200analysis.press import images
from h200analysis.press.pieces import Picture

MIMETYPES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp")
"""The types of picture that page and sheet can show, the wanted one first."""

_MOST_BYTES = 50_000_000  # of a file beside the notebook
_UNFIT_FOR_NAMES = re.compile(r"[^a-z0-9]+")
_SHOWN = re.compile(
    r"!\[[^\]]*\]\(\s*<?([^)\s>]+)"  # ![words](address)
    r"|\bsrc\s*=\s*[\"']?([^\"'\s>]+)"
    r"|^ {0,3}\[[^\]\n]+\]:\s*<?([^\s>]+)",  # [name]: address
    re.MULTILINE | re.IGNORECASE,
)
_DATA_ADDRESS = re.compile(r"data:image/[\w.+-]+(?:;[\w.=-]+)*,[^\s\"'()<>\\]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gallery:
    """Takes in pictures and names them; `folder` is where the notebook lies, if that is known."""

    folder: Path | None = None
    names: set[str] = field(default_factory=set)

    def name(self, wanted: str) -> str:
        """Return a name fit for identifiers and files, not given before in this document."""
        plain = _UNFIT_FOR_NAMES.sub("-", wanted.lower()).strip("-") or "chart"
        name, count = plain, 1
        while name in self.names:
            count += 1
            name = f"{plain}-{count}"
        self.names.add(name)
        return name

    def hold(
        self, cell: int, content: bytes, alt: str, size: Mapping[str, Any] | None = None
    ) -> Picture:
        """Return a picture of these bytes, in pixels as `width` and `height` of its size say.

        Raises ImageError for bytes that are none.
        """
        image = images.read(content)
        name = f"{self.name('picture')}.{image.ending}"
        width, height = (_pixels((size or {}).get(side)) for side in ("width", "height"))
        return Picture(cell, name, image.mimetype, image.content, printable(alt), width, height)

    def of_bundle(
        self, cell: int, kind: str, data: Mapping[str, Any], alt: str, told: Mapping[str, Any]
    ) -> Picture:
        """Return the picture of one type in an output or attachment; ImageError if it is none."""
        content = data[kind]
        text = "".join(content) if isinstance(content, list) else str(content)
        is_svg = kind == "image/svg+xml" and "<" in text  # attached ones are base64
        return self.hold(cell, text.encode() if is_svg else images.decoded(text), alt, told)

    def found(self, cell: int, source: str) -> tuple[str, dict[str, Picture]]:
        """Return a text whose data addresses are short names, and the pictures that it shows.

        An address of data that are no picture stays one under which nothing is found, only short.
        """
        pictures: dict[str, Picture] = {}

        def short(match: re.Match[str]) -> str:
            try:
                picture = self.hold(cell, _of_address(match[0]), "")
            except images.ImageError:
                return "data:broken"
            pictures[f"picture:{picture.name}"] = picture
            return f"picture:{picture.name}"

        text = _DATA_ADDRESS.sub(short, source)
        for match in _SHOWN.finditer(text) if self.folder else ():
            address = match[1] or match[2] or match[3]
            if address not in pictures and (picture := self._beside(cell, address)):
                pictures[address] = picture
        return text, pictures

    def _beside(self, cell: int, address: str) -> Picture | None:
        """Return the picture in a file at or below the notebook's folder, if one is there.

        Neither `..` nor a symbolic link leads out of that folder.
        """
        path = self._inside(unquote(address))
        if path is None or path.stat().st_size > _MOST_BYTES:
            return None
        try:
            return self.hold(cell, path.read_bytes(), "")
        except (images.ImageError, OSError):
            return None

    def _inside(self, address: str) -> Path | None:
        if self.folder is None or not address or ":" in address or address.startswith(("/", "\\")):
            return None
        try:
            folder = self.folder.resolve(strict=True)
            path = (folder / address).resolve(strict=True)
        except (OSError, ValueError, RuntimeError):
            return None
        return path if path.is_relative_to(folder) and path.is_file() else None


def _of_address(address: str) -> bytes:
    head, _, body = address.partition(",")
    return images.decoded(body) if head.endswith(";base64") else unquote_to_bytes(body)


def _pixels(value: object) -> int | None:
    """Return a width or height in pixels; nothing for what is none, as 50% or 0."""
    match = re.fullmatch(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*", str(value))
    return int(match[1]) or None if match else None
