"""The label of an edition: its number, the day it was made, and what it replaces and why."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from h200analysis.exhibits.marks import day
from h200analysis.press import origin
from h200analysis.press.origin import Origin
from h200analysis.press.revision import Revision


@dataclass(frozen=True, slots=True)
class Corrected:
    """Since when and why the edition with the number before is withdrawn."""

    on: str
    why: str

    def __str__(self) -> str:
        """Return it as it is printed: "withdrawn on 28 November 2026 (the fee was wrong)"."""
        return f"withdrawn on {day(date.fromisoformat(self.on))} ({self.why.rstrip('.')})"


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
    corrects: Corrected | None = None
    origin: Origin = field(default_factory=Origin)

    def __str__(self) -> str:
        """Return it as it is printed: "edition 2 of 28 November 2026"."""
        return f"edition {self.number} of {day(self.made)}"

    @property
    def replaced(self) -> str:
        """Return in a sentence what it replaces and why; nothing for the first."""
        if self.number == 1:
            return ""
        why = f"; changed since: {'; '.join(self.why)}" if self.why else ""
        if self.corrects is not None:
            return f"It corrects edition {self.number - 1}, {self.corrects}{why}."
        return f"It replaces edition {self.number - 1}{why}."

    def told(self) -> dict[str, Any]:
        """Return it as a manifest has it."""
        return {
            "edition": self.number,
            "made": str(self.made),
            "replaces": self.number - 1 or None,
            "changed": list(self.why),
            "corrects": asdict(self.corrects) if self.corrects else None,
            "key": self.key,
            **self.origin.told(),
            "software": software(self.revision),
        }


def software(revision: Revision) -> dict[str, Any]:
    """Return a revision as a manifest has it."""
    return {
        "version": revision.version,
        "commit": revision.commit,
        "uncommitted_changes": revision.is_modified,
    }


def of(manifest: Mapping[str, Any]) -> Label:
    """Return the label in a manifest; KeyError, TypeError or ValueError where it has none."""
    made_by, corrects = manifest["software"], manifest["corrects"]
    revision = Revision(made_by["version"], made_by["commit"], made_by["uncommitted_changes"])
    return Label(
        number=int(manifest["edition"]),
        made=date.fromisoformat(manifest["made"]),
        key=str(manifest["key"]),
        revision=revision,
        why=tuple(manifest["changed"]),
        corrects=Corrected(**corrects) if corrects else None,
        origin=origin.in_manifest(manifest),
    )
