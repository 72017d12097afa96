"""What was in force when: measures, put together from the claims that speak of them."""

from dataclasses import dataclass
from datetime import date

from h200analysis.evidence.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as it was known on the day of a view: who acts, since when, until when.

    What only happens once, such as a vote or a meeting, is announced and never in force. `claims`
    are the reports of it, oldest publication first.
    """

    name: str
    title: str
    actor: str
    announced: date | None
    effective: date | None
    ended: date | None
    claims: tuple[str, ...]

    def state(self, day: date) -> str:
        """Return how it stood on a day: to come, announced, in force or ended."""
        if self.ended is not None and self.ended <= day:
            return "ended"
        if self.effective is not None and self.effective <= day:
            return "in force"
        first = self.announced or self.effective
        return "to come" if first is None or first > day else "announced"


def measures(ledger: Ledger) -> dict[str, Measure]:
    """Return the measures of a view by name, the first announced first.

    Where reports date a step differently, the one published last is believed.
    """
    reports: dict[str, list[str]] = {}
    for name in sorted(ledger.claims, key=lambda n: (ledger.source_of(n).published, n)):
        if (measure := ledger.claims[name].measure) is not None:
            reports.setdefault(measure, []).append(name)
    found = [_measure(ledger, name, claims) for name, claims in reports.items()]
    return {m.name: m for m in sorted(found, key=lambda m: (_first(m), m.name))}


def in_force(ledger: Ledger, day: date) -> dict[str, Measure]:
    """Return the measures in force on a day, by what was known on the day of the view."""
    return {name: m for name, m in measures(ledger).items() if m.state(day) == "in force"}


def _measure(ledger: Ledger, name: str, claims: list[str]) -> Measure:
    def newest(field: str) -> date | None:
        said = (getattr(ledger.claims[claim], field) for claim in reversed(claims))
        return next((day for day in said if day is not None), None)

    actor = ledger.claims[claims[0]].actor or ""
    days = newest("announced"), newest("effective"), newest("ended")
    return Measure(name, ledger.measures[name].title, actor, *days, tuple(claims))


def _first(measure: Measure) -> date:
    return min(
        day for day in (measure.announced, measure.effective, measure.ended, date.max) if day
    )
