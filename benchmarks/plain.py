"""The plain tools: papermill and nbconvert as anyone would call them, on the same notebooks.

They are run in two ways: as they come, when the notebooks draw each chart themselves since no press
will; and with that left out, which is the least that the plain tools can take, and shows no chart.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import webpdf
from benchmarks.timing import Laps, timed
from h200analysis.exhibits.render import UNDER_PRESS
from h200analysis.press.editions import Job

WAYS = ("", ", no charts")
RUN, PAGE, PAPER = "papermill", "nbconvert html", "nbconvert webpdf"


def built(jobs: Sequence[Job], out: Path, way: str = "") -> Laps:
    """Make page and paper of each job, as `<briefing>.html` and `.pdf`; time every step."""
    out.mkdir(exist_ok=True)
    notebooks = [str(out / f"{job.briefing}.ipynb") for job in jobs]
    drawn = {UNDER_PRESS: "1"} if way else {}
    runs = [timed(_papermill(o, n), drawn) for o, n in zip(jobs, notebooks, strict=True)]
    laps = {RUN: sum(runs[1:], runs[0])}
    laps[PAGE] = timed([_script("jupyter-nbconvert"), "--to", "html", *notebooks])
    if webpdf.browser():
        laps[PAPER] = timed([sys.executable, "-m", "benchmarks.webpdf", *_webpdf(), *notebooks])
    return {f"{step}{way}": lap for step, lap in laps.items()}


def _script(name: str) -> str:
    """Return the path of a command that stands beside this Python."""
    return str(Path(sys.executable).with_name(name))


def _papermill(job: Job, where: str) -> list[str]:
    values = json.dumps(job.values)  # JSON is YAML
    options = ["-y", values, "-k", "python3", "--cwd", str(job.notebook.parent)]
    return [_script("papermill"), str(job.notebook), where, *options, "--no-progress-bar"]


def _webpdf() -> list[str]:
    """Cut the browser's network: what a page lacks then fails at once, here as everywhere."""
    cut = "--WebPDFExporter.browser_args=--host-resolver-rules=MAP * ~NOTFOUND"
    return ["--to", "webpdf", "--WebPDFExporter.disable_sandbox=True", cut]
