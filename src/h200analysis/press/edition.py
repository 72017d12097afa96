"""What an edition says of itself: its footer, how it was made, how to cite it, its files.

Its record tells programs the same: it travels in the notebook, and in the PDF as `edition.json`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from h200analysis.exhibits import ranges
from h200analysis.exhibits.marks import day
from h200analysis.press.label import Label

_HASH = 16  # characters of the key that a citation bears
RECORD = "record"
_FILES = {
    "briefing.pdf": "PDF",
    "figures.csv": "Figures (CSV)",
    "figures.json": "Figures (JSON)",
    "claims.json": "Claims (JSON)",
    "briefing.ipynb": "Notebook",
}


def about(briefing: str, values: Mapping[str, Any], label: Label) -> dict[str, Any]:
    """Return what is to stand in the metadata of an executed notebook, for page and paper."""
    title, when = _title(briefing), day(date.fromisoformat(values["as_of"]))
    return {
        "as_of": values["as_of"],
        "made": str(label.made),
        "edition": f"edition {label.number}",
        "footer": f"h200analysis · {title} · {when} · {label} · {ranges.WORDING.meaning}",
        "making": f"{values['draws']:,} draws from seed {values['seed']} "
        f"by h200analysis {label.revision}",
        "history": label.replaced,
        "citation": citation(briefing, values["as_of"], label),
        "files": [list(each) for each in _FILES.items()],  # in this order, as JSON keeps it
        "language": "en",
        RECORD: record(briefing, values, label),
    }


def record(briefing: str, values: Mapping[str, Any], label: Label) -> dict[str, Any]:
    """Return what an edition says of itself to programs; its manifest says all of it too."""
    return {"briefing": briefing, "parameters": dict(values), **label.told()}


def citation(briefing: str, as_of: str, label: Label) -> str:
    """Return how to cite an edition, as it is printed."""
    when = day(date.fromisoformat(as_of))
    return f"h200analysis, {_title(briefing)}, {when}, {label}, hash {label.key[:_HASH]}"


def _title(briefing: str) -> str:
    return briefing.replace("_", " ").capitalize()
