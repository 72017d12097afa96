"""All that making an edition loads on its way, for a process that others are forked from."""

from h200analysis.press import (  # noqa: F401
    beliefs,
    cited_claims,
    edition,
    figures,
    figures_csv,
    formats,
    keys,
    manifest,
    ordering,
    reading,
)
from h200analysis.press.gate import shown, verdict  # noqa: F401
