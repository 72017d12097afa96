"""What is imported before a kernel is forked: an allow-list, and nothing of the user's."""

import builtins
import gc
import os
import pkgutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

# What an ordinary kernel imports by itself before its first cell.
KERNEL = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "sqlite3",
    "tornado.platform.asyncio",
)
SELDOM = ("pandas",)  # used by notebooks: of a single kernel, one that does so imports it itself
LIBRARIES = (
    *SELDOM,
    "altair",
    "scipy.special",
    "typst",
    "markdown_it",
    "charset_normalizer",
)
ROOMS = ("evidence", "model", "chance", "cases", "futures", "inquiry", "exhibits")
_FOLDER = "H200_DATA"  # the variable that says where the evidence of a kernel lies
_OF_COMMANDS = "h200analysis.exhibits.terminal"  # which no notebook shows anything in


@dataclass(frozen=True, slots=True)
class Preloaded:
    """What the imports have left behind, beside the modules."""

    names: frozenset[str]  # top-level, which no ordinary kernel would have yet
    variables: dict[str, str]  # of the environment, which an import has set


def preload(is_for_one: bool = False) -> Preloaded:
    """Import all of them, as if a cell did so; for one kernel alone but what is seldom used."""
    before = dict(os.environ)
    for name in KERNEL:
        import_module(name)
    kernel = _top_level()
    with _as_in_a_kernel():
        for name in LIBRARIES:
            if not (is_for_one and name in SELDOM):
                import_module(name)
        for name in ROOMS:
            _import_whole(f"h200analysis.{name}")
    variables = {name: it for name, it in os.environ.items() if before.get(name) != it}
    return Preloaded(_top_level() - kernel, variables)


def read(env: Mapping[str, str]) -> None:
    """Read the evidence that a kernel of this environment is to read, unless it was read before.

    What is wrong with it is told by the kernel, which finds the same.
    """
    folder = env.get(_FOLDER, "")
    if Path(folder).is_absolute():  # another is beside the kernel, and not beside this process
        with suppress(Exception):
            import_module("h200analysis.evidence").views(folder, date.max)
            gc.freeze()  # pages that a kernel need not copy


def _top_level() -> frozenset[str]:
    return frozenset(name.partition(".")[0] for name in sys.modules)


def _import_whole(room: str) -> None:
    """Import the modules of a room, those first that are loaded when one of its names is used.

    A name and its module may be called the same, and whoever uses the room expects the name.
    """
    package = import_module(room)
    for name in dir(package):
        getattr(package, name)
    for module in pkgutil.walk_packages(package.__path__, f"{room}."):
        if not module.name.startswith(_OF_COMMANDS):
            import_module(module.name)


class _Shell:
    """What a library may ask of the shell while it is imported: that it belongs to a kernel."""

    kernel = True


class _Output(StringIO):
    """What a library finds as standard output in a kernel, whatever the terminal can show."""

    encoding = "UTF-8"


@contextmanager
def _as_in_a_kernel() -> Iterator[None]:
    """Let a library find the shell and the output that it would find if a cell imported it.

    Without it pandas takes the process for a terminal and shows every column of a wide table.
    """
    names: Any = builtins
    names.get_ipython = _Shell
    try:
        with redirect_stdout(_Output()):
            yield
    finally:
        del names.get_ipython


def sources() -> list[str]:
    """Return the files that the modules came from."""
    files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    return sorted(filter(None, files))


def stamps(files: list[str]) -> list[tuple[int, int]]:
    """Return when each file was last changed, and its size; zeros for one that is not there."""
    return [_stamp(file) for file in files]


def _stamp(file: str) -> tuple[int, int]:
    try:
        found = os.stat(file)  # noqa: PTH116 (two thousand of them before each kernel)
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def shadowed(folder: str, names: frozenset[str]) -> bool:
    """Say whether a cell in this folder would import one of the names from there."""
    with os.scandir(folder) as entries:
        return any(
            entry.name.partition(".")[0] in names
            and (entry.name.endswith((".py", ".so", ".pyc")) or _is_package(entry.path))
            for entry in entries
        )


def _is_package(path: str) -> bool:
    return (Path(path) / "__init__.py").exists()
