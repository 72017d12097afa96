"""A user's mistake is a sentence and an exit code, never a traceback."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

REFUSED = 2
INTERRUPTED = 130


def sentences(command: Callable[..., None]) -> Callable[..., None]:
    """Print a user's mistake as the sentence it is, without a traceback, and exit with 2."""

    @wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except KeyboardInterrupt:
            click.echo("\nh200: interrupted; what stood before still stands.", err=True)
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            raise  # the reader of our output has had enough, as in `h200 formulas | head`
        except Exception as error:
            if not is_sentence(error):
                raise
            click.echo(f"h200: {error}", err=True)
            sys.exit(REFUSED)

    return guarded


def is_sentence(error: BaseException) -> bool:
    """Whether an error's own words are for users: those of this package are, and of files."""
    is_ours = type(error).__module__.partition(".")[0] in {"h200analysis", "builtins"}
    return is_ours and isinstance(error, (ValueError, LookupError, RuntimeError, OSError))
