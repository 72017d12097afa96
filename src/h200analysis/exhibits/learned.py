"""What the ledger learned between two days: new claims, what they contradict, what has ended."""

from collections.abc import Iterable, Iterator, Mapping

from h200analysis.cases import Case, Input, Outcome
from h200analysis.evidence import Ledger
from h200analysis.evidence.meetings import MEETINGS
from h200analysis.evidence.news import learned as learned_between
from h200analysis.evidence.timeline import measures
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.deciding import next_meeting, when
from h200analysis.exhibits.marks import claimed, day
from h200analysis.exhibits.sentences import bullets
from h200analysis.exhibits.tables import Cell
from h200analysis.inquiry.changes import Changes


def learned(found: Changes) -> Exhibit:
    """Return how many claims are new, and what was contradicted, replaced, ended or held.

    >>> exhibits.learned(found)
    <Exhibit '-...'>
    """
    old, case = found.before.case.ledger, found.after.case
    new = case.ledger
    news = learned_between(old, new)
    items: dict[str, str] = {
        "New.": "{claims:bare} from {sources:bare}, beside {before:bare} known before.",
    }
    counts = {
        "claims": _count(new, "claim", news.new, len(news.new)),
        "sources": _count(new, "source", news.new, len({new.claims[n].source for n in news.new})),
        "before": _count(old, "claim", old.claims, len(old.claims)),
    }
    told = {
        "Contradicted.": _contradicted(case, news.disputed),
        "Replaced.": _replaced(case, news.superseded),
        "Ended.": _ended(found),
        "Past.": _past(found),
    }
    cells: dict[str, Cell] = {}
    for n, (label, cell) in enumerate(told.items()):
        if cell is not None:
            items[label], cells[f"cell{n}"] = f"{{cell{n}}}", cell
    return bullets(items, **counts, **cells)


def ahead(case: Case) -> Cell:
    """Return in a sentence when the two leaders are expected to meet next.

    >>> exhibits.ahead(case)[0][:40]
    'A meeting of the two leaders, {when}.{me'
    """
    meeting = next_meeting(case)
    if meeting is None:
        return (
            "No meeting of the two leaders is dated; watch for a new decision by either.",
            {},
        )
    told = {"when": when(meeting, case.ledger.as_of), "meeting": case.cite(meeting.claims[0])}
    return "A meeting of the two leaders, {when}.{meeting}", told


def _count(ledger: Ledger, thing: str, claims: Iterable[str], number: int) -> Outcome:
    """Return how many records of the ledger there are; it rests on the claims counted."""
    used = Input(f"{thing}s", f"{thing.capitalize()}s counted", number, thing, tuple(claims))
    return Outcome(used.name, used.value, thing, "count", "claim", (used,), ledger)


def _contradicted(case: Case, disputed: Mapping[str, tuple[str, ...]]) -> Cell | None:
    """Return the questions on which new claims disagree with others, and all figures."""
    parts, cited = [], {}
    for n, (group, names) in enumerate(disputed.items()):
        ledger = case.ledger
        figures = ", ".join(_figures(ledger, group))
        parts.append(f"{ledger.conflicts[group].title} ({figures}){{g{n}}}")
        cited[f"g{n}"] = case.cite(names[0])
    return (f"New reports disagree on: {'; '.join(parts)}.", cited) if parts else None


def _figures(ledger: Ledger, group: str) -> dict[str, None]:
    """Return the figures of every claim on a question, older ones too, each once."""
    claims = (claim for claim in ledger.claims.values() if claim.conflict_group == group)
    return dict.fromkeys(claimed(claim) for claim in claims if claim.value is not None)


def _replaced(case: Case, superseded: Mapping[str, str]) -> Cell | None:
    parts, cited = [], {}
    for n, (old, name) in enumerate(superseded.items()):
        parts.append(f"{case.ledger.claim(old).paraphrase.rstrip('.')}{{r{n}}}")
        cited[f"r{n}"] = case.cite(name)
    return (f"Newer word has taken the place of: {'; '.join(parts)}.", cited) if parts else None


def _ended(found: Changes) -> Cell | None:
    """Return the measures that ended between the two days."""
    ended = [
        f"{measure.title} ({measure.actor}), on {day(measure.ended)}"
        for measure in measures(found.after.case.ledger).values()
        if measure.ended and found.since < measure.ended <= found.as_of
    ]
    return ("; ".join(ended) + ".", {}) if ended else None


def _past(found: Changes) -> Cell | None:
    """Return the leaders' meetings that were held between the two days."""
    held = [f"{title}, on {on}" for title, on in _held(found)]
    return ("; ".join(held) + ".", {}) if held else None


def _held(found: Changes) -> Iterator[tuple[str, str]]:
    for meeting in found.after.case.ledger.of(MEETINGS).values():
        on = meeting.current.on
        if on is not None and found.since < on <= found.as_of:
            yield meeting.title, day(on)
