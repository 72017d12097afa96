"""What was in force when: measures, put together from the claims that speak of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from h200analysis.evidence.answers import answer
from h200analysis.evidence.ledger import Ledger
from h200analysis.evidence.records import Precision

_STEPS = ("announced", "effective", "loosened", "ended")
_EXACT: tuple[Precision, ...] = ("day", "week", "month")


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as it was known on the day of a view: who acts, since when, until when.

    What only happens once, such as a vote or a meeting, is announced and never in force. A measure
    that was loosened is still in force, though not as it began. `claims` are the reports of it,
    oldest publication first; `shown_by` is the one whose words show it best. `precision` says of
    each step how exactly its day is known: one known by week or month stands at the end of it.
    """

    name: str
    title: str
    actor: str
    announced: date | None
    effective: date | None
    ended: date | None
    claims: tuple[str, ...] = field(repr=False)
    loosened: date | None = None
    shown_by: str | None = field(default=None, repr=False)
    precision: Mapping[str, Precision] = field(default_factory=dict, repr=False)

    def state(self, day: date) -> str:
        """Return how it stood on a day: to come, announced, in force, loosened or ended."""
        if _by(self.ended, day):
            return "ended"
        if _by(self.effective, day):
            return "loosened" if _by(self.loosened, day) else "in force"
        return "announced" if _by(self.announced or self.effective, day) else "to come"

    def is_in_force(self, day: date) -> bool:
        """Return whether it held on a day, loosened or not."""
        return self.state(day) in ("in force", "loosened")


@answer("which measures were announced, in force or ended")
def measures(ledger: Ledger) -> dict[str, Measure]:
    """Return the measures of a view by name, the first announced first.

    Where reports date a step differently, the most exact is believed, and of those the last; but a
    measure ended on the first day that any report gives for its end.
    """
    reports: dict[str, list[str]] = {}
    for name in sorted(ledger.claims, key=lambda n: (ledger.source_of(n).published, n)):
        if (measure := ledger.claims[name].measure) is not None:
            reports.setdefault(measure, []).append(name)
    dated = [_measure(ledger, name, claims) for name, claims in reports.items()]
    return {m.name: m for m in sorted(dated, key=lambda m: (_first(m), m.name))}


def in_force(ledger: Ledger, day: date) -> dict[str, Measure]:
    """Return the measures in force on a day, loosened ones too, by what the view knows.

    None of them is one that a claim of the view ended by that day.
    """
    return {name: m for name, m in measures(ledger).items() if m.is_in_force(day)}


def ended(ledger: Ledger, day: date) -> dict[str, Measure]:
    """Return the measures that had ended by a day, by what was known on the day of the view."""
    return {name: m for name, m in measures(ledger).items() if m.state(day) == "ended"}


def _measure(ledger: Ledger, name: str, claims: list[str]) -> Measure:
    told = {step: dated for step in _STEPS if (dated := _told(ledger, claims, step))}
    days = {step: day for step, (day, _) in told.items()}
    named = ledger.measures[name]
    return Measure(
        name=name,
        title=named.title,
        actor=ledger.claims[claims[0]].actor or "",
        announced=days.get("announced"),
        effective=days.get("effective"),
        loosened=days.get("loosened"),
        ended=days.get("ended"),
        claims=tuple(claims),
        shown_by=next(iter(named.shown_by), None),
        precision={step: precision for step, (_, precision) in told.items()},
    )


def _told(ledger: Ledger, claims: list[str], step: str) -> tuple[date, Precision] | None:
    """Return the day of a step by the report that is believed, and how exact it is."""
    said = [ledger.claims[name] for name in reversed(claims)]
    dated = [(day, c.measure_precision) for c in said if (day := getattr(c, step)) is not None]
    if step == "ended":
        return min(dated, default=None)
    return min(dated, key=lambda found: _EXACT.index(found[1]), default=None)


def _first(measure: Measure) -> date:
    days = (measure.announced, measure.effective, measure.loosened, measure.ended, date.max)
    return min(day for day in days if day)


def _by(step: date | None, day: date) -> bool:
    return step is not None and step <= day
