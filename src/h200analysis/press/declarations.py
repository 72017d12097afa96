"""The parameters that a sound notebook declares; each text of a notebook is judged once.

What judges it, nbformat and IPython, takes a fifth of a second to load. So the parameters cell of
what was found sound is kept, by the hash of the notebook.
"""

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from h200analysis.press import annotations, parameters, reassignment
from h200analysis.press.catalogue import read_notebook
from h200analysis.press.found_before import FoundBefore
from h200analysis.press.parameters import Parameter

_STANDARD = ("as_of", "scenario", "draws", "seed", "set_by_hand")
_JUDGES = (
    __file__,
    annotations.__file__,
    str(Path(__file__).with_name("catalogue.py")),
    parameters.__file__,
    reassignment.__file__,
)
_MOST = 256  # notebooks; the one found first is forgotten first


@lru_cache(maxsize=64)
def of(notebook: Path, briefing: str, told_as: str) -> dict[str, Parameter]:
    """Return the parameters of a notebook that nothing changes, by name; refuse an unsound one.

    `briefing` is what an error calls it, or `told_as` where it is no notebook at all.
    """
    before = FoundBefore("notebooks", _JUDGES, map(version, ("nbformat", "ipython")))
    sound, name = _cells(before), hashlib.sha256(notebook.read_bytes()).hexdigest()
    if name in sound:
        return parameters.of_cell(sound[name], briefing)
    source = read_notebook(notebook, told_as)
    cell = parameters.cell(source, briefing)
    declared = parameters.of_cell(cell, briefing)
    parameters.standard(declared, _STANDARD, briefing)
    reassignment.refuse(source, declared, briefing)
    before.write(dict([*sound.items(), (name, cell)][-_MOST:]))
    return declared


def _cells(before: FoundBefore) -> dict[str, str]:
    """Return the parameters cells of notebooks that were found sound, by hash."""
    found = before.read()
    kept = found.items() if isinstance(found, dict) else ()
    return {name: cell for name, cell in kept if isinstance(cell, str)}
