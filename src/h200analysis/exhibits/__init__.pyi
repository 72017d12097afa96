# What a notebook finds in this room; __init__.py loads each name when it is first used.
from .charts import bar, bar_chart, dot_plot
from .live import sliders
from .marks import day
from .notebook import use
from .odds import forecasts
from .ranges import range_columns
from .registers import (
    assumptions,
    conflicts,
    in_force,
    rebuild,
    regime_table,
    sources,
    under_each,
)
from .sentences import (
    bullets,
    deck,
    end_of_first_page,
    heading,
    headline,
    kicker,
    legend,
    say,
)
from .tables import table

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
