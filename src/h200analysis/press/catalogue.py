"""The catalogue of briefings: which notebook, for whom, with which parameters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, ValidationError

from h200analysis import project
from h200analysis.errors import H200Error
from h200analysis.press.limits import Limits
from h200analysis.press.schedule import Scheduled

if TYPE_CHECKING:
    from nbformat import NotebookNode

_NAME = re.compile(r"\w+(-\w+)*", re.ASCII)  # no two hyphens: they set off a variant
_QUOTED = 120
LATEST = "latest"  # the day of the newest publication in the ledger, never the clock's
Day = Annotated[str, Field(pattern=rf"^({LATEST}|\d{{4}}-\d{{2}}-\d{{2}})$")]


class CatalogueError(H200Error, ValueError):
    """A catalogue that cannot be read, or a briefing that it does not have."""


class Briefing(Scheduled):
    """One briefing of `reports/briefings.toml`.

    `as_of` are the days that `h200 build` makes it for; `h200 run` goes by the schedule. `matrix`
    has several values for some parameters: an edition of each day is made of every combination, in
    a folder of its own.
    """

    title: str
    question: str
    reader: str
    notebook: str
    as_of: Annotated[tuple[Day, ...], Field(strict=False, min_length=1)] = (LATEST,)
    parameters: dict[str, Any] = Field(default={})
    matrix: dict[str, Annotated[tuple[Any, ...], Field(strict=False, min_length=1)]] = Field(
        default={}
    )
    limits: Limits = Limits()

    def combinations(self, given: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the values of each edition of a day; what is `given` has that value in all."""
        several = {name: values for name, values in self.matrix.items() if name not in given}
        chosen = product(*several.values())
        return [dict(zip(several, values, strict=True)) | dict(given) for values in chosen]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The briefings by name, the project they belong to, and what all of them together are called.

    The title is that at the top of the file, `title = "Briefings on cobalt"`; else the name of the
    folder tells it.
    """

    root: Path
    briefings: dict[str, Briefing]
    title: str = "Briefings"

    def briefing(self, name: str) -> Briefing:
        """Return a briefing, or refuse in a sentence that lists the names."""
        if name not in self.briefings:
            known = ", ".join(self.briefings)
            raise CatalogueError(f"There is no briefing {name!r}; the catalogue has {known}.")
        return self.briefings[name]

    def notebook(self, name: str) -> Path:
        """Return the path of a briefing's notebook."""
        path = self.root / self.briefing(name).notebook
        if not path.is_file():
            relative = self.briefing(name).notebook
            raise CatalogueError(
                f"reports/briefings.toml: {name}: no such notebook as {relative!r}."
            )
        return path

    def source(self, name: str) -> "NotebookNode":
        """Return a briefing's notebook as it is edited; refuse what is no notebook."""
        return read_notebook(self.notebook(name), self.briefing(name).notebook)


def read_notebook(path: Path, told_as: str) -> "NotebookNode":
    """Return a notebook; refuse what is none in a sentence that calls it `told_as`."""
    import nbformat

    try:
        read: NotebookNode = nbformat.read(path, as_version=4)
        nbformat.validate(read)
    except Exception as error:  # nbformat lets through whatever it stumbles over
        reason = str(error).strip().partition("\n")[0]
        raise CatalogueError(
            f"{told_as}: this is no sound notebook "
            f"({type(error).__name__}: {reason[:_QUOTED]}); save it anew from JupyterLab."
        ) from None
    return read


def read(root: Path | None = None) -> Catalogue:
    """Read `reports/briefings.toml` of a project, by default of the one that is found from here."""
    root = root or project.root()
    try:
        tables = project.catalogue(root)
    except FileNotFoundError:
        raise CatalogueError(
            f"There is no {project.CATALOGUE.as_posix()} in {root}; name the folder of a project."
        ) from None
    except ValueError as error:
        raise CatalogueError(f"reports/briefings.toml: {error}.") from None
    title = tables.pop("title") if isinstance(tables.get("title"), str) else _title(root)
    return Catalogue(root, {name: _briefing(name, table) for name, table in tables.items()}, title)


def _title(root: Path) -> str:
    return f"Briefings of {root.resolve().name}"


def _briefing(name: str, table: Any) -> Briefing:
    if not _NAME.fullmatch(name):
        raise CatalogueError(
            f"reports/briefings.toml: found the name {name!r}, expected letters, digits, "
            "underscores and single hyphens, since a folder is called by it."
        )
    try:
        return Briefing.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, [name, *first["loc"]]))
        told = first["msg"].removeprefix("Value error, ")
        raise CatalogueError(f"reports/briefings.toml: {place}: {told}.") from None
