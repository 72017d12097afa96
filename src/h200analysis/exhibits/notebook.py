"""What a notebook turns on with one call."""

import altair as alt


def use() -> None:
    """Let this kernel show charts in the house's look, without a network.

    Any Altair chart gets the theme of the briefings, and is drawn as a picture or, if it answers a
    pointer, as a page of its own. Without this call Altair's renderer and theme stay as they are.
    """
    alt.theme.enable("h200")
    alt.renderers.enable("h200")
