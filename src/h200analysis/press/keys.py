"""The software that makes an edition: its files by hash, and the versions of its tools."""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1]
HEX = 12
_TOOLS = ("altair", "font-source-sans-pro", "ipykernel", "jinja2", "nbconvert",
          "nbformat", "numpy", "pandas", "papermill", "pydantic", "pypandoc_binary", "scipy",
          "typst", "vl-convert-python")  # fmt: skip


def software(package: Path = PACKAGE) -> tuple[Path, Path]:
    """Return what a key covers beside the notebook: the package, and the checkout's lock file."""
    return package, package.parents[1] / "requirements.lock"


def package(package: Path = PACKAGE) -> dict[str, str]:
    """Return a hash of each file of the package, and of the lock file of its checkout, by path.

    The commit does not count: one that changed nothing of these is no reason to make an edition
    again.
    """
    folder, lock = software(package)
    sources = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc")
    return {
        path.relative_to(lock.parent).as_posix(): short(path.read_bytes())
        for path in [*sources, *([lock] if lock.is_file() else [])]
    }


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
