"""The plain tools at the command line: papermill and nbconvert as anyone would type them."""

import json
import sys
from pathlib import Path

from benchmarks import webpdf
from benchmarks.timing import Laps, timed
from h200analysis import project
from h200analysis.press.editions import Job

RUN, PAGE, PAPER = "papermill", "nbconvert html", "nbconvert webpdf"


def made(job: Job, out: Path) -> Laps:
    """Make page and paper of a job, as `<briefing>.html` and `.pdf`; time every step."""
    notebook = str(out / f"{job.briefing}.ipynb")
    laps = {
        RUN: timed(_papermill(job, notebook), {project.ROOT: str(project.root())}),
        PAGE: timed([_script("jupyter-nbconvert"), "--to", "html", notebook]),
    }
    if webpdf.browser():
        laps[PAPER] = timed([sys.executable, "-m", "benchmarks.webpdf", *_webpdf(), notebook])
    return laps


def _script(name: str) -> str:
    """Return the path of a command that stands beside this Python."""
    return str(Path(sys.executable).with_name(name))


def _papermill(job: Job, where: str) -> list[str]:
    values = json.dumps(job.values)  # JSON is YAML
    options = ["-y", values, "-k", "python3", "--cwd", str(job.notebook.parent)]
    return [_script("papermill"), str(job.notebook), where, *options, "--no-progress-bar"]


def _webpdf() -> list[str]:
    cut = f"--WebPDFExporter.browser_args={webpdf.NO_NETWORK}"
    return ["--to", "webpdf", "--WebPDFExporter.disable_sandbox=True", cut]
