"""One look for every chart: colours that are told apart without colour, on paper and by night.

Marks stand out from white by 3 to 1 and text by 4.5 to 1. A dark page swaps light and dark and
keeps the hues, which leaves both ratios; `tests/exhibits/charts/test_colours.py` measures them.
"""

from typing import Any

import altair as alt

INK = "#1b1f24"
QUIET = "#5f6671"
RULE = "#858c96"
NAVY, BLUE, SKY, ORANGE, GREEN, VERMILION, PURPLE = (
    "#123a5e", "#0072b2", "#3d8fc4", "#b8710a", "#00805e", "#c2500a", "#a8558a",
)  # fmt: skip
TINT = "#e3ebf2"  # an area behind marks, which nobody has to see
FONT = "Source Sans Pro, sans-serif"  # from a wheel; a browser without it takes its own
WIDTH = 600
NARROW = 290  # of the form for a telephone, which is shown larger: its 12 pixels come to 14
_NAME = "h200"


def _theme() -> alt.theme.ThemeConfig:
    return alt.theme.ThemeConfig(config=config())


def enable() -> None:
    """Give every Altair chart of this kernel our look."""
    _register()
    alt.theme.enable(_NAME)


def specification(chart: Any) -> dict[str, Any]:
    """Return an Altair chart as Vega-Lite in our look, whatever theme the kernel has."""
    _register()
    with alt.theme.enable(_NAME):
        spec: dict[str, Any] = chart.to_dict()
    return spec


def _register() -> None:
    """Make the theme known now: who leaves a theme that he had turned on forgets newer ones."""
    alt.theme.register(_NAME, enable=False)(_theme)


def config() -> Any:
    """Return our look as a configuration of Vega-Lite."""
    text = {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "labelLimit": 400,
    }
    colours = {"labelColor": INK, "titleColor": QUIET, "titleFontWeight": "normal"}
    return {
        "background": "white",
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            **text, **colours, "domainColor": RULE, "tickColor": RULE, "gridColor": "#eceef1",
        },
        "legend": {**text, **colours, "orient": "top", "symbolType": "circle"},
        "title": {"font": FONT, "fontSize": 14, "anchor": "start", "color": INK},
        "text": {"font": FONT, "fontSize": 13, "color": INK},
        "range": {"category": [BLUE, ORANGE, NAVY, GREEN, VERMILION, PURPLE]},
    }  # fmt: skip
