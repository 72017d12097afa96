"""Where a build's time goes: plain timers around the press's public functions, in one process.

Every briefing is built twice: the first build finds the process cold, the second finds it warm.
Run as `python -m benchmarks.stages` it prints the seconds of each stage as JSON. What Python takes
to start is not in them.
"""

import json
import subprocess
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
READING, PAGE, PAPER = "charts, texts", "HTML", "PDF"
GATE, WRITING = "gate", "manifest, writing"

Stages = dict[str, dict[str, float]]
"""The seconds of each stage, of the `first` build and of the `second`."""

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
        job = editions.job(known, briefing, {})
        with stage(WRITING):
            editions.publish(job, out, force=True)
    _seconds[WRITING] -= sum(_seen(name) for name in (NOTEBOOK, READING, PAGE, PAPER, GATE))
    return dict(_seconds)


def _seen(name: str) -> float:
    if name not in _seconds:
        raise LookupError(f"No call of {name!r} was seen; watch what the press calls now.")
    return _seconds[name]


def measured() -> Stages:
    """Return the stages as a process of its own has them."""
    from h200analysis.press.catalogue import checkout  # here, lest it be missing from the imports

    command = [sys.executable, "-m", "benchmarks.stages"]
    done = subprocess.run(command, cwd=checkout(), stdout=subprocess.PIPE, check=True)
    found: Stages = json.loads(done.stdout)
    return found


def main() -> None:
    """Print the stages of a cold and of a warm build as JSON."""
    with stage(IMPORTS):
        from h200analysis.press import editions, formats, gate, reading, run
    imports = dict(_seconds)
    watch(editions, "job", CHECKS)
    watch(run, "run", NOTEBOOK)
    watch(reading, "read", READING)
    watch(formats.HTML, "write", PAGE)
    watch(formats.PDF, "write", PAPER)
    watch(gate, "reasons", GATE)
    with tempfile.TemporaryDirectory() as out:
        first, second = imports | built(Path(out)), built(Path(out))
    json.dump({"first": first, "second": second}, sys.stdout)


if __name__ == "__main__":
    main()
