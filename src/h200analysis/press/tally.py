"""How many outputs a notebook holds, and how many of them can be shown."""

from dataclasses import dataclass

from h200analysis.counting import counted


@dataclass(slots=True)
class Tally:
    """Outputs found, and those of which neither page nor paper shows what they are."""

    found: int = 0
    lost: int = 0

    @property
    def shown(self) -> int:
        """Return how many are shown."""
        return self.found - self.lost

    def __str__(self) -> str:
        """Return the count as it is logged."""
        return f"{counted(self.found, 'output')} found, {self.shown:,} shown, {self.lost:,} lost"
