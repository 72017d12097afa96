"""How long a build takes: beside the plain tools, by stage, and before it does anything.

Compared are `h200 build` and what an analyst would type without it: `papermill`, then
`jupyter nbconvert` to HTML and to PDF through Chromium. It is fair in that both get the same
notebooks with the same parameters in the same Python and take turns in one run, each as whole
processes; nbconvert is started once for all notebooks; and the plain tools are measured both with
the notebooks' own charts and without, which is the least they can take. Since what they make is
less, the counts of what is shown stand beside the seconds. The ratios are what to read: seconds
are of one machine on one day.
"""

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import ours, plain, products, report, stages, webpdf
from benchmarks.products import Counts
from benchmarks.timing import rounds
from h200analysis.press import catalogue, editions
from h200analysis.press.editions import Job

STARTS_A_ROUND = 5


def main() -> None:
    """Measure, print the tables and keep them in benchmarks/results/build.json."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--rounds", type=int, default=3, help="measured rounds; at least 3 to trust")
    count: int = asked.parse_args().rounds
    known = catalogue.read()
    jobs = [editions.job(known, name, {}) for name in known.briefings]
    if not webpdf.browser():
        print("There is no Chromium here, so nbconvert's PDF is left out; the rest is measured.")
    with tempfile.TemporaryDirectory() as folder:
        found = _measured(jobs, Path(folder), count)
    print(report.text(found))
    _keep(known.root / "benchmarks" / "results" / "build.json", found)


def _measured(jobs: Sequence[Job], folder: Path, count: int) -> report.Findings:
    tools = [partial(plain.built, jobs, folder / f"plain{way}", way) for way in plain.WAYS]
    builds = rounds([partial(ours.built, folder), *tools], count)
    starts = rounds([ours.asked_for_help, ours.python_started], count * STARTS_A_ROUND)
    staged = [stages.measured() for _ in range(count)]
    return report.Findings(builds, starts, staged, _made(jobs, folder))


def _made(jobs: Sequence[Job], folder: Path) -> dict[str, Counts]:
    """Count what each tool left in the folder."""
    pages = {job.briefing: job.folder(folder) / "briefing.html" for job in jobs}
    made = {ours.BUILD: _counted(pages, pages)}
    for way in plain.WAYS:
        where = folder / f"plain{way}"
        made[f"plain{way}"] = _counted({name: where / f"{name}.html" for name in pages}, pages)
    return made


def _counted(pages: Mapping[str, Path], of_ours: Mapping[str, Path]) -> Counts:
    """Count what the pages, and the papers beside them, have of the charts in our pages."""
    return products.total(
        [
            products.product(page, page.with_suffix(".pdf"), products.labels(of_ours[name]))
            for name, page in pages.items()
        ]
    )


def _keep(path: Path, found: report.Findings) -> None:
    tools = ("h200analysis", "papermill", "nbconvert", "typst")
    kept: dict[str, Any] = {"versions": {tool: version(tool) for tool in tools}, **asdict(found)}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
