"""The gate reads every word of the evidence, and rests on those alone that a page shows."""

from h200analysis import evidence
from h200analysis.evidence.reads import Reads
from h200analysis.press.gate import text, words

DAY = "2026-05-20"


def test_texts_that_a_page_shows_are_noted() -> None:
    """A qualifier that stands in the text is left out of its words, and noted; no other is."""
    reads = Reads()
    ledger = reads.noted(evidence.read(DAY))
    shown = evidence.read(DAY).claim("stock_newsbytes").qualifier

    assert "Stock: ." == words.Own(ledger).words(f"Stock: {shown}.")
    [used] = reads.used().values()
    [[claim, [field]]] = ((name, [*fields]) for name, fields in used["records"].items())
    assert shown == getattr(ledger.claims[claim.partition(".")[2]], field)
    assert {} == used["names"]


def test_what_may_be_quoted_is_one_answer() -> None:
    """A text that holds nothing the gate would refuse may change and come."""
    reads = Reads()

    text.quotable(reads.noted(evidence.read(DAY)))

    [used] = reads.used().values()
    assert ({}, {}) == (used["records"], used["names"])
    assert ["h200analysis.press.gate.text:quotable"] == [*used["answers"]]
