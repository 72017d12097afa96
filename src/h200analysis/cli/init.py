"""h200 init: a project of one's own, with this one's content or with the least that builds."""

import shlex
import shutil
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from h200analysis import project
from h200analysis.cli.guard import sentences
from h200analysis.errors import ArgumentError

_LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--empty", is_flag=True, help="One source, claim, parameter, formula and notebook.")
@sentences
def init(folder: Path, empty: bool) -> None:
    """Begin a project of your own in the folder DIR, which is made if need be.

    \b
    h200 init desk                 the H200 and China: evidence, notebooks, catalogue, lock file
    h200 init --empty cobalt       the smallest project that builds, on cobalt, in tonnes

    Then change to it and run h200 build. An empty project has no futures: it says nothing of what
    governments may do, and commands such as h200 belief have nothing to answer from.
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    if folder.exists() and not folder.is_dir():
        raise ArgumentError(f"{folder} is a file; name a folder for the project.")
    if folder.is_dir() and any(folder.iterdir()):
        raise ArgumentError(f"{folder} is not empty; name a new folder for the project.")
    parts = {".": _starter()} if empty else {part: _sample() / part for part in project.PARTS}
    try:
        _lay_out(parts, folder)
    except OSError as error:
        raise ArgumentError(f"{folder} cannot be laid out: {_reason(error)}.") from error
    click.echo(f"{folder} is laid out. Next: cd {shlex.quote(str(folder))} && h200 build")


def _lay_out(parts: Mapping[str, Path], folder: Path) -> None:
    """Copy files and folders to their places in a folder, empty or new: all of them or none."""
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(prefix=".h200-init-", dir=folder) as aside:
            for part, source in parts.items():
                _copy(source, Path(aside) / part)
            for made in list(Path(aside).iterdir()):
                made.rename(folder / made.name)
    except OSError:
        if is_new:
            folder.rmdir()
        raise


def _copy(source: Path, place: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, place, ignore=_LEFT_OUT, dirs_exist_ok=True)
    elif source.is_file():
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)


def _reason(error: OSError) -> str:
    """Return why a file could not be copied; of several the first."""
    if isinstance(error, shutil.Error):
        return str(error.args[0][0][-1])
    return error.strerror or str(error)


def _starter() -> Path:
    return Path(str(resources.files("h200analysis.cli") / "starter"))


def _sample() -> Path:
    """Return the project that the wheel carries; from a checkout, which carries none, itself."""
    carried = Path(str(resources.files("h200analysis") / project.SAMPLE))
    return carried if carried.is_dir() else project.root()
