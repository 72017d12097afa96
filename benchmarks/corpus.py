"""What the exporters make of any notebooks: `python -m benchmarks.corpus FOLDER`.

Runs `briefing_html` and `briefing_pdf` over every notebook in a folder and below, beside plain
nbconvert's HTML, in one process that has imported everything. Of each it counts the notebooks that
were exported, the outputs found, shown and lost, the notebooks with a warning, and the seconds.
Warnings that a notebook by itself always has, as that nobody dated it, are not counted. The faults
follow, each kind with how many notebooks have it. `--csv FILE` keeps a row for each notebook.
"""

import argparse
import csv
import logging
import re
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from statistics import median
from typing import Any

from nbconvert.exporters import Exporter, HTMLExporter

from h200analysis.press.exporting import BriefingHTMLExporter, BriefingPDFExporter

EXPORTERS: dict[str, type[Exporter]] = {
    "nbconvert html": HTMLExporter,
    "briefing html": BriefingHTMLExporter,
    "briefing pdf": BriefingPDFExporter,
}
_USUAL = re.compile(r"found no (?:date|title)|no alternative text|the chart has no title")
_OWN_WORDS = re.compile(r"^cell \d+: |\d[\d,]*|“.*?”|https?:\S+")
_MOST_KINDS = 25


@dataclass(frozen=True, slots=True)
class Export:
    """What one exporter made of one notebook; what plain nbconvert loses nobody counts."""

    notebook: str
    exporter: str
    seconds: float
    size: int
    found: int
    lost: int
    faults: tuple[str, ...]
    error: str

    @property
    def is_exported(self) -> bool:
        """Whether there is a file at all."""
        return not self.error


def exported(path: Path, name: str) -> Export:
    """Return what an exporter makes of a notebook."""
    exporter = EXPORTERS[name]()
    exporter.log = logging.getLogger("benchmarks.corpus")
    begun = time.perf_counter()
    told: dict[str, Any] = {}
    size, error = 0, ""
    try:
        content, told = exporter.from_filename(str(path))
        size = len(content)
    except Exception as failure:  # whatever a notebook does to an exporter is a finding
        error = f"{type(failure).__name__}: {str(failure).partition(chr(10))[0][:200]}"
    seconds = time.perf_counter() - begun
    tally = told.get("tally", {})
    faults = tuple(fault for fault in told.get("faults", []) if not _USUAL.search(fault))
    counts = tally.get("found", 0), tally.get("lost", 0)
    return Export(str(path), name, round(seconds, 3), size, *counts, faults, error)


def main() -> None:
    """Export every notebook of a folder, print the counts, and keep the rows if asked."""
    asked = _asked()
    warnings.simplefilter("ignore")
    logging.getLogger("benchmarks.corpus").setLevel(logging.CRITICAL)
    paths = sorted(path for path in asked.folder.rglob("*.ipynb") if path.is_file())
    exports = [exported(path, name) for path in paths for name in EXPORTERS]
    for line in report(exports):
        print(line)
    if asked.csv:
        _keep(asked.csv, exports)


def report(exports: Sequence[Export]) -> Iterator[str]:
    """Yield a table of the exporters, then what failed, then the kinds of fault."""
    heads = ("exported", "of", "found", "shown", "lost", "warned", "median s", "longest s", "sum s")
    yield f"{'':<16}" + "".join(f"{head:>11}" for head in heads)
    for name in EXPORTERS:
        if own := [export for export in exports if export.exporter == name]:
            yield f"{name:<16}" + "".join(f"{cell:>11}" for cell in _row(own))
    for export in exports:
        if export.error:
            yield f"{export.exporter} fails at {export.notebook}: {export.error}"
    kinds = Counter(
        kind
        for export in exports
        if export.exporter == "briefing pdf"
        for kind in {_OWN_WORDS.sub("", fault)[:90] for fault in export.faults}
    )
    yield from (f"{count:>6}  {kind}" for kind, count in kinds.most_common(_MOST_KINDS))


def _row(own: Sequence[Export]) -> list[str]:
    seconds = [export.seconds for export in own]
    found, lost = sum(export.found for export in own), sum(export.lost for export in own)
    is_counted = own[0].exporter != "nbconvert html"
    counts = [found, found - lost, lost, sum(bool(export.faults) for export in own)]
    return [
        str(sum(export.is_exported for export in own)),
        str(len(own)),
        *(f"{count:,}" if is_counted else "-" for count in counts),
        *(f"{value:.2f}" for value in (median(seconds), max(seconds), sum(seconds))),
    ]


def _keep(path: Path, exports: Sequence[Export]) -> None:
    with path.open("w", encoding="utf-8", newline="") as sheet:
        writer = csv.DictWriter(sheet, [each.name for each in fields(Export)], lineterminator="\n")
        writer.writeheader()
        writer.writerows({**asdict(one), "faults": " | ".join(one.faults)} for one in exports)


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("folder", type=Path, help="where the notebooks are")
    asked.add_argument("--csv", type=Path, help="a file for a row of each notebook and exporter")
    return asked.parse_args()


if __name__ == "__main__":
    main()
