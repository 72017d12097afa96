"""The edition as one HTML page that loads nothing."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from h200analysis.press.formats.format import Inspection

if TYPE_CHECKING:
    from h200analysis.press.document import Document
    from h200analysis.press.reading import Reading


class HTMLFormat:
    """One page for a browser: charts alive, code folded away."""

    name = "HTML"
    file = "briefing.html"
    splits_words = False

    def write(self, read: "Reading") -> bytes:
        """Return the page."""
        from h200analysis.press.html import page

        return page(read.document, read.texts).encode()

    def shows(self, figure: Mapping[str, Any]) -> bool:  # noqa: ARG002 - any figure
        """Show every figure."""
        return True

    def inspect(self, content: bytes, document: "Document") -> Inspection:
        """Return its words, whom it shuts out, what it loads, and which pictures are missing."""
        from h200analysis.press.gate import page

        return page.inspect(content, document.pictures)


HTML = HTMLFormat()
