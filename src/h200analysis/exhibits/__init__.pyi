# What a notebook finds in this room; __init__.py loads each name when it is first used.
from .article import assertions, audited, numbers, support
from .bar_sources import bar_sources
from .bibliography import sources
from .bridging import bridge
from .by_month import months, months_fan
from .by_quarter import quarters
from .calibration import calibration
from .calibration_chart import calibrated
from .changes import direction, largest_move, moves, other_reports, what_moved
from .charts.dumbbell import dumbbell, span
from .charts.fan import fan, fan_month
from .charts.future_rows import future_rows
from .charts.ladder import ladder, rung
from .charts.reliability import reliability, stated
from .charts.stacked_bars import stacked_bars
from .charts.timeline import event, timeline
from .charts.tornado import swing, tornado
from .charts.waterfall import step, waterfall
from .closing import back_matter, one_page_matter
from .counts import count_in_words
from .deciding import what_is_missing, what_would_change, who_decides
from .earlier_calls import calls_in_short, earlier_calls
from .evidence_weight import evidence_weight
from .governments import standing
from .hedges import hedge
from .learned import ahead, learned
from .limits import bottlenecks
from .live import sliders
from .marks import day
from .measures import in_force, timeline_of_measures
from .model_registers import formula_register, inputs
from .newest import newest
from .notebook import use
from .opening import front, headline, words
from .origins import origin, restated
from .outlook import delivered_row, delivered_rung, expected_rung, outlook, stock_rung
from .own import chart, frame
from .parts import in_proportion, parts
from .published import published
from .ranges import range_columns
from .registers import assumptions, conflicts, rebuild, under_each
from .scores import board, compared, hindsight_of, scores_in_full, scores_in_short
from .sensitivity import odds_tornado, priors, strength
from .sentences import end_of_first_page, heading, legend, odds_are_ours, say
from .tables import table
from .then_and_now import chance_of_more, definition, then_and_now
from .watching import meeting_to_watch, report_to_watch
from .what_decides import decisive, futures_drawn, strengths, what_decides
from .worth import first_to_learn
from .year_end import end_states

__all__ = [
    "ahead",
    "assertions",
    "assumptions",
    "audited",
    "back_matter",
    "bar_sources",
    "board",
    "bottlenecks",
    "bridge",
    "calibrated",
    "calibration",
    "calls_in_short",
    "chance_of_more",
    "chart",
    "compared",
    "conflicts",
    "count_in_words",
    "day",
    "decisive",
    "definition",
    "delivered_row",
    "delivered_rung",
    "direction",
    "dumbbell",
    "earlier_calls",
    "end_of_first_page",
    "end_states",
    "event",
    "evidence_weight",
    "expected_rung",
    "fan",
    "fan_month",
    "first_to_learn",
    "formula_register",
    "frame",
    "front",
    "future_rows",
    "futures_drawn",
    "heading",
    "headline",
    "hedge",
    "hindsight_of",
    "in_force",
    "in_proportion",
    "inputs",
    "ladder",
    "largest_move",
    "learned",
    "legend",
    "meeting_to_watch",
    "months",
    "months_fan",
    "moves",
    "newest",
    "numbers",
    "odds_are_ours",
    "odds_tornado",
    "one_page_matter",
    "origin",
    "other_reports",
    "outlook",
    "parts",
    "priors",
    "published",
    "quarters",
    "range_columns",
    "rebuild",
    "reliability",
    "report_to_watch",
    "restated",
    "rung",
    "say",
    "scores_in_full",
    "scores_in_short",
    "sliders",
    "sources",
    "span",
    "stacked_bars",
    "standing",
    "stated",
    "step",
    "stock_rung",
    "strength",
    "strengths",
    "support",
    "swing",
    "table",
    "then_and_now",
    "timeline",
    "timeline_of_measures",
    "tornado",
    "under_each",
    "use",
    "waterfall",
    "what_decides",
    "what_is_missing",
    "what_moved",
    "what_would_change",
    "who_decides",
    "words",
]
