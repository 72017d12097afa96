"""The software of a build, asked once however many editions are planned."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from h200analysis import project
from h200analysis.press import keys, revision
from h200analysis.press.revision import Revision


@dataclass(frozen=True, slots=True)
class Software:
    """The package by hash of each file, the versions of the tools, and what git says of both."""

    package: Mapping[str, str] = field(repr=False)
    versions: Mapping[str, str] = field(repr=False)
    _revisions: dict[Path, Revision] = field(default_factory=dict, repr=False)

    def revision(self, notebook: Path) -> Revision:
        """Return the revision of the package and of a notebook."""
        if notebook not in self._revisions:
            sources = (*keys.software(), notebook)
            self._revisions[notebook] = revision.of(sources, project.root())
        return self._revisions[notebook]


def current() -> Software:
    """Return the software as it is now."""
    return Software(keys.package(), keys.versions())
