"""The label of an edition: its number, the day it was made, and what it replaces and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from h200analysis.exhibits.marks import day
from h200analysis.press.revision import Revision


@dataclass(frozen=True, slots=True)
class Label:
    """What tells an edition from others of its briefing and day; `key` is that of its inputs.

    `why` says what has changed since the edition with the number before; it is empty for the first.
    """

    number: int
    made: date
    key: str
    revision: Revision
    why: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it as it is printed: "edition 2 of 28 November 2026"."""
        return f"edition {self.number} of {day(self.made)}"

    @property
    def replaced(self) -> str:
        """Return in a sentence what it replaces and why; nothing for the first."""
        if self.number == 1:
            return ""
        why = f"; changed since: {'; '.join(self.why)}" if self.why else ""
        return f"It replaces edition {self.number - 1}{why}."

    def told(self) -> dict[str, Any]:
        """Return it as a manifest has it."""
        return {
            "edition": self.number,
            "made": str(self.made),
            "replaces": self.number - 1 or None,
            "changed": list(self.why),
            "key": self.key,
            "software": {
                "version": self.revision.version,
                "commit": self.revision.commit,
                "uncommitted_changes": self.revision.is_modified,
            },
        }


def of(manifest: Mapping[str, Any]) -> Label:
    """Return the label in a manifest; KeyError, TypeError or ValueError where it has none."""
    software = manifest["software"]
    revision = Revision(software["version"], software["commit"], software["uncommitted_changes"])
    return Label(
        number=int(manifest["edition"]),
        made=date.fromisoformat(manifest["made"]),
        key=str(manifest["key"]),
        revision=revision,
        why=tuple(manifest["changed"]),
    )
