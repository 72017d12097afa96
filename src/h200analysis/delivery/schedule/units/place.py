"""Where the service runs: what every unit is written from."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from h200analysis.press.catalogue import Briefing, Catalogue


@dataclass(frozen=True, slots=True)
class Place:
    """The catalogue, the h200 command, the folder of editions, and the day the service begins.

    `site` is the folder of the library, if one is to be published after each run.
    """

    known: Catalogue
    program: Path
    out: Path
    begins: date
    site: Path | None = None

    def words(self, *words: str) -> list[str]:
        """Return a whole command, which names project and editions: a scheduler is in no folder."""
        root = str(self.known.root.absolute())
        return [str(self.program), *words, "--out", str(self.out), "--root", root]

    @property
    def afterwards(self) -> list[list[str]]:
        """The words of each command that follows a run: editions are sent, and published."""
        told = []
        if (self.known.root / "reports" / "deliveries.toml").is_file():
            told.append(["deliver"])
        if self.site is not None:
            told.append(["publish", str(self.site)])
        return told

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
