"""What the press asks of every format that it publishes."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from h200analysis.press.document import Document
    from h200analysis.press.reading import Reading


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

    def reasons(self, content: bytes, document: "Document") -> Iterator[str]:
        """Yield why a file is not fit for its readers, whatever its words say."""

    def words(self, content: bytes) -> str:
        """Return what a reader sees or hears, the white space between words as single spaces."""
