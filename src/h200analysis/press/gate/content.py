"""What an edition says, against its ledger, itself and the day's other editions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from h200analysis.evidence import Ledger
from h200analysis.press.gate import (
    agreement,
    deliveries,
    evidence_hash,
    floors,
    in_force,
    precision,
    settled,
    signs,
    sums,
    tenses,
    typed,
    unsourced,
)
from h200analysis.press.gate.shown import outputs


@dataclass(frozen=True, slots=True)
class Content:
    """An executed notebook, its ledger, and the figures of the day's other editions by name."""

    notebook: NotebookNode = field(repr=False)
    ledger: Ledger
    beside: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict, repr=False)


def reasons(content: Content) -> Iterator[str]:
    """Yield every contradiction, each as a sentence that names the cell and the figure or words."""
    shown, ledger = outputs(content.notebook, content.ledger), content.ledger
    yield from settled.reasons(shown, ledger)
    yield from tenses.reasons(shown, ledger)
    yield from deliveries.reasons(shown, ledger)
    yield from floors.reasons(shown)
    yield from sums.reasons(shown)
    yield from precision.reasons(shown)
    yield from agreement.reasons(shown, content.beside)
    yield from in_force.reasons(shown, ledger)
    yield from evidence_hash.reasons(shown, ledger)
    yield from typed.reasons(shown, ledger)
    yield from unsourced.reasons(content.notebook)
    yield from signs.reasons(shown)
