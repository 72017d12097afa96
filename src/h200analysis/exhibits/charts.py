"""The charts of the briefings, drawn from outcomes, each with words for who cannot see it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt

from h200analysis.cases import Outcome, Spread
from h200analysis.exhibits import ranges
from h200analysis.exhibits.bundle import FIGURES, ExhibitError
from h200analysis.exhibits.prose import Page, signs
from h200analysis.exhibits.render import VEGALITE, bundle
from h200analysis.exhibits.theme import BLUE, INK, QUIET, WIDTH, specification
from h200analysis.inquiry.regime_tree import Future

_BILLION = 1e9


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its title, its alternative text and the figures that it prints."""

    name: str
    title: str
    alt: str = field(repr=False)
    spec: dict[str, Any] = field(repr=False)
    figures: tuple[dict[str, Any], ...] = field(default=(), repr=False)
    live: bool = field(default=False)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = bundle(self.spec, self.title, self.alt, self.live)
        metadata[VEGALITE] |= {"name": self.name, "live": self.live}
        if self.figures:
            data[FIGURES] = list(self.figures)
        return data, metadata


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: a quantity, with a range from `low` to `high` where there is one."""

    label: str
    outcome: Outcome
    low: Outcome | None = None
    high: Outcome | None = None


def bar(label: str, outcome: Outcome, spread: Spread | None = None) -> Bar:
    """Return a bar as reported, with a whisker as hedged."""
    return Bar(label, outcome, *((spread.low, spread.high) if spread else (None, None)))


def bar_chart(name: str, title: str, bars: Sequence[Bar]) -> Chart:
    """Return bars of one unit in the order given, labelled directly.

    A whisker spans the 90% range; the title then says so.
    """
    units = {bar.outcome.unit for bar in bars}
    if len(units) > 1:
        raise ExhibitError(f"A bar chart has one scale; its bars have {', '.join(sorted(units))}.")
    page = Page()
    rows = [_row(page, bar) for bar in bars]
    base = alt.Chart(alt.Data(values=rows), width=WIDTH - 190, height=44 * len(rows))
    place = alt.Y(
        "label:N", sort=None, title=None, axis=alt.Axis(domain=False, ticks=False, labelPadding=8)
    )
    length = alt.X("value:Q", axis=None, scale=alt.Scale(domainMin=0, nice=False))
    lengths = base.mark_bar(color=BLUE, height=20).encode(y=place, x=length)
    whiskers = base.mark_rule(color=INK, strokeWidth=1.5).encode(y=place, x="low:Q", x2="high:Q")
    text = base.mark_text(align="left", dx=6, baseline="middle").encode(
        y=place, x=alt.X("end:Q"), text="text:N"
    )
    words = "; ".join(f"{row['label']} {row['words']}" for row in rows)
    chart = alt.layer(lengths, whiskers, text)
    if any(bar.low for bar in bars):
        title = f"{title} ({ranges.WORDING.line})"
    return Chart(name, title, f"Bar chart. {words}.", specification(chart), tuple(page.figures))


def _row(page: Page, bar: Bar) -> dict[str, Any]:
    page.put(bar.outcome)
    text = page.text(bar.outcome) + signs(bar.outcome)
    row = {"label": bar.label, "value": bar.outcome.value, "end": bar.outcome.value}
    if bar.low is None or bar.high is None:
        return {**row, "text": text, "words": text}
    page.put(bar.low)
    page.put(bar.high)
    low, high = page.text(bar.low), page.text(bar.high)
    words = f"{text}, {ranges.WORDING.sentence.format(low=low, high=high)}"
    ends = {
        "low": bar.low.value,
        "high": bar.high.value,
        "end": max(bar.high.value, bar.outcome.value),
    }
    return {**row, **ends, "text": text, "words": words}


def dot_plot(
    name: str, title: str, futures: Sequence[Future], published: dict[str, Outcome] | None = None
) -> Chart:
    """Return twenty equally likely futures as dots by amount, coloured by who decides.

    `published` are amounts that others have published, shown as ticks below the dots.
    """
    page = Page()
    rows = _stacked(page, futures)
    ticks = [_tick(page, label, amount) for label, amount in (published or {}).items()]
    most = max(row["amount"] for row in rows + ticks)
    amount = alt.X(
        "amount:Q",
        title="Delivered in 2026, billions of dollars at the reported price",
        axis=alt.Axis(grid=False, tickCount=7),
        scale=alt.Scale(domain=[-0.02 * most, 1.08 * most], nice=False),
    )
    parts: list[Any] = [_futures(rows, amount), *([_others(ticks, amount)] if ticks else [])]
    chart = specification(alt.vconcat(*parts, spacing=8))
    return Chart(name, title, _dot_plot_alt(rows, ticks), chart, tuple(page.figures))


def _futures(rows: list[dict[str, Any]], amount: alt.X) -> Any:
    most = max(row["stack"] for row in rows)
    height = alt.Y("stack:Q", axis=None, scale=alt.Scale(domain=[0.3, most + 0.7]))
    who = alt.Color("decides:N", title="Who decides", sort=None)
    base = alt.Chart(alt.Data(values=rows), width=WIDTH, height=22 * most + 10)
    return base.mark_circle(size=130, opacity=1).encode(x=amount, y=height, color=who)


def _others(ticks: list[dict[str, Any]], amount: alt.X) -> Any:
    """Draw what others published on lines of their own, so that no label meets a dot."""
    base = alt.Chart(alt.Data(values=ticks), width=WIDTH, height=20 * len(ticks))
    line = alt.Y("text:N", axis=None, sort=None)
    bare = alt.X("amount:Q", axis=None, scale=amount["scale"])
    marks = base.mark_tick(color=QUIET, thickness=2, size=14).encode(x=bare, y=line)
    names = base.mark_text(align="left", dx=6, color=QUIET).encode(x=bare, y=line, text="text:N")
    return alt.layer(marks, names)


def _stacked(page: Page, futures: Sequence[Future]) -> list[dict[str, Any]]:
    heights: dict[float, int] = {}
    rows = []
    for future in futures:
        value = future.amount.value
        heights[value] = heights.get(value, 0) + 1
        page.put(future.amount)
        text = page.text(future.amount)
        rows.append(
            {
                "amount": value / _BILLION,
                "stack": heights[value],
                "decides": future.decides,
                "text": text,
                "regime": future.regime,
            }
        )
    return rows


def _tick(page: Page, label: str, amount: Outcome) -> dict[str, Any]:
    page.put(amount)
    return {"amount": amount.value / _BILLION, "text": f"{label}: {page.text(amount)}"}


def _dot_plot_alt(rows: list[dict[str, Any]], ticks: list[dict[str, Any]]) -> str:
    groups: dict[str, int] = {}
    for row in rows:
        key = f"{row['text']} ({row['regime']}; decided by: {row['decides']})"
        groups[key] = groups.get(key, 0) + 1
    parts = [f"{count} of {len(rows)} futures: {key}" for key, count in groups.items()]
    others = [f"published by others, {tick['text']}" for tick in ticks]
    return f"Dot plot of {len(rows)} equally likely futures. {'; '.join(parts + others)}."
