"""Where the service runs: what every unit is written from."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from h200analysis.delivery.post import recipients
from h200analysis.delivery.post.destinations import Folder
from h200analysis.delivery.post.recipients import Recipients
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
    def readers(self) -> Recipients | None:
        """Whoever gets editions, by the file of recipients; None where there is no file."""
        file = self.known.root / "reports" / "deliveries.toml"
        return recipients.read(file) if file.is_file() else None

    @property
    def afterwards(self) -> list[list[str]]:
        """The words of each command that follows a run.

        Editions are published before they are sent, so that the links in messages lead somewhere.
        """
        readers, told = self.readers, []
        if self.site is not None:
            base = ["--base-url", readers.library] if readers and readers.library else []
            told.append(["publish", str(self.site), *base])
        if readers is not None:
            told.append(["deliver"])
        return told

    @property
    def folders(self) -> list[Path]:
        """The folders that the commands write in and that they may make."""
        return [self.out, *([] if self.site is None else [self.site])]

    @property
    def shares(self) -> list[Path]:
        """The folders of recipients, which may be mounted and are not made."""
        if (readers := self.readers) is None:
            return []
        return [
            readers.folder.absolute() / channel.path
            for recipient in readers.recipients.values()
            for channel in recipient.channels
            if isinstance(channel, Folder)
        ]

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
