"""Where a build's time goes: plain timers around the press's public functions, in one process.

Every briefing is built twice: the first build finds the process cold, the second finds it warm.
The names of the stages and their seconds are printed as JSON, for `benchmarks.build` to read.
"""

import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

IMPORTS, CHECKS, NOTEBOOK = "imports", "checks, evidence", "notebook, kernel"
PAGE, PAPER, GATE, WRITING = "HTML", "PDF", "gate", "manifest, writing"

_seconds: defaultdict[str, float] = defaultdict(float)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Add the time spent inside to a stage."""
    start = time.perf_counter()
    try:
        yield
    finally:
        _seconds[name] += time.perf_counter() - start


def watch(owner: object, name: str, as_stage: str) -> None:
    """Let every call of a public function count towards a stage."""
    inner: Callable[..., Any] = getattr(owner, name)

    @wraps(inner)
    def timed(*args: Any, **kwargs: Any) -> Any:
        with stage(as_stage):
            return inner(*args, **kwargs)

    setattr(owner, name, timed)


def built(out: Path) -> dict[str, float]:
    """Build every briefing into a folder; return the seconds of each stage."""
    from h200analysis.press import catalogue, editions

    _seconds.clear()
    known = catalogue.read()
    for briefing in known.briefings:
        with stage(CHECKS):
            order = editions.order(known, briefing, {})
        with stage(WRITING):
            editions.publish(order, out, force=True)
    inside = sum(_seconds[name] for name in (NOTEBOOK, PAGE, PAPER, GATE))
    _seconds[WRITING] -= inside
    return dict(_seconds)


def main() -> None:
    """Print the stages of a cold and of a warm build as JSON."""
    with stage(IMPORTS):
        from h200analysis.press import editions, gate
        from h200analysis.press.html import BriefingHTMLExporter
        from h200analysis.press.pdf import BriefingPDFExporter
    imports = dict(_seconds)
    watch(editions, "run", NOTEBOOK)
    watch(BriefingHTMLExporter, "from_notebook_node", PAGE)
    watch(BriefingPDFExporter, "from_notebook_node", PAPER)
    watch(gate, "refusals", GATE)
    with tempfile.TemporaryDirectory() as out:
        first, second = imports | built(Path(out)), built(Path(out))
    json.dump({"first": first, "second": second}, sys.stdout)


if __name__ == "__main__":
    main()
