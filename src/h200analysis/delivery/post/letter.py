"""A letter: what a recipient is told of editions, or a notice, as plain text and as HTML."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from h200analysis.delivery.archive import Edition
from h200analysis.delivery.post import changes, plain

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(str(resources.files(__package__) / "templates"))
_MOST = 12  # changes that are listed
_LONGEST_TITLE, _LONGEST_ANSWER = 300, 2_000  # characters
_MARKS = {"†": "† rests on an assumption of ours", "‡": "‡ rests on a value set by hand"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What is told of one edition; `since` names the one sent before, if there is any.

    `further` counts the figures that have changed and are not listed: series, and all above twelve.
    """

    edition: Edition
    briefing: str
    day: str
    title: str
    answer: str
    ranges: tuple[changes.Range, ...]
    since: str | None
    changes: tuple[changes.Change, ...]
    further: int
    link: str | None

    @property
    def address(self) -> str:
        """The address of the edition in the archive."""
        return self.edition.address

    @property
    def marks(self) -> list[str]:
        """What each mark in its words means."""
        return [told for mark, told in _MARKS.items() if mark in self.title + self.answer]

    @property
    def pdf(self) -> Path:
        """The file that is attached to a mail."""
        return self.edition.folder / "briefing.pdf"

    @property
    def attachment(self) -> str:
        """The name under which it is attached: "supply_gap_2026-05-20_1.pdf"."""
        return f"{self.edition.name}_{self.edition.day}_{self.edition.number}.pdf"


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes to one recipient by one channel, written at one hour.

    `identity` is the same for the same recipient, channel and editions, whenever it is written.
    """

    recipient: str
    to: str
    identity: str
    at: datetime
    subject: str
    entries: tuple[Entry, ...] = ()
    notice: str = ""

    def text(self, left_out: Collection[str] = ()) -> str:
        """Return it as plain text; `left_out` are addresses of which the PDF is not attached."""
        return self._rendered("letter.txt.j2", left_out)

    def html(self, left_out: Collection[str] = ()) -> str:
        """Return it as HTML that loads nothing from elsewhere."""
        return self._rendered("letter.html.j2", left_out)

    def _rendered(self, template: str, left_out: Collection[str]) -> str:
        return _environment().get_template(template).render(letter=self, left_out=left_out)


@dataclass(frozen=True, slots=True)
class Outline:
    """What would leave by a channel: its size in bytes, the files with it, and its plain text."""

    size: int
    files: tuple[str, ...]
    text: str


def of_editions(
    recipient: str,
    to: str,
    channel: str,
    editions: Mapping[Edition, Edition | None],
    at: datetime,
    titles: Mapping[str, str],
    link: Callable[[str], str | None],
) -> Letter:
    """Write a letter of editions, each with the one sent before; `titles` are the briefings'."""
    entries = tuple(
        entry(each, last, titles.get(each.briefing, each.briefing), link(each.address))
        for each, last in editions.items()
    )
    addresses = [each.address for each in editions]
    return Letter(
        recipient, to, identity(recipient, channel, *addresses), at, _subject(entries), entries
    )


def of_notice(
    recipient: str, to: str, channel: str, subject: str, title: str, text: str, at: datetime
) -> Letter:
    """Write a letter of a notice; `subject` is what it is about, `title` what its reader sees."""
    identified = identity(recipient, channel, subject)
    return Letter(recipient, to, identified, at, plain.line(title), notice=plain.paragraph(text))


def identity(*parts: str) -> str:
    """Return the hash by which a message is known."""
    return sha256("\0".join(parts).encode()).hexdigest()[:32]


def entry(edition: Edition, since: Edition | None, briefing: str, link: str | None) -> Entry:
    """Gather what is told of an edition, its words made plain."""
    from h200analysis.exhibits.marks import day

    differing = changes.since(edition, since) if since else []
    listed = tuple(each for each in differing if not each.is_series)[:_MOST]
    return Entry(
        edition=edition,
        briefing=plain.line(_titled(briefing, edition)),
        day=day(edition.day),
        title=plain.line(edition.opening.title or briefing, _LONGEST_TITLE),
        answer=plain.line(edition.opening.answer, _LONGEST_ANSWER),
        ranges=tuple(changes.ranges(edition)),
        since=f"the edition of {day(since.day)}{_numbered(since)}" if since else None,
        changes=listed,
        further=len(differing) - len(listed),
        link=link,
    )


def _titled(briefing: str, edition: Edition) -> str:
    variant = f" ({edition.variant})" if edition.variant else ""
    return f"{briefing}{variant}{_numbered(edition)}"


def _numbered(edition: Edition) -> str:
    return f", edition {edition.number}" if edition.number > 1 else ""


def _subject(entries: tuple[Entry, ...]) -> str:
    if len(entries) == 1:
        (only,) = entries
        return plain.line(f"{only.briefing}, {only.day}: {only.title}")
    names = ", ".join(dict.fromkeys(each.briefing for each in entries))
    return plain.line(f"{len(entries)} briefings: {names}")


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html.j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["plain"] = plain.line
    return made
