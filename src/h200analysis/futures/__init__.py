"""Futures: what is believed of both governments on a day, and what drawn paths then deliver."""

from h200analysis.futures import untouched
from h200analysis.futures.at_odds import at_odds
from h200analysis.futures.belief import Belief, believe
from h200analysis.futures.filter import Filtered, filtered
from h200analysis.futures.over import Futures, over

__all__ = ["Belief", "Filtered", "Futures", "at_odds", "believe", "filtered", "over"]

untouched.remember()
