"""The formats of an edition. A new one is one more object here: written, judged and listed."""

from h200analysis.press.formats.format import Format, Inspection
from h200analysis.press.formats.html import HTML
from h200analysis.press.formats.pdf import PDF

FORMATS: tuple[Format, ...] = (HTML, PDF)

__all__ = ["FORMATS", "HTML", "PDF", "Format", "Inspection"]
