"""Computing a belief in order to keep it: what the press runs in a kernel of its own."""

from pathlib import Path

from h200analysis.cases.case import Case
from h200analysis.errors import ArgumentError
from h200analysis.futures import kept
from h200analysis.futures.belief import believe
from h200analysis.futures.weeks import LAST_DAY


def computed(folder: Path, case: Case, seed: int, draws: int) -> Path:
    """Compute the belief of a case and keep it in a folder; return its file.

    The case has to be new, so that what it notes is what the belief alone makes it note. Raises
    `ArgumentError` for a case that was used or has no key.
    """
    name = kept.key(case, seed, draws)
    if name is None or case.noted:
        raise ArgumentError(f"case is {case!r}; expected a new one, and only numbers set by hand.")
    belief = believe(case, seed, draws)
    belief.filtered.any_by(LAST_DAY)  # both remember what lies ahead
    belief.chips_by(LAST_DAY)
    kept.keep(folder, name, belief)
    return folder / name
