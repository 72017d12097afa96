"""Letters are written of what may go out: editions that stand as they were made, and notices."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from h200analysis.delivery.archive import Edition
from h200analysis.delivery.post import changes, letter
from h200analysis.delivery.post.answers import Answer, State
from h200analysis.delivery.post.book import Message
from h200analysis.delivery.post.letter import Letter
from h200analysis.delivery.post.planning import Line
from h200analysis.delivery.post.recipients import Recipients
from h200analysis.errors import H200Error


class NotWrittenError(H200Error):
    """An edition that must not go out, or of which nothing can be told; the answer says why."""

    def __init__(self, state: State, told: str) -> None:
        super().__init__(told)
        self.answer = Answer(state, told)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes letters at one hour; `archive` has editions by their address, `titles` briefings'."""

    everybody: Recipients
    titles: Mapping[str, str]
    archive: Mapping[str, Edition]
    withdrawn: Collection[str]
    at: datetime

    def sifted(
        self, line: Line, parcel: Sequence[Message]
    ) -> tuple[list[Message], list[tuple[Message, Answer]]]:
        """Return the messages of a parcel that can go out, and those that cannot, with why."""
        good: list[Message] = []
        bad: list[tuple[Message, Answer]] = []
        for each in parcel:
            try:
                self.letter(line, [each])
            except NotWrittenError as error:
                bad.append((each, error.answer))
            else:
                good.append(each)
        return good, bad

    def letter(self, line: Line, parcel: Sequence[Message]) -> Letter:
        """Write the letter of a notice, or of editions. Raises `NotWrittenError`."""
        to, first = line.recipient.name or line.name, parcel[0]
        if first.is_notice:
            return letter.of_notice(
                line.name, to, line.channel, first.subject, first.title, first.body, self.at
            )
        editions = [self._sound(each.subject) for each in parcel]
        since = {each: self._since(line, each) for each in editions}
        try:
            return letter.of_editions(
                line.name, to, line.channel, since, self.at, self.titles, self.everybody.link
            )
        except Exception as error:  # one edition that cannot be told of holds up no other
            told = f"no letter could be written of it ({type(error).__name__}: {error})"
            raise NotWrittenError(State.REFUSED, told) from None

    def _since(self, line: Line, edition: Edition) -> Edition | None:
        """Return the last edition sent before, if it can still be compared with."""
        last = line.last(edition, self.archive, {State.SENT})
        return None if last is None or changes.fault(last) else last

    def _sound(self, address: str) -> Edition:
        found = self.archive.get(address)
        if address in self.withdrawn:
            raise NotWrittenError(State.SKIPPED, "withdrawn")
        if found is None:
            raise NotWrittenError(State.REFUSED, "it does not stand in the archive any more")
        if not found.is_intact:
            raise NotWrittenError(State.REFUSED, "its files are not those of its manifest")
        if fault := changes.fault(found):
            raise NotWrittenError(State.REFUSED, fault)
        return found
