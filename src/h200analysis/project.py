"""The project: the folder whose data, notebooks and catalogue are read, wherever it lies."""

import os
import tomllib
from pathlib import Path
from typing import Any

from h200analysis.errors import H200Error

ROOT = "H200_ROOT"
"""The variable that names the project's folder; the option --root sets it."""
BELIEFS = "H200_BELIEFS"
"""The variable that names a folder of beliefs which need not be computed (see `futures.kept`)."""
CATALOGUE = Path("reports", "briefings.toml")
SETTINGS = "h200.toml"
LOCK = "requirements.lock"
FORMULAS = f"{__package__}.own"
"""The package that the files of a project's own formulas are modules of."""
PARTS = ("data", "notebooks", CATALOGUE.as_posix(), "reports/deliveries.example.toml", LOCK)
"""What a project is laid out from. The build of a wheel has the same list, in pyproject.toml."""
SAMPLE = "sample"
"""The folder of a wheel with the project that it carries, which `h200 init` lays out."""


class ProjectError(H200Error, LookupError):
    """No project where one is looked for, or settings of one that cannot be read."""


def root() -> Path:
    """Return the folder of the project.

    It is that of H200_ROOT, else the nearest folder upwards from the current one that has a
    `reports/briefings.toml`. Raises `ProjectError` where there is none.
    """
    found = find()
    if found is None:
        raise ProjectError(
            f"There is no project here: neither {Path.cwd()} nor a folder above it has "
            f"{CATALOGUE.as_posix()}. Go to one, name it by --root or {ROOT}, or begin one by "
            "h200 init."
        )
    return found


def find() -> Path | None:
    """Return the folder of the project, or None where there is none."""
    if named := os.environ.get(ROOT):
        return _named(Path(named).absolute())
    here = Path.cwd()
    return next((each for each in (here, *here.parents) if (each / CATALOGUE).is_file()), None)


def data() -> Path:
    """Return the project's folder of evidence."""
    return root() / "data"


def editions() -> Path:
    """Return the folder of the project's editions; one below this folder where there is none."""
    return (find() or Path.cwd()) / "reports" / "editions"


def catalogue(root: Path) -> dict[str, Any]:
    """Return the catalogue of a project as it is written; `press.catalogue` checks it.

    Raises `FileNotFoundError` where there is none, `ValueError` where it is no TOML.
    """
    return tomllib.loads((root / CATALOGUE).read_text(encoding="utf-8"))


def environment() -> dict[str, str]:
    """Return what tells another process, which runs elsewhere, of the project."""
    found = find()
    return {ROOT: str(found)} if found else {}


def software() -> tuple[Path, ...]:
    """Return what of the project itself computes: its lock file, and its formulas if it has any."""
    found = find()
    if found is None:
        return ()
    own = formulas()
    return (found / LOCK, *((found / SETTINGS, *own) if own else ()))


def name(path: Path) -> str:
    """Return what a file of the project is called: its path inside the folder."""
    return path.relative_to(root()).as_posix()


def formulas() -> tuple[Path, ...]:
    """Return the files of formulas that `h200.toml` names under `formulas`, in their order.

    Raises `ProjectError` where it cannot be read, or names no file inside the project.
    """
    found = find()
    if found is None or not (found / SETTINGS).is_file():
        return ()
    names = _settings(found / SETTINGS).get("formulas", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ProjectError(
            f'{SETTINGS}: formulas is {names!r}; expected a list such as ["formulas.py"].'
        )
    return tuple(_inside(found, name) for name in names)


def module_of(path: Path) -> str:
    """Return the dotted name under which a file of formulas is a module."""
    place = path.relative_to(root()).with_suffix("")
    return f"{FORMULAS}.{'_'.join(place.parts)}"


def _named(folder: Path) -> Path:
    if not (folder / CATALOGUE).is_file():
        raise ProjectError(
            f"{folder} is named as the project by --root or {ROOT}, but has no "
            f"{CATALOGUE.as_posix()}; name the folder that holds it."
        )
    return folder


def _settings(path: Path) -> dict[str, object]:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ProjectError(f"{SETTINGS}: {error}.") from None
    if others := sorted(told.keys() - {"formulas"}):
        raise ProjectError(f"{SETTINGS}: found {', '.join(others)}; expected formulas alone.")
    return told


def _inside(root: Path, name: str) -> Path:
    path = root / name
    if not path.resolve().is_relative_to(root.resolve()) or path.suffix != ".py":
        raise ProjectError(
            f"{SETTINGS}: formulas names {name!r}; expected a Python file inside the project."
        )
    if not path.is_file():
        raise ProjectError(f"{SETTINGS}: formulas names {name!r}; there is no such file.")
    return path
