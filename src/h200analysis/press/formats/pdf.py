"""The edition as one PDF, accessible and archivable."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from h200analysis.press.formats.format import Inspection

if TYPE_CHECKING:
    from h200analysis.press.document import Document
    from h200analysis.press.reading import Reading


class PDFFormat:
    """A sheet of A4 set by Typst, with the notebook and its data attached."""

    name = "PDF"
    file = "briefing.pdf"
    splits_words = True

    def write(self, read: "Reading") -> bytes:
        """Return the PDF, dated by the day on which the edition was made.

        Raises SheetError where a cell cannot be set, as one with a broken equation.
        """
        from h200analysis.press import pdf

        made = pdf.sheet(read.document, read.texts)
        if made.faults:
            raise pdf.SheetError("\n".join(made.faults))
        return made.content

    def shows(self, figure: Mapping[str, Any]) -> bool:
        """Show every figure but those beside sliders, which nobody moves on paper."""
        return not figure.get("on_sliders")

    def inspect(self, content: bytes, document: "Document") -> Inspection:
        """Return its words, and what is missing of title, language, tags, pictures and fonts."""
        from h200analysis.press.gate import paper

        return paper.inspect(content, document.still_pictures)


PDF = PDFFormat()
