"""What a notebook turns on with one call."""

import logging
import os
import sys

from h200analysis.evidence.caution import UNDER_PRESS
from h200analysis.exhibits import completion, magics, render, summaries, theme


def use() -> None:
    """Let this kernel show charts in the house's look without a network, and results in short.

    Any Altair chart gets the theme of the briefings, and is drawn as a picture or, if it answers a
    pointer, as a page of its own; a result on the last line of a cell is worded. A cell that begins
    with `%%say` is prose, and `%passage` shows words kept by day. The Tab key completes names of
    parameters, formulas, claims and scenarios, and what is seldom meant, such as a price of $27, is
    told below the cell. Without this call Altair's renderer and theme, and IPython's formatters,
    stay as they are.

    >>> exhibits.use()
    """
    from IPython import get_ipython

    theme.enable()
    render.enable()
    if (shell := get_ipython()) is not None:
        summaries.register(shell.display_formatter.formatters)
        magics.register(shell)
        completion.register(shell)
        _tell_cautions()


def _tell_cautions() -> None:
    """Show warnings of this package below the cell that earns them, but never in an edition."""
    ours = logging.getLogger("h200analysis")
    if UNDER_PRESS not in os.environ and not any(type(h) is _Below for h in ours.handlers):
        ours.addHandler(_Below(logging.WARNING))


class _Below(logging.Handler):
    """Writes to the error stream of the cell that runs."""

    def emit(self, record: logging.LogRecord) -> None:
        print(record.getMessage(), file=sys.stderr)
