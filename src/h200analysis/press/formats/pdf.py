"""The edition as one PDF, accessible and archivable."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from h200analysis.press.document import Document
    from h200analysis.press.reading import Reading


class PDFFormat:
    """A sheet of A4 set by Typst, with the notebook and its data attached."""

    name = "PDF"
    file = "briefing.pdf"
    splits_words = True

    def write(self, read: "Reading") -> bytes:
        """Return the PDF, dated by the day that the briefing speaks of."""
        from h200analysis.press.pdf import sheet

        return sheet(read.document, read.texts)

    def reasons(self, content: bytes, document: "Document") -> Iterator[str]:
        """Yield what is missing of title, language, tags, pictures and fonts."""
        from h200analysis.press.gate import paper

        return paper.reasons(content, document.pictures)

    def words(self, content: bytes) -> str:
        """Return the text of the pages, then the spoken texts."""
        from h200analysis.press.gate import paper

        return paper.words(content)


PDF = PDFFormat()
