"""Imported before all that a process loads: what is imported stays, so nothing is looked through.

Whoever is forked from it collects again (`workers`). To look for what may go takes a tenth of the
time of a start; and to take all apart in the end, for which whoever reads what a build says would
wait, longer still.
"""

import atexit
import gc
import os

gc.disable()
atexit.register(os._exit, 0)
