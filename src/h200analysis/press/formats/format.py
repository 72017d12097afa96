"""What the press asks of every format that it publishes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from h200analysis.press.document import Document
    from h200analysis.press.reading import Reading


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a reader meets in a file that was opened again.

    `words` is what is seen or heard, the white space between words as single spaces. `faults` says
    why the file is not fit for its readers, whatever its words say, each as half a sentence.
    """

    words: str = field(repr=False)
    faults: tuple[str, ...]


class Format(Protocol):
    """A way to write a briefing, and to judge what was written as its readers will meet it.

    What a format needs is loaded when it writes or judges, since an edition that stands unchanged
    is only asked for the name of its file.
    """

    @property
    def name(self) -> str:
        """What readers call the format, as in the gate's reasons: "PDF"."""

    @property
    def file(self) -> str:
        """The name of its file in the folder of an edition: "briefing.pdf"."""

    @property
    def splits_words(self) -> bool:
        """Whether a word may come apart in the text read back: at a kerned letter, a line's end."""

    def write(self, read: "Reading") -> bytes:
        """Return the whole file, the same bytes for the same reading."""

    def shows(self, figure: Mapping[str, Any]) -> bool:
        """Say whether a figure is one that the format is to show."""

    def inspect(self, content: bytes, document: "Document") -> Inspection:
        """Return what the readers of a file meet; it is opened once, since that takes long."""
