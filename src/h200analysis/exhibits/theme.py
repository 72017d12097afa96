"""One look for every chart: colours that a colour-blind reader tells apart, direct labels."""

from typing import Any

import altair as alt

INK = "#1b1f24"
QUIET = "#6b7280"
FAINT = "#d6d9de"
# Okabe and Ito's palette, less its black and yellow, which paper and dark screens swallow.
BLUE, ORANGE, GREEN, VERMILION, SKY, PURPLE = (
    "#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7",
)  # fmt: skip
FONT = "Source Sans Pro, sans-serif"  # from a wheel; a browser without it takes its own
WIDTH = 600
_NAME = "h200"


def _theme() -> alt.theme.ThemeConfig:
    return alt.theme.ThemeConfig(config=_config())


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


def _config() -> Any:
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
            **text, **colours, "domainColor": FAINT, "tickColor": FAINT, "gridColor": "#eceef1",
        },
        "legend": {**text, **colours, "orient": "top", "symbolType": "circle"},
        "title": {"font": FONT, "fontSize": 14, "anchor": "start", "color": INK},
        "text": {"font": FONT, "fontSize": 13, "color": INK},
        "range": {"category": [BLUE, ORANGE, GREEN, VERMILION, SKY, PURPLE]},
    }  # fmt: skip
