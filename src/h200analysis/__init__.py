"""Briefings on Nvidia's H200 and China that a reader can trust.

What stands in `__all__` here, and in that of each room it names, is public: it keeps its meaning
from one minor release to the next, or the changelog says how it changed. All else is private.
"""

import logging

from h200analysis import deferred
from h200analysis.errors import H200Error

__all__ = ["H200Error", "cases", "evidence", "exhibits", "futures", "inquiry", "model"]

# Whoever uses the package decides what is shown of its log: the h200 command does, for one.
logging.getLogger(__name__).addHandler(logging.NullHandler())

deferred.defer()
