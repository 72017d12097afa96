"""How it is shown: sentences, tables, charts and sliders made of outcomes.

A notebook calls `use()` once, so that its kernel shows all of them, and any Altair chart.
"""

from h200analysis.exhibits.charts import bar, bar_chart, dot_plot
from h200analysis.exhibits.forecasts import forecasts
from h200analysis.exhibits.live import sliders
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.notebook import use
from h200analysis.exhibits.ranges import range_columns
from h200analysis.exhibits.registers import (
    assumptions,
    conflicts,
    in_force,
    rebuild,
    regime_table,
    sources,
    under_each,
)
from h200analysis.exhibits.sentences import (
    bullets,
    deck,
    end_of_first_page,
    heading,
    headline,
    kicker,
    legend,
    say,
)
from h200analysis.exhibits.tables import table

__all__ = [
    "assumptions",
    "bar",
    "bar_chart",
    "bullets",
    "conflicts",
    "day",
    "deck",
    "dot_plot",
    "end_of_first_page",
    "forecasts",
    "heading",
    "headline",
    "in_force",
    "kicker",
    "legend",
    "range_columns",
    "rebuild",
    "regime_table",
    "say",
    "sliders",
    "sources",
    "table",
    "under_each",
    "use",
]
