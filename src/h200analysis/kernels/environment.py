"""Which variables of an environment only a process that was started with them can honour."""

from collections.abc import Mapping
from typing import Any

# Read by the C library, by Python or by a preloaded module as it starts. A kernel is forked from a
# process that was started with the same values; a test tells of names that are missing here.
_READ_AT_START = (
    *("PYTHON", "_PYTHON", "LD_", "GLIBC_", "MALLOC_", "LC_", "LANG", "LOCPATH"),
    *("OMP_", "GOMP_", "KMP_", "OPENBLAS_", "GOTO_", "MKL_", "BLIS_", "VECLIB_"),
    *("NPY_", "NUMPY_", "PANDAS_", "SCIPY_", "NARWHALS_", "PYDANTIC_", "EAGER_IMPORT"),
    *("IPYTHON_", "IPYTHONENABLE", "JUPYTER_", "MSGPACK_", "TRAITLETS_", "TORNADO_", "PYZMQ_"),
    *("PYDEV", "DEBUGPY_", "DEBUG_PYDEVD_", "PYCHARM_", "GEVENT_", "PATHS_FROM_ECLIPSE_TO_PYTHON"),
    *("HOME", "USER", "LOGNAME", "PATH", "XDG_", "TERM", "DISPLAY", "ANDROID_DATA"),
    *("REQUEST_METHOD", "SOURCE_DATE_EPOCH", "IN_SPHINX_RUN"),
)
_PROXY = "_proxy"

# They change what is imported, or how, and nothing of the user's may be imported before a kernel is
# forked; or they make Python do what it does only if it runs a program of its own.
_ONLY_FRESH = frozenset(
    {
        *("PYTHONPATH", "PYTHONHOME", "PYTHONSAFEPATH", "PYTHONPLATLIBDIR", "PYTHONCASEOK"),
        *("PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONPROFILEIMPORTTIME", "PYTHONTRACEMALLOC"),
        *("LD_PRELOAD", "LD_AUDIT"),
    }
)


def read_at_start(env: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the variables that two kernels must share to be forked from one process."""
    return tuple(sorted((n, v) for n, v in env.items() if is_read_at_start(n)))


def is_read_at_start(name: str) -> bool:
    """Say whether a variable is read before a kernel is forked."""
    return name.startswith(_READ_AT_START) or name.lower().endswith(_PROXY)


def can_be_given(env: Mapping[Any, Any]) -> bool:
    """Say whether a forked kernel can be given this environment."""
    return _ONLY_FRESH.isdisjoint(env) and all(
        isinstance(name, str)
        and isinstance(value, str)
        and "=" not in name
        and name
        and "\0" not in name + value
        for name, value in env.items()
    )
