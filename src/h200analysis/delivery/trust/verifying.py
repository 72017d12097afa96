"""Verifying: what is named is looked at for what it is, a PDF, an edition, an archive or data."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from h200analysis.counting import counted
from h200analysis.delivery import stamp
from h200analysis.delivery.trust import fetching, folder, pdf, signature, standing
from h200analysis.delivery.trust.checks import Check, differs, noted, sound, unknown
from h200analysis.delivery.trust.standing import Shelf
from h200analysis.errors import H200Error
from h200analysis.inquiry import register
from h200analysis.press import committed, manifest
from h200analysis.press.attachments import FIGURES
from h200analysis.press.formats import PDF
from h200analysis.press.withdrawals import Withdrawal

_WEB = "://"


class VerifyError(H200Error, ValueError):
    """Something that is neither a PDF nor a folder that could be verified."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How to verify: at which hour, trusting whom, beside which editions, made again or not."""

    at: datetime
    trust: Path | None = None
    out: Path | None = None
    rebuild: bool = False


def checks(subject: str, asked: Asked) -> Iterator[Check]:
    """Yield every check of a file, a folder or an address that begins with https://.

    Raises `VerifyError` or `FetchError`, sentences both, where there is nothing to check.
    """
    path = Path(subject)
    if _WEB in subject:
        yield from _file(fetching.fetched(subject), asked)
    elif path.is_file():
        yield from _file(path.read_bytes(), asked)
        yield from _noted_beside(path)
    elif path.is_dir():
        yield from _folder(path.absolute(), asked)
    else:
        raise VerifyError(
            f"{subject}: there is no such file or folder; expected the PDF or the folder of an "
            "edition, a folder of editions, the folder of data, or an address on the web."
        )


def _file(content: bytes, asked: Asked) -> Iterator[Check]:
    """Yield the checks of a PDF, which need nothing but the file, and those that need more."""
    yield from pdf.checks(content)
    yield from signature.checks(content, asked.trust, asked.at)
    told = pdf.record(content)
    if told and asked.out is not None and asked.out.is_dir():
        yield from standing.shelf(asked.out).against(told, content)
    if asked.rebuild:
        from h200analysis.delivery.trust import rebuilding

        yield from rebuilding.checks(rebuilding.Original(told, pdf.figures_of(content), content))


def _noted_beside(path: Path) -> Iterator[Check]:
    """Yield that a file is of a withdrawn edition, where it stands in the library's folder."""
    try:
        told = json.loads((path.parent / stamp.NOTE).read_bytes())
        yield noted(f"The library beside it says: {stamp.words(Withdrawal(**told))}")
    except (OSError, ValueError, TypeError):
        return  # no note of ours


def _folder(path: Path, asked: Asked) -> Iterator[Check]:
    if (path / manifest.NAME).exists():
        yield from _edition(path, asked)
    elif (path / register.NAME).exists():
        yield from _register(path / register.NAME)
    elif (shelf := standing.shelf(path)).editions or shelf.removed:
        yield from folder.of_archive(shelf)
    else:
        raise VerifyError(
            f"{path}: found no edition in it, expected the folder of an edition with its "
            f"{manifest.NAME}, a folder of editions, or the folder of data."
        )


def _edition(path: Path, asked: Asked) -> Iterator[Check]:
    yield from folder.checks(path)
    if asked.trust is not None:
        yield unknown("--trust was not used: editions are signed when they are sent; verify that "
                      "file.")  # fmt: skip
    place = path.absolute()
    if len(place.parents) > 2:  # day, name and number, in a folder of editions
        yield from _standing(standing.shelf(place.parents[2]), path)
    if asked.rebuild:
        from h200analysis.delivery.trust import rebuilding

        told = manifest.read(path)
        printed = json.loads((path / FIGURES).read_bytes())
        content = (path / PDF.file).read_bytes()
        yield from rebuilding.checks(rebuilding.Original(told, printed, content))


def _standing(shelf: Shelf, path: Path) -> Iterator[Check]:
    for each in shelf.editions:
        if each.folder == path:
            yield from folder.placed(each)
            yield from shelf.standing(each.address)


def _register(path: Path) -> Iterator[Check]:
    """Yield whether each locked forecast is as it was locked, and whether any was taken out."""
    try:
        entries = register.read(path)
    except H200Error as error:
        yield differs(str(error))
        return
    yield sound(f"It holds {counted(len(entries), 'locked forecast')}, none changed since.")
    yield from _as_committed(path)


def _as_committed(path: Path) -> Iterator[Check]:
    kept = committed.is_kept(path)
    if kept is None:
        yield unknown(
            f"{path.name} is under no version control here, which alone could say whether the "
            "last forecasts were taken out."
        )
    else:
        yield sound("It begins with all that is committed.") if kept else differs(committed.ALTERED)
