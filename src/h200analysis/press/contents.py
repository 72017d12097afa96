"""The formats of an edition, written beside its judgement: paper is set without Python's lock."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self

from h200analysis.press.formats import Format
from h200analysis.press.reading import Reading


class Contents(Mapping[Format, bytes]):
    """What is written in each format, awaited when it is asked for.

    Raises then what its writing has raised.
    """

    def __init__(self, forms: Sequence[Format], read: Reading) -> None:
        """Begin to write a reading in each of the formats."""
        self._pool = ThreadPoolExecutor(len(forms))
        self._written: dict[Format, Future[bytes]] = {
            form: self._pool.submit(form.write, read) for form in forms
        }

    def __enter__(self) -> Self:
        """Return them, as far as they are written."""
        return self

    def __exit__(self, *_: object) -> None:
        """Wait for whatever is still being written."""
        self._pool.shutdown()

    def __getitem__(self, form: Format) -> bytes:
        return self._written[form].result()

    def __iter__(self) -> Iterator[Format]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)
