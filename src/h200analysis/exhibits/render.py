"""What JupyterLab and the press get for a chart: Vega-Lite, a picture, and its words."""

import base64
import html
import os
import struct
from typing import Any

import altair as alt

from h200analysis.evidence.caution import UNDER_PRESS
from h200analysis.exhibits.answering import answers
from h200analysis.exhibits.live_page import live_page

VEGALITE = "application/vnd.vegalite.v6+json"
_NAME = "h200"
_SCALE = 2  # sharp on a dense screen; text is drawn in it, since no browser has its typeface


def bundle(
    spec: dict[str, Any], title: str | None = None, words: str | None = None, live: bool = False
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a chart's outputs and their metadata, ready for display.

    Outside the press JupyterLab gets a picture, or of a live chart a page that runs by itself.
    """
    told = {key: value for key, value in (("title", title), ("alt", words)) if value}
    shown = words or "A chart."
    data: dict[str, Any] = {VEGALITE: spec, "text/plain": shown}
    if UNDER_PRESS not in os.environ:
        draw = live_page if live else _picture
        data["text/html"] = draw(spec, title or "", shown)
    return data, {VEGALITE: told}


def _picture(spec: dict[str, Any], title: str, words: str) -> str:
    """Draw the chart; what draws it takes half a second to wake, so it is loaded late."""
    import font_source_sans_pro
    import vl_convert

    vl_convert.register_font_directory(font_source_sans_pro.font_directory)
    titled = {**spec, "title": title} if title else spec
    png = vl_convert.vegalite_to_png(titled, scale=_SCALE, allowed_base_urls=[])
    width = struct.unpack(">I", png[16:20])[0] // _SCALE  # where PNG's header keeps it
    address = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    return f'<img alt="{html.escape(words)}" width="{width}" src="{address}">'


def renderer(spec: dict[str, Any], **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Render an Altair chart of an analyst; its description is its alternative text.

    One that answers a pointer, by parameters or tooltips, stays alive.
    """
    return bundle(spec, words=spec.get("description"), live=answers(spec))


def enable() -> None:
    """Let this kernel draw every Altair chart without a network."""
    alt.renderers.register(_NAME, renderer)
    alt.renderers.enable(_NAME)
