"""The stamp of a withdrawn edition: the same PDF, with when and why it was withdrawn on each page.

The bytes of the edition itself are kept; this is a copy for readers. The same edition and the same
withdrawal give the same bytes, so that a stamped copy can be told from an altered one.
"""

import io
import json
from datetime import date

from h200analysis.exhibits.marks import day
from h200analysis.press.withdrawals import Withdrawal

NOTE = "withdrawn.json"
"""The file in the library's folder of an edition that says when and why it was withdrawn."""
_SHEET = """
#set document(title: "Withdrawn")
#set page(width: 210mm, height: auto, margin: (x: 25mm, y: 2.5mm), fill: rgb("#a33a00"))
#set text(font: "Source Sans Pro", size: 9pt, weight: "semibold", fill: white)
#pdf.artifact(kind: "page", json("told.json"))
"""
_HIGHEST = 36.0  # points: what stands at the head of a page begins below


def words(withdrawal: Withdrawal) -> str:
    """Return what is said of a withdrawn edition wherever it is shown."""
    why = withdrawal.why.strip().rstrip(".")
    return f"Withdrawn on {day(date.fromisoformat(withdrawal.on))}: {why}. Do not rely on it."


def stamped(content: bytes, withdrawal: Withdrawal) -> bytes:
    """Return a PDF with a band across the head of each page that says that it is withdrawn.

    Raises `pikepdf.PdfError` where it is no PDF.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf, pikepdf.open(_band(words(withdrawal))) as band:
        height = min(float(band.pages[0].mediabox[3]), _HIGHEST)
        form = pdf.copy_foreign(band.pages[0].as_form_xobject())
        for page in pdf.pages:  # as page.add_overlay does it, which calls the form by a random name
            left, _, right, top = map(float, page.mediabox)
            name = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name.Withdrawn)
            head = pikepdf.Rectangle(left, top - height, right, top)
            page.contents_add(b"q", prepend=True)
            page.contents_add(b"Q " + page.calc_form_xobject_placement(form, name, head))
        made = io.BytesIO()
        pdf.save(made, deterministic_id=True)
    return made.getvalue()


def _band(told: str) -> io.BytesIO:
    """Return the band as a PDF of one page; its words are data, so that no mark-up works in it."""
    from h200analysis.exhibits import typesetting
    from h200analysis.exhibits.characters import on_paper

    sources = {"main.typ": _SHEET.encode(), "told.json": json.dumps(told).encode()}
    return io.BytesIO(typesetting.pdf(sources, east_asian=on_paper(told).is_east_asian))
