"""What a signature added to an edition: itself, and no page, word or file besides."""

import io
from collections.abc import Collection
from typing import Any

import pikepdf

_OF_THE_FILE = {"/AcroForm", "/Extensions", "/Version"}
_OF_THE_PAGE = {"/Annots"}


def is_only_signed(edition: bytes, signed: bytes) -> bool:
    """Whether a file is an edition behind which nothing but the field of a signature was added.

    Each object of the edition is to be found in it unaltered; the first page and the root of the
    file may bear the field.
    """
    if not signed.startswith(edition):
        return False
    try:
        with pikepdf.open(io.BytesIO(edition)) as before, pikepdf.open(io.BytesIO(signed)) as after:
            return _is_grown(before, after)
    except (pikepdf.PdfError, ValueError):
        return False


def _is_grown(before: pikepdf.Pdf, after: pikepdf.Pdf) -> bool:
    if _skeleton(before) != _skeleton(after):  # another root or other pages may have come in
        return False
    root, page = before.Root, before.pages[0].obj
    grown = {root.objgen: _OF_THE_FILE, page.objgen: _OF_THE_PAGE}
    for place, one in enumerate(before.objects, start=1):
        other = after.get_object(place, 0)
        if not _is_same(one, other, grown.get(one.objgen, ())):
            return False
    noted, now = (_annotations(each) for each in (page, after.pages[0].obj))
    if now[: len(noted)] != noted or len(now) > len(noted) + 1:
        return False
    return all(
        _is_field(each) for each in list(after.pages[0].obj.get("/Annots", []))[len(noted) :]
    )


def _skeleton(held: pikepdf.Pdf) -> list[tuple[int, int]]:
    """Return which objects are the root of a file and its pages, in order."""
    return [held.Root.objgen, *(page.obj.objgen for page in held.pages)]


def _is_field(note: Any) -> bool:
    """Whether what stands on a page is the field of a signature, and no stamp or text."""
    return (note.get("/Subtype"), note.get("/FT")) == ("/Widget", "/Sig")


def _annotations(page: pikepdf.Object) -> list[bytes]:
    """Return what stands on a page beside its content, each by what it refers to."""
    held: Any = page.get("/Annots", [])
    return [_text(each) for each in held]


def _is_same(one: Any, other: Any, but: Collection[str]) -> bool:
    """Whether two objects say the same, `but` for some keys."""
    if type(one) is not type(other):
        return False
    if isinstance(one, pikepdf.Stream) and one.read_raw_bytes() != other.read_raw_bytes():
        return False
    if but:
        return all(_text(one.get(key)) == _text(other.get(key)) for key in {*one, *other} - {*but})
    return _text(one, resolved=True) == _text(other, resolved=True)


def _text(held: Any, *, resolved: bool = False) -> bytes:
    """Return an object as a PDF has it; what it refers to stands as a number if not `resolved`."""
    if isinstance(held, pikepdf.Stream):
        held = held.stream_dict
    if isinstance(held, pikepdf.Object):
        return held.unparse(resolved=resolved)
    return repr(held).encode()
