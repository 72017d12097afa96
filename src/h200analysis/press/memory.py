"""A limit on addresses under which no chart can be drawn, told before anything is made."""

from h200analysis.errors import H200Error

NEEDED_GB = 80
_GB = 2**30


class MemoryLimitError(H200Error):
    """Too few addresses for the library that draws charts."""


def refuse_too_little() -> None:
    """Refuse to go on where `ulimit -v` leaves too few addresses for V8, which draws the charts.

    It reserves addresses by the tens of gigabytes, of which it uses little, and ends its process
    where it may not; other libraries wait for ever.
    """
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit not in {resource.RLIM_INFINITY, -1} and limit < NEEDED_GB * _GB:
        raise MemoryLimitError(
            f"The addresses of a process are limited to {limit / _GB:,.1f} GB (ulimit -v); charts "
            f"need {NEEDED_GB} GB of them, though little memory. Lift that limit, and set one on "
            "what a notebook uses by --limit memory_mb=2048."
        )
