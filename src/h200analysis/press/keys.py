"""The software that makes an edition: its files by hash, and the versions of its tools."""

import hashlib
import json
import os
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

from h200analysis import project

PACKAGE = Path(str(resources.files("h200analysis")))
HEX = 12
_TOOLS = ("altair", "font-source-sans-pro", "ipykernel", "jinja2", "nbconvert",
          "nbformat", "numpy", "pandas", "papermill", "pydantic", "pypandoc_binary", "scipy",
          "typst", "vl-convert-python")  # fmt: skip


def software(package: Path = PACKAGE) -> tuple[Path, ...]:
    """Return what a key covers beside the notebook: the package, and what computes of the project.

    The latter is its lock file, and its own formulas where it has any.
    """
    return package, *project.software()


def package(package: Path = PACKAGE) -> dict[str, str]:
    """Return a hash of each file of the package, and of what computes of the project, by path.

    A path of the package begins with its name, wherever it is installed. The sample that a wheel
    carries is no part of it. The commit does not count: one that changed nothing of these is no
    reason to make an edition again.
    """
    folder, *own = software(package)
    found = sorted(_sources(str(folder), f"{folder.name}/"))
    found += [(project.name(path), str(path), path.stat()) for path in own if path.is_file()]
    return {name: _hash(path, *_signature(state)) for name, path, state in found}


def _sources(folder: str, within: str) -> Iterator[tuple[str, str, os.stat_result]]:
    """Yield the files of the package that count: how each is named, its path and its state."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{within}{entry.name}"
            if entry.is_dir():
                if name.partition("/")[2] != project.SAMPLE and not entry.is_symlink():
                    yield from _sources(entry.path, f"{name}/")
            elif not name.endswith(".pyc"):
                yield name, entry.path, entry.stat()


def _signature(state: os.stat_result) -> tuple[int, int, int]:
    """Return size, time of change and number of a file: another where anything was written."""
    return state.st_size, state.st_mtime_ns, state.st_ino


@lru_cache(maxsize=4096)  # a plan asks for the whole package once for each edition that is stale
def _hash(path: str, *_: int) -> str:
    return short(Path(path).read_bytes())


def short(content: bytes) -> str:
    """Return a hash that tells two contents apart: the first 12 digits of their SHA-256."""
    return hashlib.sha256(content).hexdigest()[:HEX]


def versions() -> dict[str, str]:
    """Return the versions of the tools that have a hand in an edition.

    Python's own is told in the manifest, and is no part of what an edition is made of: the lock has
    one version of each tool for every Python, and they give the same bytes.
    """
    return {tool: version(tool) for tool in _TOOLS}


def as_json(content: Any) -> bytes:
    """Write JSON that is the same for the same content, a line each."""
    text = json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False)
    return f"{text}\n".encode()
