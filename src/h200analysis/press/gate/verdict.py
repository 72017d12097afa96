"""What stands before the gate, and what the gate says of it."""

import io
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from nbformat import NotebookNode
from pypdf import PdfReader

from h200analysis.errors import H200Error
from h200analysis.evidence import Ledger
from h200analysis.press.figures import cited
from h200analysis.press.gate import figures, outputs, page, paper, text
from h200analysis.press.timing import timed


class GateError(H200Error, RuntimeError):
    """An edition that is unsound; `reasons` holds every one."""

    def __init__(self, briefing: str, reasons: list[str]) -> None:
        self.reasons = tuple(reasons)
        listed = "\n".join(f"- {reason}" for reason in reasons)
        super().__init__(f"{briefing} was not published:\n{listed}")


@dataclass(frozen=True, slots=True)
class Work:
    """A finished edition before it is published, with the day's view of the evidence."""

    html: str
    pdf: bytes
    figures: list[dict[str, Any]]
    faults: tuple[str, ...]
    ledger: Ledger
    notebook: NotebookNode


@timed("gate")
def reasons(work: Work) -> list[str]:
    """Return every reason why the edition must not be published, each a sentence, each once."""
    soup = BeautifulSoup(work.html, "html.parser")
    reader = PdfReader(io.BytesIO(work.pdf))
    quoted = text.quotable(work.ledger)
    pictures = len(soup.select("figure.chart, figure.image"))
    found = [
        *work.faults,
        *outputs.reasons(work.notebook, quoted),
        *(f"HTML: {reason}" for reason in page.reasons(soup, quoted)),
        *(f"PDF: {reason}" for reason in paper.reasons(reader, pictures, quoted)),
        *figures.reasons(work.figures, work.ledger),
        *figures.unknown(cited(work.notebook), work.ledger),
        *figures.unseen(work.figures, page.words(soup), paper.words(reader)),
    ]
    return list(dict.fromkeys(found))


def refuse(briefing: str, reasons: list[str]) -> None:
    """Raise if there is a reason to."""
    if reasons:
        raise GateError(briefing, reasons)
