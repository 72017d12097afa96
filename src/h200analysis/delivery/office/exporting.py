"""An edition as one file for Word or for a spreadsheet, from what stands in its folder."""

from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from h200analysis.delivery import archive
from h200analysis.delivery.archive import Edition
from h200analysis.errors import H200Error
from h200analysis.press import manifest
from h200analysis.press.making import NOTEBOOK

if TYPE_CHECKING:
    from h200analysis.delivery.office.headline import Draws


class ExportError(H200Error, ValueError):
    """An edition that cannot be exported: which, what was found, and what to do."""


def found(out: Path, named: str) -> Edition:
    """Return an edition by its address, or by the folder that `h200 build` prints.

    Raises `ArchiveError` where there is none, `ExportError` where its files are not as they were
    made.
    """
    folder = Path(named).absolute()
    if (folder / manifest.NAME).is_file():
        out, named = folder.parents[2], "/".join(folder.parts[-3:])
    edition = archive.edition(out, named)
    if not edition.is_intact:
        raise ExportError(
            f"{edition.folder}: its files are not those of its manifest; restore it from a backup, "
            "or build it again."
        )
    return edition


def docx(edition: Edition) -> bytes:
    """Return the edition for Word, read from its notebook: the same bytes each time."""
    from h200analysis.press import reading
    from h200analysis.press.formats import DOCX

    notebook = nbformat.read(edition.folder / NOTEBOOK, as_version=4)
    return DOCX.write(reading.read(notebook, edition.briefing))


def xlsx(edition: Edition, draws: "Draws | None" = None) -> bytes:
    """Return figures and claims of the edition as a workbook, and the draws of its headline."""
    from h200analysis.delivery.office import workbook

    return workbook.written(edition, draws)


def file_name(edition: Edition, form: str) -> str:
    """Return what the file is called: "supply_gap-2026-01-15-1.docx"."""
    return f"{edition.name}-{edition.day}-{edition.number}.{form}"
