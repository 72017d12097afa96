"""Imported before all that a process loads: what is imported stays, so nothing is looked through.

Whoever is forked from it collects again (`workers`). To look for what may go takes a tenth of the
time of a start.
"""

import gc

gc.disable()
