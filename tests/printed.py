"""The figures that the catalogue's editions print, as the tests hold them: one CSV an edition.

`make figures` writes them anew. The difference that git then shows is what the changelog explains.
"""

import csv
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from h200analysis.press import catalogue, editions

HELD = Path(__file__).parent / "editions"
_COLUMNS = ("figure", "supposing", "statistic", "text")


def sheet(figures: list[dict[str, Any]]) -> str:
    """Return the entries of a figures.json as CSV, one printed figure a line, in their order."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for entry in figures:
        supposed = _supposed(entry["supposing"])
        writer.writerow((entry["name"], supposed, entry["statistic"], entry["text"]))
    return text.getvalue()


def sheets(out: Path) -> Iterator[tuple[Path, str]]:
    """Build every edition of the catalogue below a folder; yield the file that holds its figures.

    Each file comes with the CSV that it should hold, its path relative to `HELD`.
    """
    known = catalogue.read()
    for name, briefing in known.briefings.items():
        for day in briefing.as_of:
            job = editions.job(known, name, {"as_of": day})
            folder = editions.publish(job, out).folder
            figures = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
            yield Path(folder.parent.parent.name, f"{name}.csv"), sheet(figures)


def renew() -> None:
    """Write the figures of every edition anew, and drop those of editions that are no more.

    These editions are looked at and thrown away, so they lock no forecast.
    """
    with tempfile.TemporaryDirectory() as out:
        os.environ["H200_REGISTER"] = str(Path(out) / "forecasts.jsonl")
        made = dict(sheets(Path(out)))
    shutil.rmtree(HELD, ignore_errors=True)
    for place, text in made.items():
        (HELD / place).parent.mkdir(parents=True, exist_ok=True)
        (HELD / place).write_text(text, encoding="utf-8")
        sys.stdout.write(f"tests/editions/{place}: {len(text.splitlines()) - 1} figures\n")


def _supposed(supposing: Mapping[str, float | str]) -> str:
    """Return the scenario, unless it is the central one, and what was let stand for what."""
    told = [f"{name}={value}" for name, value in supposing.items() if name != "scenario"]
    scenario = supposing.get("scenario", "central")  # a claim is quoted under none
    return "; ".join([*([] if scenario == "central" else [str(scenario)]), *told])


if __name__ == "__main__":
    renew()
