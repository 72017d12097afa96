"""How long each step of an edition took, for whoever asks the log."""

import logging
from collections.abc import Callable
from functools import wraps
from time import perf_counter
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def timed(step: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Log each call of a function, under the name of its step, with the seconds that it took."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        logger = logging.getLogger(function.__module__)

        @wraps(function)
        def measured(*args: P.args, **kwargs: P.kwargs) -> R:
            start = perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                logger.info("%s: %.2f s", step, perf_counter() - start)

        return measured

    return decorate
