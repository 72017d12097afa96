"""Whose fault an exception in a notebook is, asked in the kernel that met it."""

import sysconfig
import traceback
from importlib import resources
from pathlib import Path

from h200analysis.errors import H200Error

_PACKAGE = Path(str(resources.files("h200analysis")))
_LIBRARIES = tuple(Path(sysconfig.get_path(kind)) for kind in ("stdlib", "purelib", "platlib"))


def fault_of_ours(error: BaseException) -> str:
    """Return the traceback of a fault of h200analysis, or nothing where the notebook is at fault.

    It is ours where the innermost frame is, frames of other libraries left out: whoever called
    them gave them what they cannot take. An `H200Error` says what was wrong with what we were
    given, so it is never a fault of ours.
    """
    if isinstance(error, H200Error) or not isinstance(error, Exception):
        return ""
    files = (frame.f_code.co_filename for frame, _ in traceback.walk_tb(error.__traceback__))
    owners = [is_ours for file in files if (is_ours := _is_ours(file)) is not None]
    return "".join(traceback.format_exception(error)) if owners[-1:] == [True] else ""


def _is_ours(file: str) -> bool | None:
    """Whether a frame's file is of this package, or of the notebook; None if of neither."""
    path = Path(file)
    if path.is_relative_to(_PACKAGE):
        return True
    is_foreign = file.startswith("<") or any(path.is_relative_to(root) for root in _LIBRARIES)
    return None if is_foreign else False
