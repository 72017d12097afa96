"""The edition as one PDF, accessible and archivable."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from h200analysis.press.document import Document
    from h200analysis.press.reading import Reading


class PDFFormat:
    """A sheet of A4 set by Typst, with the notebook and its data attached."""

    name = "PDF"
    file = "briefing.pdf"
    splits_words = True

    def write(self, read: "Reading") -> bytes:
        """Return the PDF, dated by the day on which the edition was made."""
        from h200analysis.press.pdf import sheet

        return sheet(read.document, read.texts)

    def shows(self, figure: Mapping[str, Any]) -> bool:
        """Show every figure but those beside sliders, which nobody moves on paper."""
        return not figure.get("on_sliders")

    def reasons(self, content: bytes, document: "Document") -> Iterator[str]:
        """Yield what is missing of title, language, tags, pictures and fonts."""
        from h200analysis.press.gate import paper

        return paper.reasons(content, document.still_pictures)

    def words(self, content: bytes) -> str:
        """Return the text of the pages, then the spoken texts."""
        from h200analysis.press.gate import paper

        return paper.words(content)


PDF = PDFFormat()
