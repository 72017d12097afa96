"""The edition as a Word document, for those who edit and quote; made when it is asked for."""

import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from h200analysis.press.formats.format import Inspection

if TYPE_CHECKING:
    from h200analysis.press.document import Document
    from h200analysis.press.reading import Reading


class DocxFormat:
    """A document of Word's own headings, tables, notes and equations, charts as pictures.

    It is no part of an edition, since it says what the PDF says: `h200 export docx` makes it from
    the notebook of any edition.
    """

    name = "Word"
    file = "briefing.docx"
    splits_words = False

    def write(self, read: "Reading") -> bytes:
        """Return the document, dated by the day on which the edition was made.

        Raises MarkupError if pandoc fails.
        """
        from h200analysis.press import docx

        return docx.document(read)

    def shows(self, figure: Mapping[str, Any]) -> bool:
        """Show every figure but those beside sliders, which nobody moves in Word."""
        return not figure.get("on_sliders")

    def inspect(self, content: bytes, document: "Document") -> Inspection:
        """Return its words, and whether a picture is missing."""
        from h200analysis.press import docx

        shown = sum(
            name.startswith("word/media/") for name in ZipFile(io.BytesIO(content)).namelist()
        )
        return Inspection(docx.words(content), tuple(_missing(shown, document.still_pictures)))


def _missing(shown: int, wanted: int) -> Iterator[str]:
    if shown < wanted:
        yield f"it shows {shown} of {wanted} charts and pictures."


DOCX = DocxFormat()
