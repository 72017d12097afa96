"""Pictures as notebooks hold them: their type told by their bytes, an SVG completed for print."""

import base64
import binascii
import re
import struct
from typing import NamedTuple
from xml.parsers import expat

from h200analysis.errors import H200Error

_MOST_PIXELS = 100_000_000
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif"}
_ENDS = {"gif": b";", "jpg": b"\xff\xd9"}
_MIMETYPES = {
    "png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "svg": "image/svg+xml",
}  # fmt: skip
_ROOT = re.compile(r"<svg\b[^>]*>", re.IGNORECASE)
_SIZED = re.compile(r"\s(?:viewBox|width|height)\s*=\s*[\"'][^\"'%]+[\"']")
_NO_SIZE = re.compile(r"\s(?:width|height|viewBox)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_BROWSERS_SIZE = ' width="300" height="150"'
_NAMESPACES = {"xmlns": "http://www.w3.org/2000/svg", "xmlns:xlink": "http://www.w3.org/1999/xlink"}
_FAR = re.compile(
    r"<(?:image|use|feImage)\b[^>]*?href\s*=\s*[\"']\s*(?!data:|#)[^>]*>", re.IGNORECASE
)


class ImageError(H200Error, ValueError):
    """Bytes that are no picture; the message says in half a sentence what was found."""


class Image(NamedTuple):
    """A picture's bytes, its mimetype, and the ending of the names of such files."""

    content: bytes
    mimetype: str
    ending: str


def decoded(text: str) -> bytes:
    """Return the bytes that base64 stands for, or raise `ImageError`."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise ImageError("base64 expected, but the text is none") from None


def read(content: bytes) -> Image:
    """Return a picture by what its bytes say it is, or raise `ImageError`."""
    ending = _ending(content)
    if ending == "svg":
        content = _whole(content)
    elif ending == "png":
        _check_png(content)
    elif not content.rstrip(b"\0").endswith(_ENDS.get(ending, b"")):
        raise ImageError(f"it is a {ending.upper()} that breaks off")
    return Image(content, _MIMETYPES[ending], ending)


def _ending(content: bytes) -> str:
    for signature, ending in _SIGNATURES.items():
        if content.startswith(signature):
            return ending
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if b"<svg" in content[:4000].lower():
        return "svg"
    raise ImageError("its bytes are those of no picture" if content else "it is empty")


def _check_png(content: bytes) -> None:
    """Refuse a PNG that breaks off, or that would take gigabytes to show."""
    place, kinds = 8, []
    while place + 12 <= len(content):
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        kinds.append(kind)
        place += 12 + length
    if place != len(content) or kinds[:1] != [b"IHDR"] or b"IEND" not in kinds:
        raise ImageError("it is a damaged PNG")
    width, height = struct.unpack(">II", content[16:24])
    if width * height > _MOST_PIXELS:
        raise ImageError(f"it is {width:,} by {height:,} pixels, and {_MOST_PIXELS:,} are the most")


def _whole(content: bytes) -> bytes:
    """Return an SVG with the namespaces and the size that a page gives it, nothing from afar."""
    text = content.decode("utf-8", "replace")
    root = _ROOT.search(text)
    if root is None or "<!ENTITY" in text:
        raise ImageError("it is an SVG without a root, or with entities of its own")
    missing = "".join(
        f' {name}="{address}"'
        for name, address in _NAMESPACES.items()
        if f"{name}=" not in root[0] and (name == "xmlns" or "xlink:" in text)
    )
    size = "" if _SIZED.search(root[0]) else _BROWSERS_SIZE
    tag = root[0].removesuffix(">").removesuffix("/")
    if size:
        tag = _NO_SIZE.sub("", tag)
    closing = "/>" if root[0].endswith("/>") else ">"
    whole = _FAR.sub("", f"{text[: root.start()]}{tag}{missing}{size}{closing}{text[root.end() :]}")
    try:
        expat.ParserCreate().Parse(whole.encode(), True)
    except expat.ExpatError as error:
        raise ImageError(f"it is an SVG that cannot be read ({error})") from None
    return whole.encode()
