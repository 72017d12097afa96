"""All that making an edition loads on its way, for a process that others are forked from."""

from h200analysis.kernels import zygotes
from h200analysis.press import (
    beliefs,
    cited_claims,
    edition,
    figures,
    figures_csv,
    formats,
    gate,
    keys,
    making,
    manifest,
    reading,
    readying,
    run,
)
from h200analysis.press.gate import shown

__all__ = [
    "beliefs",
    "cited_claims",
    "edition",
    "figures",
    "figures_csv",
    "formats",
    "gate",
    "keys",
    "making",
    "manifest",
    "reading",
    "readying",
    "run",
    "shown",
    "zygotes",
]
