"""Sliders: the reader moves a parameter, the very formula answers in the browser."""

from typing import Any

import altair as alt

from h200analysis.cases import Live, Slide
from h200analysis.exhibits.bundle import ExhibitError
from h200analysis.exhibits.charts.chart import Chart
from h200analysis.exhibits.prose import Page, signs
from h200analysis.exhibits.theme import INK, QUIET, WIDTH, specification
from h200analysis.exhibits.wording import EXACT, TABLE, digits_allowed, form, symbol, vega

_ROW, _LINE = 56, 13  # a label above its figure, so that neither runs into the other on a phone


def sliders(name: str, title: str, results: dict[str, Live]) -> Chart:
    """Return figures that follow their sliders; paper, where nothing moves, leaves them out.

    `results` are labelled outcomes of `case.on_sliders(...)`; a slider named by several moves all.
    An `ExhibitError` tells of one that moves none of them.

    >>> exhibits.sliders(
    ...     "s",
    ...     "The shortfall",
    ...     {"Shortfall": case.on_sliders("orders_chips").evaluate("supply_gap")},
    ... )
    Chart(name='s', title='The shortfall', live=True)
    """
    _refuse_idle(list(results.values()))
    page = Page()
    rows = [{"row": i, "label": label} for i, label in enumerate(results)]
    place = alt.Y("row:O", axis=None, scale=alt.Scale(padding=0.4))
    base = alt.Chart(width=WIDTH, height=_ROW * len(rows))
    layers = [
        base.mark_text(align="left", color=QUIET, dy=-_LINE, aria=False)
        .properties(data=alt.Data(values=rows))
        .encode(x=alt.value(0), y=place, text="label:N")
    ]
    for row, live in zip(rows, results.values(), strict=True):
        layers.append(_value(base, row, place))
        page.put(live.outcome)
    chart = specification(alt.layer(*layers))
    said = [{"name": _said(i), "expr": _text(live)} for i, live in enumerate(results.values())]
    chart["params"] = [*_params(list(results.values())), *said]
    chart["usermeta"] = {"results": [[label, _said(i)] for i, label in enumerate(results)]}
    words = "; ".join(f"{label}: {page.text(live.outcome)}" for label, live in results.items())
    slides = ", ".join(slide.title for slide in _slides(list(results.values())))
    told = f"Figures that follow sliders ({slides}). At the start: {words}."
    figures = tuple(figure | {"on_sliders": True} for figure in page.figures)
    return Chart(name, title, told, chart, figures, live=True)


def _said(row: int) -> str:
    """Return the name of the signal that holds what a row says."""
    return f"said_{row}"


def _text(live: Live) -> str:
    """Return the words of a result as an expression of the browser."""
    outcome = live.outcome
    whole = form(outcome.unit).whole and not outcome.error
    digits = EXACT if whole else digits_allowed(outcome.value, outcome.error, TABLE)
    return f"{vega(live.signals[-1].name, outcome.unit, digits)} + '{signs(outcome)}'"


def _value(base: alt.Chart, row: dict[str, Any], place: alt.Y) -> Any:
    return (
        base.mark_text(
            aria=False,  # the chart's own words say it all
            align="left",
            dy=_LINE,
            fontWeight="bold",
            fontSize=16,
            color=INK,
            text=alt.expr(_said(row["row"])),
        )
        .properties(data=alt.Data(values=[row]))
        .encode(x=alt.value(0), y=place)
    )


def _slides(results: list[Live]) -> list[Slide]:
    return list({slide.name: slide for live in results for slide in live.slides}.values())


def _refuse_idle(results: list[Live]) -> None:
    """Refuse a slider that moves nothing: a reader would take the figures for insensitive to it."""
    taken = {live.outcome.name: [used.name for used in live.outcome.inputs] for live in results}
    moving = {name for names in taken.values() for name in names}
    idle = [slide.name for slide in _slides(results) if slide.name not in moving]
    if idle:
        told = "; ".join(
            f"{name} takes {', '.join(used) or 'none'}" for name, used in taken.items()
        )
        raise ExhibitError(
            f"The slider {idle[0]} moves no figure here ({told}); leave it out of on_sliders(…), "
            "or show a figure that it moves."
        )


def _params(results: list[Live]) -> list[dict[str, Any]]:
    """Return the sliders, then the signals, each before what uses it."""
    inputs = [{"name": s.name, "value": s.value, "bind": _bind(s)} for s in _slides(results)]
    program: dict[str, str] = {}
    for signal in (signal for live in results for signal in live.signals):
        if program.setdefault(signal.name, signal.update) != signal.update:
            raise ExhibitError(
                f"{signal.name} stands for two things here; put each of them in sliders of its own."
            )
    return inputs + [{"name": name, "expr": update} for name, update in program.items()]


def _bind(slide: Slide) -> dict[str, Any]:
    title, unit = slide.title.replace("'", "’"), symbol(slide.unit)
    label = title if unit in title else f"{title} ({unit})"
    return {
        "input": "range",
        "name": label,
        "min": slide.low,
        "max": slide.high,
        "step": slide.step,
    }
