"""A process that lends its zygote to two others, each of which has a kernel from it.

`python -m tests.kernels.lending` prints of each its number, that of its kernel and of the zygote.
"""

import os
import time
from multiprocessing import get_context

from h200analysis.kernels import zygotes
from tests.kernels.started import ENVIRONMENT, started


def serve(lent: zygotes.Lent) -> None:
    """Have a kernel from a zygote of another process, and keep it."""
    zygotes.borrow(lent)
    with started() as kernel:
        zygote = kernel.told("__import__('os').getppid()")
        print(f"{os.getpid()} {kernel.pid} {zygote}", flush=True)
        time.sleep(600)


if __name__ == "__main__":
    own = zygotes.begun(ENVIRONMENT).lent()
    for _ in range(2):
        get_context("spawn").Process(target=serve, args=(own,)).start()
    time.sleep(600)
