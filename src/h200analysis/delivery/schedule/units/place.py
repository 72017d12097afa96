"""Where the service runs: what every unit is written from."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from h200analysis.press.catalogue import Briefing, Catalogue


@dataclass(frozen=True, slots=True)
class Place:
    """The catalogue, the h200 command, the folder of editions, and the day the service begins."""

    known: Catalogue
    program: Path
    out: Path
    begins: date

    @property
    def scheduled(self) -> dict[str, Briefing]:
        """The briefings that have a schedule, by name."""
        return {
            name: entry
            for name, entry in self.known.briefings.items()
            if entry.schedule is not None
        }

    @property
    def longest(self) -> int:
        """The longest that a run should take, in minutes: that of the longest deadline."""
        return max((entry.deadline for entry in self.scheduled.values()), default=60)
