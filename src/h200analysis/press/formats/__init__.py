"""The formats of an edition. A new one is one more object here: written, judged and listed."""

from h200analysis.press.formats.docx import DOCX
from h200analysis.press.formats.format import Format, Inspection
from h200analysis.press.formats.html import HTML
from h200analysis.press.formats.pdf import PDF

FORMATS: tuple[Format, ...] = (HTML, PDF)
"""What every edition carries; a Word document is made when it is asked for."""

__all__ = ["DOCX", "FORMATS", "HTML", "PDF", "Format", "Inspection"]
