"""Editions made by hand, a file of recipients, and the command that delivers, as a process."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from h200analysis.cli import main
from h200analysis.press import manifest

AT = "2026-05-21T07:00:00Z"
LATER = "2026-05-21T07:02:00Z"  # once a message that was put off is due again
PAGE = """<!DOCTYPE html><title>x</title><h1>{title}</h1><div class="deck"><p>{answer}</p></div>"""


def figure(name: str, statistic: str, text: str, value: float, **supposing: str) -> dict[str, Any]:
    """Return a printed figure, as figures.json has it."""
    return {
        "name": name, "statistic": statistic, "text": text, "value": value, "formula": "",
        "inputs": [], "supposing": {"scenario": "central", **supposing},
    }  # fmt: skip


def expecting(mean: float) -> list[dict[str, Any]]:
    """Return the figures of a briefing that expects so many chips, between none and double."""
    told = {"mean": mean, "p05": 0.0, "p95": 2 * mean}
    return [figure("delivered_chips", s, f"{v:,.0f} chips", v) for s, v in told.items()]


def stand(
    out: Path,
    address: str,
    title: str = "None has been delivered",
    answer: str = "Washington has licensed 750,000.",
    figures: list[dict[str, Any]] | None = None,
    pdf: bytes = b"%PDF-1.7 of a test",
) -> Path:
    """Put an edition into a folder of editions, and return its own folder."""
    folder = out / address
    folder.mkdir(parents=True)
    files = {
        "briefing.html": PAGE.format(title=title, answer=answer).encode("utf-8", "surrogatepass"),
        "briefing.pdf": pdf,
        "figures.json": json.dumps(expecting(25_000) if figures is None else figures).encode(),
    }
    told = {"key": "0f", "made": "2026-05-20", "files": manifest.hashes(files)}
    for name, content in {**files, "manifest.json": json.dumps(told).encode()}.items():
        (folder / name).write_bytes(content)
    return folder


def keep(folder: Path) -> None:
    """Have the recipient called desk keep the service."""
    file = folder / "deliveries.toml"
    file.write_text(f'keepers = ["desk"]\n{file.read_text("utf-8")}', "utf-8")


def deliver(
    folder: Path, *words: str, at: str = AT, environment: Mapping[str, str] | None = None
) -> "subprocess.Popen[str]":
    """Start `h200 deliver` for the recipients and the editions of a folder."""
    program = "from h200analysis.start import main; main()"
    command = [sys.executable, "-c", program, "deliver", "--at", at, "--format", "json"]
    return subprocess.Popen(
        [*command, "--recipients", str(folder / "deliveries.toml"), "--out", str(folder / "out"),
         *words],
        env={**os.environ, **(environment or {})}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def delivered(folder: Path, *words: str, at: str = AT) -> tuple[list[dict[str, Any]], int]:
    """Run `h200 deliver` in this process; return what it listed, and its exit code."""
    done = ran(folder, "--format", "json", *words, at=at)
    assert done.stdout, done.output
    return json.loads(done.stdout), done.exit_code


def ran(folder: Path, *words: str, at: str = AT) -> Result:
    """Run `h200 deliver` in this process, for the recipients and the editions of a folder."""
    place = ["--recipients", str(folder / "deliveries.toml"), "--out", str(folder / "out")]
    return CliRunner().invoke(main, ["deliver", "--at", at, *place, *words])
