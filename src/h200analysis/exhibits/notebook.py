"""What a notebook turns on with one call."""

from h200analysis.exhibits import completion, magics, render, summaries, theme


def use() -> None:
    """Let this kernel show charts in the house's look without a network, and results in short.

    Any Altair chart gets the theme of the briefings, and is drawn as a picture or, if it answers a
    pointer, as a page of its own; a result on the last line of a cell is worded. A cell that begins
    with `%%say` is prose, and `%passage` shows words kept by day. The Tab key completes names of
    parameters, formulas, claims and scenarios. Without this call Altair's
    renderer and theme, and IPython's formatters, stay as they are.

    >>> exhibits.use()
    """
    from IPython import get_ipython

    theme.enable()
    render.enable()
    if (shell := get_ipython()) is not None:
        summaries.register(shell.display_formatter.formatters)
        magics.register(shell)
        completion.register(shell)
