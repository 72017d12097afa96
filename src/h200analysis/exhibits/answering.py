"""Whether a chart answers its reader: only such a chart needs a script in the page."""

from typing import Any


def answers(part: Any) -> bool:
    """Return whether anywhere outside its data a specification has parameters or tooltips."""
    if isinstance(part, list):
        return any(map(answers, part))
    if not isinstance(part, dict):
        return False
    own = {key: inner for key, inner in part.items() if key not in {"data", "datasets", "usermeta"}}
    return bool(own.get("params") or own.get("tooltip")) or any(map(answers, own.values()))
