"""Measures shown as in force: none that a claim says has ended by that day."""

from collections.abc import Iterable, Iterator
from datetime import date

from h200analysis.evidence import Ledger
from h200analysis.evidence.answers import answer
from h200analysis.exhibits.marks import day
from h200analysis.press.gate.shown import Shown


def reasons(shown: Iterable[Shown], ledger: Ledger) -> Iterator[str]:
    """Yield the measures that are shown in force after their end, by the claims of the ledger."""
    for output in shown:
        for measure in output.measures:
            on = date.fromisoformat(measure["on"])
            title, ended = measure["measure"], _ended(ledger, measure["measure"], on)
            if ended:
                claim, when = ended
                yield (
                    f"cell {output.cell}: {title} is shown in force on {day(on)}, but it ended on "
                    f"{day(when)} ({claim}); leave it out, or say that it ended."
                )


@answer("which measures have ended")
def _ended(ledger: Ledger, measure: str, on: date) -> tuple[str, date] | None:
    """Return the claim that ended a measure by a day and the day of it, unless it began again."""
    told = {name: claim for name, claim in ledger.claims.items() if claim.measure == measure}
    ends = [(c.ended, name) for name, c in told.items() if c.ended and c.ended <= on]
    begins = [c.effective for c in told.values() if c.effective and c.effective <= on]
    if not ends or any(begin > max(ends)[0] for begin in begins):
        return None
    when, name = max(ends)
    return name, when
