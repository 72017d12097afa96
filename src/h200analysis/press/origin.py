"""What an edition was made of, in the few words that it carries itself: enough to make it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from h200analysis import project

if TYPE_CHECKING:
    from h200analysis.press.jobs import Job


@dataclass(frozen=True, slots=True)
class Origin:
    """The evidence and the tools: hashes, the day of the newest record, and versions."""

    evidence: str = ""
    newest_recorded: str = ""
    lock: str = ""
    versions: Mapping[str, str] = field(default_factory=dict, repr=False)

    def told(self) -> dict[str, Any]:
        """Return it as a manifest has it."""
        return {
            "evidence": self.evidence,
            "newest_recorded": self.newest_recorded,
            "lock": self.lock,
            "versions": dict(self.versions),
        }


def of(job: "Job") -> Origin:
    """Return what an edition of a job is made of."""
    inputs = job.inputs
    recorded = str(job.ledger.newest_recorded())
    return Origin(inputs.evidence, recorded, inputs.package.get(project.LOCK, ""), inputs.versions)


def in_manifest(manifest: Mapping[str, Any]) -> Origin:
    """Return the origin in a manifest; KeyError where it has none."""
    return Origin(
        str(manifest["evidence"]),
        str(manifest["newest_recorded"]),
        str(manifest["lock"]),
        dict(manifest["versions"]),
    )
