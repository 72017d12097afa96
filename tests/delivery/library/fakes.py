"""Small editions of our own wording, whole by their manifests, for libraries of many."""

import html
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf

from h200analysis.exhibits.wording import HEADLINE, worded
from h200analysis.press import keys, manifest

_PAGE = """<!doctype html><html lang="en"><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title></head><body><main><h1>{title}</h1><div class="deck"><p>{answer}</p></div>
<a href="briefing.pdf">PDF</a></main></body></html>"""


def figure(name: str, value: float, statistic: str = "mean", **further: Any) -> dict[str, Any]:
    """Return a printed figure as `figures.json` has it, in chips if nothing else is said."""
    unit = further.get("unit", "chip")
    told = {
        "as_of": "2026-03-10",
        "claims": ["orders_seed"],
        "error": None,
        "formula": "parameter",
        "id": f"{name}-{statistic}-{value}",
        "inputs": [],
        "name": name,
        "statistic": statistic,
        "supposing": {"scenario": "central"},
        "text": "" if unit is None else worded(value, unit, HEADLINE),
        "unit": unit,
        "value": value,
    }
    return told | further


def _pdf(title: str) -> bytes:
    """Return a PDF of one blank page, which its title tells from others."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = title
        made = io.BytesIO()
        pdf.save(made, deterministic_id=True)
    return made.getvalue()


def stand(
    out: Path,
    address: str,
    figures: Sequence[Mapping[str, Any]] = (),
    title: str = "Two million chips are wanted",
    answer: str = "None has arrived.",
    records: Mapping[str, str] | None = None,
    **further: Any,
) -> Path:
    """Put an edition at an address; what else is given stands in its manifest."""
    folder = out / address
    folder.mkdir(parents=True)
    day, name, number = address.split("/")
    dated = [{**each, "as_of": day} for each in figures]
    page = _PAGE.format(title=html.escape(title), answer=html.escape(answer))
    files = {
        "briefing.html": page.encode(),
        "briefing.pdf": _pdf(address),
        "figures.csv": b"id,name\n",
        "figures.json": json.dumps(dated).encode(),
    }
    told = {
        "briefing": name.partition("--")[0],
        "changed": [],
        "edition": int(number),
        "files": manifest.hashes(files),
        "key": keys.short(address.encode()) * 5,
        "made": "2026-11-28",
        "notebook": "33dedb619e63",
        "parameters": {"as_of": day, "scenario": "central"},
        "records": dict(records or {}),
        "software": {"version": "0.2.0", "commit": "abc", "uncommitted_changes": False},
    }
    for file, content in {**files, manifest.NAME: manifest.as_file(told | further)}.items():
        (folder / file).write_bytes(content)
    return folder
