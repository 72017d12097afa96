"""A drawing by points and pixels, handed on as Vega-Lite: charts by rows place each word."""

import json
from collections.abc import Sequence
from typing import Any

from h200analysis.exhibits.theme import INK, RULE, config

SIZE = 13  # of text, in pixels
SMALL = 12
LINE = 17  # from one line of text to the next
Point = tuple[float, float]
Rows = Sequence[dict[str, Any]]
"""What a chart shows, as a table: the file of data that a reader may open."""


class Sketch:
    """Marks at points counted from the upper left corner; each kind is one layer.

    `height` is how far down the chart has come: who draws a row adds to it.
    """

    def __init__(self, width: float) -> None:
        self.width = width
        self.height = 0.0
        self._layers: dict[str, list[dict[str, Any]]] = {}

    def text(
        self, x: float, y: float, text: str, *, align: str = "left", color: str = INK,
        size: float = SIZE, bold: bool = False,
    ) -> None:  # fmt: skip
        """Write one line, its middle at the height `y`."""
        style = {"align": align, "baseline": "middle", "color": color, "fontSize": size}
        weight = {"fontWeight": "bold"} if bold else {}
        self._add({"type": "text", **style, **weight}, x=x, y=y, text=text)

    def bar(
        self, x: float, x2: float, y: float, height: float, color: str, *,
        stroke: str | None = None, behind: bool = False,
    ) -> None:  # fmt: skip
        """Draw a bar from `x` to `x2` around the height `y`, or behind all that is drawn."""
        outline = {"stroke": stroke, "strokeWidth": 1.2} if stroke else {}
        ends = {"x": min(x, x2), "x2": max(x, x2), "y": y - height / 2, "y2": y + height / 2}
        mark = {"type": "rect", "color": color, **outline}
        if behind:
            self._layers = {json.dumps(mark): [], **self._layers}
        self._add(mark, **ends)

    def line(
        self, start: Point, end: Point, *, color: str = RULE, width: float = 1,
        dash: tuple[int, int] | None = None,
    ) -> None:  # fmt: skip
        """Draw a straight line."""
        broken = {"strokeDash": list(dash)} if dash else {}
        mark = {"type": "rule", "color": color, "strokeWidth": width, **broken}
        self._add(mark, x=start[0], y=start[1], x2=end[0], y2=end[1])

    def dot(
        self, x: float, y: float, color: str, *, shape: str = "circle", radius: float = 5,
        hollow: bool = False,
    ) -> None:  # fmt: skip
        """Draw a small shape, filled or as an outline."""
        look = {"filled": not hollow, "strokeWidth": 1.8 if hollow else 0, "opacity": 1}
        size = 3.14 * radius**2
        self._add({"type": "point", "shape": shape, "color": color, "size": size, **look}, x=x, y=y)

    def path(self, points: Sequence[Point], color: str, width: float = 2) -> None:
        """Draw a line through points."""
        mark = {"type": "line", "color": color, "strokeWidth": width}
        for x, y in points:
            self._add(mark, x=x, y=y)

    def area(self, points: Sequence[tuple[float, float, float]], color: str) -> None:
        """Fill what lies between two heights at each `x`."""
        for x, y, y2 in points:
            self._add({"type": "area", "color": color, "line": False}, x=x, y=y, y2=y2)

    def specification(self, rows: Rows) -> dict[str, Any]:
        """Return the drawing as Vega-Lite, with the table that it shows."""
        return {
            "width": self.width,
            "height": round(self.height, 1),
            "padding": 2,
            "config": config(),
            "usermeta": {"rows": list(rows)},
            "layer": [_layer(json.loads(mark), data) for mark, data in self._layers.items()],
        }

    def _add(self, mark: dict[str, Any], **place: Any) -> None:
        rounded = {k: round(v, 1) if isinstance(v, float) else v for k, v in place.items()}
        self._layers.setdefault(json.dumps(mark), []).append(rounded)


def _layer(mark: dict[str, Any], data: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one layer; its words say nothing by themselves, since the chart's own say it all."""
    encoding: dict[str, Any] = {
        channel: {"field": channel, "type": "quantitative", "scale": None, "axis": None}
        for channel in ("x", "y")
    }
    ends = {channel: {"field": channel} for channel in ("x2", "y2") if channel in data[0]}
    words = {"text": {"field": "text", "type": "nominal"}} if "text" in data[0] else {}
    return {
        "mark": {**mark, "aria": False},
        "data": {"values": data},
        "encoding": encoding | ends | words,
    }
