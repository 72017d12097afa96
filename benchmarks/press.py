"""What an edition costs, beside the plain tools: `python -m benchmarks.press`, all in one run.

Five parts, each alone with `--only`:

cost    Seconds of an edition of `h200 build --jobs 2`, the whole command, against papermill,
        nbconvert's HTML and its PDF through Chromium, called by their interfaces in one and in two
        processes that have imported everything and run a notebook before the clock starts.
alone   The same of a small notebook many times over: what the press itself costs.
cold    One briefing from a shell in which nothing runs: `h200 build` against the commands.
growth  Many small editions: does the time grow in proportion, does the memory stay flat?
stages  Where the time of an edition goes.

All get the same notebooks with the same parameters in the same Python, and take turns in one run.
What the plain tools make is less, so the counts of what is shown stand beside the seconds. The
ratios are what to read: seconds are of one machine on one day.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import alone, cold, cost, growth, stages, webpdf
from benchmarks.report import Findings
from h200analysis.press import catalogue

PARTS = ("cost", "alone", "cold", "growth", "stages")
_TOOLS = ("h200analysis", "papermill", "nbconvert", "playwright", "typst")


def main() -> None:
    """Measure what is asked for, print each table as it is ready, and keep all of it as JSON."""
    known = catalogue.read()
    given = _asked(list(known.briefings))
    names = given.briefings
    if not webpdf.browser():
        print("There is no Chromium here, so nbconvert's PDF is left out; the rest is measured.")
    measures: dict[str, Callable[[Path], Findings]] = {
        "cost": lambda room: cost.measured(names, room, given.rounds, given.no_charts),
        "alone": lambda room: alone.measured(room, given.rounds),
        "cold": lambda room: cold.measured(names, room, given.rounds),
        "growth": lambda room: growth.measured(room, given.editions),
        "stages": lambda _: stages.measured(names, given.rounds),
    }
    kept: dict[str, Any] = {"versions": {tool: version(tool) for tool in _TOOLS}}
    for part in given.only or PARTS:
        with tempfile.TemporaryDirectory() as room:
            before = os.getloadavg()[0]
            found = measures[part](Path(room))
        print(found.text(), flush=True)
        print(f"  Load average {before:.2f} before, {os.getloadavg()[0]:.2f} after\n", flush=True)
        kept[part] = found.kept()
    _keep(known.root / "benchmarks" / "results" / "press.json", kept)


def _asked(known: Sequence[str]) -> argparse.Namespace:
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument(
        "--rounds", type=int, default=2,
        help="rounds in which all take turns, each of the catalogue's next day; trust three",
    )  # fmt: skip
    asked.add_argument(
        "--editions", type=int, default=40,
        help="editions of the part `growth`; 1000 take ten minutes",
    )  # fmt: skip
    asked.add_argument("--only", nargs="+", choices=PARTS, help="measure these parts alone")
    asked.add_argument(
        "--briefings", nargs="+", metavar="NAME", choices=known, default=known,
        help="take these in place of the catalogue's all; at least two",
    )  # fmt: skip
    asked.add_argument(
        "--no-charts", action="store_true",
        help="have the plain tools of the part `cost` draw no charts, the least that they can take",
    )  # fmt: skip
    given = asked.parse_args()
    if given.rounds < 1 or given.editions < growth.FEWEST or len(given.briefings) < 2:
        asked.error(f"expected 1 round, {growth.FEWEST} editions and 2 briefings, or more of each.")
    return given


def _keep(path: Path, kept: dict[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
