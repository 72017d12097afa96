"""A failure on its way from the process that met it to the one that tells it."""

import errno
import pickle
import traceback
from dataclasses import dataclass, field

from h200analysis.errors import H200Error
from h200analysis.press.logs import Said

_PASSING = {errno.EAGAIN, errno.EMFILE, errno.ENFILE, errno.ENOMEM}


class WorkerError(H200Error, RuntimeError):
    """A process that ended while it made an edition."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an edition was not made, and what was logged meanwhile.

    `may_pass` tells whether to try again can help: an error of the notebook is the same each time,
    what a machine short of memory, of files or of processes does is not.
    """

    error: Exception = field(repr=False)
    may_pass: bool
    said: tuple[Said, ...] = field(default=(), repr=False)


def of(error: Exception) -> Failure:
    """Return a failure that another process can read, with the traceback where it is ours."""
    if not isinstance(error, H200Error):
        error.add_note("".join(traceback.format_exception(error)))
    return Failure(_portable(error), _may_pass(error))


def _may_pass(error: Exception) -> bool:
    if isinstance(error, OSError) and error.errno in _PASSING:
        return True
    return bool(getattr(error, "may_pass", False))


def _portable(error: Exception) -> Exception:
    """Return an error as it is if it survives the way, else its words as an error of its kind."""
    try:
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - what was written a moment ago
    except Exception:  # whatever an error's own constructor asks for
        again = None
    if type(again) is type(error) and str(again) == str(error):
        return error
    if isinstance(error, H200Error):
        return H200Error(str(error))
    said = RuntimeError(f"{type(error).__name__}: {error}")
    for note in getattr(error, "__notes__", []):
        said.add_note(note)
    return said
