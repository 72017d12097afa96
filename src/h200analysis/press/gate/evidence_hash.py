"""The hash of the evidence that a page prints: it is that of the evidence in its manifest."""

import re
from collections.abc import Iterable, Iterator

from h200analysis.evidence import Ledger
from h200analysis.press.gate.shown import Shown

_PRINTED = re.compile(r"evidence hash of that day is\s+([0-9a-f]{16})")


def reasons(shown: Iterable[Shown], ledger: Ledger) -> Iterator[str]:
    """Yield where cells read other evidence than the edition is said to rest on."""
    own = ledger.fingerprint()[:16]
    for output in shown:
        for printed in _PRINTED.findall(output.words):
            if printed != own:
                yield (
                    f"cell {output.cell}: it prints the evidence hash {printed}, and the manifest "
                    f"has {own}; the evidence was changed while this was made: build it again."
                )
