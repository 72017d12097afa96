"""The key of each printed figure: a path that people can read, unique within its edition."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

PLACE = ("edition", "exhibit", "key")
"""What an entry says of where its figure stands; the rest is the figure itself."""

_PLAIN = {"as reported", "as published"}
_USUAL = "central"  # the scenario that goes without saying
_UNFIT = re.compile(r"[^\w.=-]+")


def keyed(figures: Iterable[Mapping[str, Any]], as_of: str) -> list[dict[str, Any]]:
    """Return figures of one edition with a `key` each: "months/delivered_chips/p95/2026-06-30".

    A key is exhibit, name and, where they are not the usual ones, statistic, scenario, what was
    supposed, a day other than `as_of`, and the period counted. Equal ones are numbered: the second
    ends in "#2".
    """
    seen: Counter[str] = Counter()
    told = []
    for figure in figures:
        path = "/".join(_UNFIT.sub("_", part) for part in _parts(figure, as_of))
        seen[path] += 1
        told.append({**figure, "key": path if seen[path] == 1 else f"{path}#{seen[path]}"})
    return told


def _parts(figure: Mapping[str, Any], as_of: str) -> Iterator[str]:
    yield from (figure["exhibit"], str(figure.get("name", "")))
    if (statistic := figure.get("statistic")) not in {*_PLAIN, None}:
        yield str(statistic)
    for name, supposed in sorted(figure.get("supposing", {}).items()):
        if name != "scenario":
            yield f"{name}={supposed}"
        elif supposed != _USUAL:
            yield str(supposed)
    if (day := figure.get("as_of")) and as_of and day != as_of:
        yield str(day)
    if period := figure.get("period"):
        yield str(period)
