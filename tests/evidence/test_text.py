"""What a text of the ledger may hold: every character but controls."""

import sys
from unicodedata import category

from h200analysis.evidence.record import _CONTROL


def test_refused_are_just_controls_separators_and_halves() -> None:
    """Over all of Unicode, what is refused is what has no place on a line, and nothing else."""
    refused = {code for code in range(sys.maxunicode + 1) if _CONTROL.search(chr(code))}
    meant = {
        code
        for code in range(sys.maxunicode + 1)
        if category(chr(code)) in {"Cc", "Cs", "Zl", "Zp"}
    }

    assert meant == refused
