"""What becomes of an error: a user's mistake is a sentence, a fault of ours goes into a log."""

import errno
import os
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from h200analysis.cli import crash, verbosity
from h200analysis.errors import H200Error

MISTAKEN = 2
FAULT_OF_OURS = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED = 130
TERMINATED = 143

_SPENT = {errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.EIO, errno.EROFS}


def sentences(command: Callable[..., None]) -> Callable[..., None]:
    """Run a command; what goes wrong in it is told and becomes the exit code.

    2 for a mistake in what was asked or in a file, 70 for a fault of ours, 130 for Ctrl-C, 143 for
    SIGTERM, by which a scheduler or a container ends what it runs.
    """

    @wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> None:
        with verbosity.messages_on_stderr(), _termination_as_interrupt():
            try:
                command(*args, **kwargs)
            except KeyboardInterrupt as ended:
                is_told = isinstance(ended, Terminated)
                what = "ended by SIGTERM" if is_told else "interrupted"
                click.echo(f"\nh200: {what}; what stood before still stands.", err=True)
                sys.exit(TERMINATED if is_told else INTERRUPTED)
            except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
                raise  # click's own; and a reader who had enough, as in `h200 formulas | head`
            except Exception as error:
                sys.exit(tell(error))

    return guarded


class Terminated(KeyboardInterrupt):
    """SIGTERM, which ends a command as Ctrl-C does: by leaving nothing half-made."""


@contextmanager
def _termination_as_interrupt() -> Iterator[None]:
    """Have SIGTERM raise where the command stands, and leave the handler as it was found."""

    def ended(*_: object) -> None:
        raise Terminated

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, ended)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def tell(error: Exception, briefing: str = "") -> int:
    """Print an error on stderr as a user should meet it; return the exit code that it calls for."""
    if verbosity.wants_traceback():
        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    said = _sentence(error)
    text = said or crash.report(error)
    place = f"{briefing}: " if briefing and briefing not in text.partition("\n")[0] else ""
    click.echo(f"h200: {place}{text}", err=True)
    return FAULT_OF_OURS if said is None else MISTAKEN


def _sentence(error: Exception) -> str | None:
    """Return what a user can mend, in a sentence; nothing of a fault of ours."""
    if isinstance(error, H200Error):
        return str(error)
    if not isinstance(error, OSError):
        return None
    if _is_cwd_gone():
        return "The folder in which the command was started is gone; change to another."
    file = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else None
    if file is not None and _is_users(Path(file)):
        return f"{file}: {error.strerror}."
    if error.errno in _SPENT:
        place = file or f"the temporary folder is {tempfile.gettempdir()}, see TMPDIR"
        return f"The system refuses to go on: {error.strerror} ({place})."
    return None


def _is_cwd_gone() -> bool:
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


def _is_users(file: Path) -> bool:
    """Whether a file is one that the user named, or belongs to the project's own content."""
    named = click.get_current_context().params.values()
    folders = [*_of_project(), *(value for value in named if value and isinstance(value, Path))]
    return any(file.absolute().is_relative_to(folder.absolute()) for folder in folders)


def _of_project() -> list[Path]:
    """Return the folders of the project, none where there is no project."""
    from h200analysis import project
    from h200analysis.evidence import folder_of

    try:
        return [folder_of(), project.root() / "notebooks", project.root() / "reports"]
    except H200Error:
        return []
