"""How much the command tells on stderr: -v, -q and --traceback, before or after a subcommand."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

_OURS = "h200analysis"
_LEVELS = {-1: logging.ERROR, 0: logging.WARNING, 1: logging.INFO, 2: logging.DEBUG}
_KEY = "h200analysis.verbosity"
_TRACEBACK = "h200analysis.traceback"


def _count(context: click.Context, option: click.Parameter, given: int) -> None:
    sign = -1 if option.name == "quiet" else 1
    context.meta[_KEY] = context.meta.get(_KEY, 0) + sign * given


def _keep(context: click.Context, _: click.Parameter, given: bool) -> None:
    context.meta[_TRACEBACK] = context.meta.get(_TRACEBACK, False) or given


def options() -> list[click.Parameter]:
    """Return the options that every command takes; a command's function is not given them."""
    return [
        click.Option(
            ["-v", "--verbose"], count=True, expose_value=False, callback=_count,
            help="Tell each step and how long it took; -vv tells of what other libraries say too.",
        ),
        click.Option(
            ["-q", "--quiet"], count=True, expose_value=False, callback=_count,
            help="Tell errors only: no progress, no warning.",
        ),
        click.Option(
            ["--traceback"], is_flag=True, expose_value=False, callback=_keep,
            help="Show where in the program an error arose.",
        ),
    ]  # fmt: skip


def add_to(command: click.Command) -> None:
    """Give a command, and each command below it, these options."""
    command.params.extend(options())
    if isinstance(command, click.Group):
        for below in command.commands.values():
            add_to(below)


def level() -> int:
    """Return the level of messages that were asked for, as `logging` counts them."""
    asked = click.get_current_context().meta.get(_KEY, 0)
    return _LEVELS[max(-1, min(asked, 2))]


def wants_traceback() -> bool:
    """Whether a traceback was asked for."""
    return bool(click.get_current_context().meta.get(_TRACEBACK, False))


@contextmanager
def messages_on_stderr() -> Iterator[None]:
    """Print messages of the asked level on stderr, and leave logging as it was found."""
    root, ours, asked = logging.getLogger(), logging.getLogger(_OURS), level()
    before = root.level, ours.level
    handler = _Stderr(asked)
    root.addHandler(handler)
    root.setLevel(logging.INFO if asked == logging.DEBUG else logging.WARNING)
    ours.setLevel(asked)
    with warnings.catch_warnings():
        warnings.showwarning = _log_warning
        try:
            yield
        finally:
            root.removeHandler(handler)
            root.setLevel(before[0])
            ours.setLevel(before[1])


class _Stderr(logging.Handler):
    """Messages of this package as sentences; those of other libraries if grave, or asked for."""

    def emit(self, record: logging.LogRecord) -> None:
        is_ours = record.name.partition(".")[0] == _OURS
        if is_ours or self.level <= logging.DEBUG or record.levelno >= logging.ERROR:
            origin = f"{record.name}: " if self.level <= logging.DEBUG else ""
            click.echo(f"h200: {origin}{record.getMessage()}", err=True)


def _log_warning(message: Warning | str, *_: Any, **__: Any) -> None:
    """Hand a warning of another library on to the log; this package warns by the log alone."""
    logging.getLogger("py.warnings").warning("%s", message)
