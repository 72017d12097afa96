"""What JupyterLab and the press get for a chart: Vega-Lite, a picture, and its words."""

import html
import os
from typing import Any

import altair as alt

VEGALITE = "application/vnd.vegalite.v6+json"
SVG = "image/svg+xml"
UNDER_PRESS = "H200_PRESS"  # set in the kernels of the press, which draws the pictures itself


def bundle(
    spec: dict[str, Any], title: str | None = None, words: str | None = None, live: bool = False
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a chart's outputs and their metadata, ready for display.

    Outside the press JupyterLab gets a picture, and of a live chart a page that runs by itself.
    """
    told = {key: value for key, value in (("title", title), ("alt", words)) if value}
    data: dict[str, Any] = {VEGALITE: spec, "text/plain": words or "A chart."}
    if UNDER_PRESS not in os.environ:
        titled = spec | ({"title": title} if title else {})
        data[SVG] = _picture(titled)
        if live:
            data["text/html"] = _page(titled, words or "")
    return data, {VEGALITE: told, SVG: told}


def _picture(spec: dict[str, Any]) -> str:
    """Draw the chart; what draws it takes half a second to wake, so it is loaded late."""
    import font_source_sans_pro
    import vl_convert

    vl_convert.register_font_directory(font_source_sans_pro.font_directory)
    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))


def _page(spec: dict[str, Any], words: str) -> str:
    """Return a frame with the chart and all it needs to run without a network."""
    import vl_convert

    page = html.escape(vl_convert.vegalite_to_html(spec, bundle=True), quote=True)
    height = 120 + spec.get("height", 0) + 30 * len(spec.get("params", []))
    style = f"width:100%;height:{height}px;border:0"
    title = html.escape(words, quote=True)
    return f'<iframe srcdoc="{page}" title="{title}" style="{style}"></iframe>'


def _renderer(spec: dict[str, Any], **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Render any Altair chart of an analyst; its description is its alternative text."""
    return bundle(spec, words=spec.get("description"))


alt.renderers.register("h200", _renderer)
alt.renderers.enable("h200")
