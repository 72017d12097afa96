"""Briefings on Nvidia's H200 and China that a reader can trust."""

import logging

from h200analysis import deferred

# Whoever uses the package decides what is shown of its log: the h200 command does, for one.
logging.getLogger(__name__).addHandler(logging.NullHandler())

deferred.defer()
