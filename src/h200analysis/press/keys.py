"""The key of an edition: a hash of all that its bytes depend on."""

import hashlib
import json
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1]
_TOOLS = ("altair", "font-source-sans-pro", "ipykernel", "jinja2", "nbconvert",
          "nbformat", "numpy", "pandas", "papermill", "pydantic", "pypandoc_binary", "scipy",
          "typst", "vl-convert-python")  # fmt: skip


def key(
    notebook: bytes,
    values: Mapping[str, Any],
    evidence: str,
    tools: Mapping[str, str],
    package: Path = PACKAGE,
) -> str:
    """Return the key: SHA-256, in hexadecimal.

    `evidence` is the fingerprint of the day's view, not of the files, so that later news leaves
    the key as it was. Of `package` every file counts, and the lock file of its checkout. The
    commit does not: one that changed nothing of these is no reason to make an edition again.
    """
    digest = hashlib.sha256()
    for part in (notebook, as_json(values), evidence.encode(), as_json(tools), _code(package)):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def software(package: Path = PACKAGE) -> tuple[Path, Path]:
    """Return what a key covers beside the notebook: the package, and the checkout's lock file."""
    return package, package.parents[1] / "requirements.lock"


def versions() -> dict[str, str]:
    """Return the versions of Python and of the tools that have a hand in an edition."""
    return {"python": platform.python_version()} | {tool: version(tool) for tool in _TOOLS}


def as_json(content: Any) -> bytes:
    """Write JSON that is the same for the same content, a line each."""
    text = json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False)
    return f"{text}\n".encode()


def _code(package: Path) -> bytes:
    folder, lock = software(package)
    sources = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc")
    digest = hashlib.sha256()
    for path in [*sources, *([lock] if lock.is_file() else [])]:
        content = hashlib.sha256(path.read_bytes()).digest()
        digest.update(f"{path.relative_to(lock.parent).as_posix()}\0".encode() + content)
    return digest.digest()
