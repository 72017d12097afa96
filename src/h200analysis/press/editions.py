"""Editions: one briefing, one day, one folder that is complete or absent."""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat

from h200analysis import evidence, study
from h200analysis.evidence import Ledger
from h200analysis.press import parameters
from h200analysis.press.catalogue import Catalogue

FILES = ("briefing.html", "briefing.pdf", "briefing.ipynb", "figures.json", "manifest.json")
_TOOLS = ("h200analysis", "altair", "nbconvert", "numpy", "papermill", "pypandoc_binary", "scipy",
          "typst", "vl-convert-python")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edition:
    """A published edition: where it stands, and whether this run made it."""

    briefing: str
    folder: Path
    made: bool


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made: a briefing with checked parameters, and the evidence of its day."""

    briefing: str
    notebook: Path
    values: dict[str, Any]
    changed: dict[str, Any]
    ledger: Ledger
    key: str

    def folder(self, out: Path) -> Path:
        """Return `out/<as_of>/<briefing>[--<variant>]`; no variant stands in another's place."""
        variant = "".join(f"--{text}" for text in _variant(self.changed))
        return out / str(self.values["as_of"]) / f"{self.briefing}{variant}"


def order(catalogue: Catalogue, briefing: str, given: Mapping[str, Any]) -> Order:
    """Check all that can be checked before a kernel starts; return what is to be made.

    `given` holds names of the parameters cell, or of evidence parameters, which go on under
    `set_by_hand`.
    """
    notebook = catalogue.notebook(briefing)
    source = nbformat.read(notebook, as_version=4)
    declared = parameters.read(source, briefing)
    defaults = {name: parameter.default for name, parameter in declared.items()}
    wanted = {**catalogue.briefing(briefing).parameters, **given}
    day = parameters.check(declared, _only(wanted, "as_of"), briefing).get(
        "as_of", defaults["as_of"]
    )
    ledger = evidence.read(day)
    own = {k: v for k, v in wanted.items() if k in declared}
    values = defaults | parameters.check(declared, own, briefing)
    by_hand = {k: _number(v) for k, v in wanted.items() if k not in own}
    parameters.known(by_hand, [*declared, *ledger.parameters, *study.choices()], briefing)
    values["set_by_hand"] = dict(sorted({**values.get("set_by_hand", {}), **by_hand}.items()))
    case = study.Case(ledger, values["scenario"]).let(**values["set_by_hand"])
    case.drawn(values["seed"], values["draws"])  # nothing is drawn: this refuses what is unsound
    changed = {k: v for k, v in values.items() if k != "as_of" and v != defaults.get(k)}
    key = _key(notebook.read_bytes(), values, ledger)
    return Order(briefing, notebook, values, changed, ledger, key)


def publish(order: Order, out: Path, force: bool = False) -> Edition:
    """Make an edition, pass it through the gate and put it in its place, whole.

    An edition with the same key that stands unharmed is left alone unless `force`.
    """
    folder = order.folder(out)
    if not force and _stands(folder, order.key):
        return Edition(order.briefing, folder, made=False)
    _put(folder, _make(order))
    return Edition(order.briefing, folder, made=True)


def _make(order: Order) -> dict[str, bytes]:
    # Loaded here, so that a mistake or an unchanged edition is told a second and a half sooner.
    from h200analysis.press import gate
    from h200analysis.press.figures import figures
    from h200analysis.press.html import BriefingHTMLExporter
    from h200analysis.press.pdf import BriefingPDFExporter
    from h200analysis.press.run import run

    notebook = run(order.notebook, order.values)
    notebook.metadata["h200"] = {
        "as_of": order.values["as_of"],
        "footer": _footer(order.values),
        "language": "en",
    }
    html, told = BriefingHTMLExporter().from_notebook_node(notebook)
    pdf, told_again = BriefingPDFExporter().from_notebook_node(notebook)
    printed = figures(notebook)
    faults = (*told["faults"], *told_again["faults"])
    work = gate.Work(html, pdf, printed, faults, order.ledger)
    gate.refuse(order.briefing, gate.refusals(work))
    files = {
        "briefing.html": html.encode(),
        "briefing.pdf": pdf,
        "briefing.ipynb": nbformat.writes(notebook).encode(),
        "figures.json": _json(printed),
    }
    return files | {"manifest.json": _json(_manifest(order, files))}


def _footer(values: Mapping[str, Any]) -> str:
    return (
        f"“Likely” means nine chances in ten inside · seed {values['seed']} · "
        f"{values['draws']:,} draws · h200analysis {version('h200analysis')}"
    )


def _manifest(order: Order, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "briefing": order.briefing,
        "parameters": order.values,
        "key": order.key,
        "evidence": order.ledger.fingerprint(),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        "versions": {tool: version(tool) for tool in _TOOLS},
    }


def _key(notebook: bytes, values: Mapping[str, Any], ledger: Ledger) -> str:
    """Hash all that an edition depends on: the view of the evidence, not the files of it."""
    package = Path(__file__).parents[1]
    lock = package.parents[1] / "requirements.lock"
    sources = sorted(p for p in package.rglob("*") if p.is_file() and p.suffix != ".pyc")
    digest = hashlib.sha256()
    for part in (notebook, _json(values), ledger.fingerprint().encode()):
        digest.update(hashlib.sha256(part).digest())
    for path in [*sources, *([lock] if lock.is_file() else [])]:
        digest.update(f"{path.relative_to(package.parents[1])}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _stands(folder: Path, key: str) -> bool:
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return bool(manifest["key"] == key) and all(
            hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
            for name, digest in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return False


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write aside and rename into place; on any failure the previous edition stands."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = folder.parent / f".{folder.name}.{os.getpid()}.part"
    previous = aside.with_suffix(".previous")
    try:
        aside.mkdir()
        for name, content in files.items():
            (aside / name).write_bytes(content)
        if folder.exists():
            folder.rename(previous)
        aside.rename(folder)
    except BaseException:
        if previous.exists() and not folder.exists():
            previous.rename(folder)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        shutil.rmtree(previous, ignore_errors=True)


def _variant(changed: Mapping[str, Any]) -> list[str]:
    texts = [changed["scenario"]] if "scenario" in changed else []
    by_hand = changed.get("set_by_hand", {})
    others = {k: v for k, v in changed.items() if k not in {"scenario", "set_by_hand"}}
    return texts + [f"{name}={value}" for name, value in {**others, **by_hand}.items()]


def _only(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {name: values[name]} if name in values else {}


def _number(value: Any) -> float | str:
    """Return a hand-set value: a number, or the name of what is to stand in its place."""
    try:
        return float(value)
    except ValueError:
        return str(value)


def _json(content: Any) -> bytes:
    text = json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False)
    return f"{text}\n".encode()
