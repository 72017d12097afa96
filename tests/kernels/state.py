"""What a kernel finds about itself: run in a kernel, it leaves `state` with what JSON can hold."""

import gc
import locale
import logging
import os
import re
import resource
import signal
import sys
import tempfile
import threading
from pathlib import Path

import altair as alt
import numpy as np
import pandas as pd

_numbers = [name for name in dir(resource) if name.startswith("RLIMIT_")]
_handlers = {
    s.name: repr(signal.getsignal(s)) for s in signal.valid_signals() if hasattr(s, "name")
}
_main = sys.modules["__main__"]

state = {
    "arguments": sys.argv[:2],
    "command": [*sys.orig_argv[:4], len(sys.orig_argv)],
    "flags": list(sys.flags),
    "path": sys.path,
    "prefix": [sys.executable, sys.prefix, sys.base_prefix],
    "folder": str(Path.cwd()),
    "environment": dict(os.environ),
    "temporary": tempfile.gettempdir(),
    "mask": [os.umask(0o022), os.umask(0o022)][0],
    "limits": {name: resource.getrlimit(getattr(resource, name)) for name in _numbers},
    "group": [os.getpgrp() == os.getpid(), os.getsid(0) == os.getpid()],
    "handlers": {k: re.sub("0x[0-9a-f]+", "", v) for k, v in _handlers.items()},
    "blocked": sorted(int(s) for s in signal.pthread_sigmask(signal.SIG_BLOCK, ())),
    "threads": sorted(re.sub(r"\d+", "", type(t).__name__) for t in threading.enumerate()),
    "files": sorted(
        {
            re.sub(r"\d+", "", str(each.readlink()))
            for each in Path("/proc/self/fd").iterdir()
            if each.is_symlink() and "profile_default" not in str(each.readlink())  # IPython's
        }
    ),
    "streams": [
        [s.name, s.mode, s.encoding, s.errors, s.line_buffering, s.write_through, s.isatty()]
        for s in (sys.__stdin__, sys.__stdout__, sys.__stderr__)
        if s is not None
    ],
    "main": sorted(name for name in vars(_main) if not name.startswith("_")),
    "locale": [locale.setlocale(locale.LC_CTYPE), locale.setlocale(locale.LC_NUMERIC)],
    "collector": [gc.isenabled(), gc.get_threshold(), gc.get_debug()],
    "limits_of_python": [sys.getrecursionlimit(), sys.getswitchinterval()],
    "hash": hash("a word"),
    "logging": [logging.root.level, [type(h).__name__ for h in logging.root.handlers]],
    "pandas": repr(vars(pd.options)["d"]),
    "numpy": {k: repr(v) for k, v in np.get_printoptions().items()} | {"errors": np.geterr()},
    "altair": [alt.renderers.active, alt.theme.active, alt.data_transformers.active],
}
