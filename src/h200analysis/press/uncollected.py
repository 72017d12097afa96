"""Imported before all that a process loads which workers are forked from.

What is imported there stays, so nothing is looked through: that takes a tenth of the time of a
start, and whoever is forked from it collects again (`workers`). Nor is it taken apart in the end,
for which whoever reads what a build says would wait longer still.
"""

import atexit
import gc
import os
import sys

# Anywhere else, as where all modules are gone through, an exit code would be lost.
if "multiprocessing.forkserver" in " ".join(sys.orig_argv):
    gc.disable()
    atexit.register(os._exit, 0)
