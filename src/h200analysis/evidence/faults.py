"""What is wrong in the data, said so that its author can mend it."""

from dataclasses import dataclass

from h200analysis.counting import counted
from h200analysis.errors import H200Error, NotYetError


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it stands, what was found there, what was expected.

    `line` is where record or field stands in the file; nothing where the file has no such line.
    """

    file: str
    record: str
    field: str
    found: str
    expected: str
    line: int | None = None

    def __str__(self) -> str:
        file = self.file if self.line is None else f"{self.file}:{self.line}"
        place = " · ".join(part for part in (file, self.record, self.field) if part)
        return f"{place}: found {self.found}, expected {self.expected}"


class DataError(H200Error, ValueError):
    """The data folder is unsound; `faults` holds every fault, not only the first."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            "\n".join([f"The evidence has {counted(len(faults), 'fault')}:", *map(str, faults)])
        )


class NotKnownError(H200Error, LookupError):
    """Something was asked for that nobody knew on the day of the view."""

    def __str__(self) -> str:
        return str(self.args[0])


class NotYetKnownError(NotYetError, NotKnownError):
    """Something was asked for that became known only after the day of the view."""
