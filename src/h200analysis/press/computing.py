"""How notebooks compute, whichever process runs them: the same sums and the same order each time.

It stands alone, so that what forks their kernels can be begun before anything else is imported.
"""

import os

ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "OPENBLAS_NUM_THREADS": "1",  # sums differ in the last digits by how many there are
}
_NOT_HANDED = ("PYTHONSTARTUP",)


def environment() -> dict[str, str]:
    """Return the environment of a kernel, without what is told of its notebook."""
    return {name: it for name, it in os.environ.items() if name not in _NOT_HANDED} | ENVIRONMENT
