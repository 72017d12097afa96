"""A live chart by itself: a frame for JupyterLab that holds all it needs to run."""

import html
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from h200analysis.exhibits.theme import FONT


def live_page(spec: dict[str, Any], title: str, words: str) -> str:
    """Return a frame whose page draws the chart without a network; `words` tell what it shows.

    It looks and reads as in the HTML edition, and fits its height to what stands in it.
    """
    from h200analysis.exhibits import vega  # half a second to wake, so loaded late

    page = _template().render(
        title=title,
        words=words,
        style=vega.style(),
        spec=vega.inert({**spec, "description": words}, FONT),
        script=vega.script(),
    )
    height = 120 + spec.get("height", 0) + 30 * sum("bind" in p for p in spec.get("params", []))
    told, srcdoc = html.escape(words), html.escape(page)
    style = f"width:100%;height:{height}px;border:0"
    return f'<iframe title="{told}" style="{style}" srcdoc="{srcdoc}"></iframe>'


@cache
def _template() -> Template:
    loader = PackageLoader("h200analysis.exhibits", "page")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("frame.html")
