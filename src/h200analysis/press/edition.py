"""What an edition says of itself: its footer, how it was made, how to cite it, its files."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from h200analysis.exhibits import ranges
from h200analysis.exhibits.marks import day
from h200analysis.press.label import Label

_HASH = 16  # characters of the key that a citation bears
_FILES = {
    "briefing.pdf": "PDF",
    "figures.csv": "Figures (CSV)",
    "figures.json": "Figures (JSON)",
    "briefing.ipynb": "Notebook",
}


def about(briefing: str, values: Mapping[str, Any], label: Label) -> dict[str, Any]:
    """Return what is to stand in the metadata of an executed notebook, for page and paper."""
    title = briefing.replace("_", " ").capitalize()
    when = day(date.fromisoformat(values["as_of"]))
    return {
        "as_of": values["as_of"],
        "made": str(label.made),
        "edition": f"edition {label.number}",
        "footer": f"{title} · {when} · {label} · {ranges.WORDING.meaning} · "
        f"h200analysis {label.revision}",
        "making": f"{values['draws']:,} draws from seed {values['seed']}",
        "history": label.replaced,
        "citation": f"h200analysis, {title}, {when}, {label}, hash {label.key[:_HASH]}",
        "files": [list(each) for each in _FILES.items()],  # in this order, as JSON keeps it
        "language": "en",
    }
