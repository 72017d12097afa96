"""The catalogue of briefings: which notebook, for whom, with which parameters."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError


class CatalogueError(ValueError):
    """A catalogue that cannot be read, or a briefing that it does not have."""


class Briefing(BaseModel):
    """One briefing of `reports/briefings.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    title: str
    question: str
    reader: str
    notebook: str
    parameters: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The briefings by name, and the checkout they belong to."""

    root: Path
    briefings: dict[str, Briefing]

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


def checkout() -> Path:
    """Return the root of the checkout that this package was installed from."""
    return Path(__file__).parents[3]


def read(root: Path | None = None) -> Catalogue:
    """Read `reports/briefings.toml` of a checkout."""
    root = root or checkout()
    path = root / "reports" / "briefings.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return Catalogue(root, {k: Briefing.model_validate(v) for k, v in tables.items()})
    except FileNotFoundError:
        raise CatalogueError(
            "There is no reports/briefings.toml; run this in a checkout."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"reports/briefings.toml: {error}.") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise CatalogueError(f"reports/briefings.toml: {place}: {first['msg']}.") from None
