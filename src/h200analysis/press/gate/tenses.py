"""The tense of what has happened: no sentence looks forward to what its ledger knows is over."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from h200analysis.evidence import Ledger
from h200analysis.evidence.events import EVENTS, Event
from h200analysis.exhibits.marks import day
from h200analysis.press.gate.shown import Shown
from h200analysis.press.gate.words import sentences

_MONTHS = "January February March April May June July August September October November December"
_MONTH = "|".join(_MONTHS.split())
_QUARTERS = ("first", "second", "third", "fourth")

_DATE = (
    rf"(?:(?P<day>\d{{1,2}}) (?P<of>{_MONTH})(?: (?P<its_year>\d{{4}}))?"
    rf"|(?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?"
    rf"|the (?P<quarter>{'|'.join(_QUARTERS)}) quarter of (?P<its>\d{{4}})"
    r"|(?P<alone>20\d{2}))(?!\w)"
)
_WHEN = (
    r"\b(?:in|on|by|for|before|until|during|between|and|to|or|from|around)\s+"
    r"(?:the (?:end|middle|start|beginning|week) of |late |early |mid-|about )?"
)
_DATED = re.compile(rf"(?P<verb>(?:\bbe )?\b\w+ )?(?P<when>{_WHEN})(?P<date>{_DATE})")
_OPENING = re.compile(rf"^\W*(?:In|On|By|From|Before|Until) (?P<date>{_DATE})")
_CLAUSE = re.compile(
    r"[;:()]|\s[–—]\s|,\s(?:and|but|which|who|while|though|although|after|as|since|because|so)\b"
)
_AHEAD = re.compile(
    r"\b(?:(?P<plain>will|won’t|shall|(?:is|are) (?:now |still |not )?(?:about |going )?to"
    r"|upcoming|forthcoming|ahead of|expects? .{0,60}?\bto)"
    r"|(?P<told>(?:expected|due|scheduled|slated)(?: (?:to|in|on|for|by|between|around|this|next))"
    r"|planned (?:for|to)))\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|been|had)\b[^.;:]{0,40}$"
    r"|\b(?:we|they|he|she|who|Nvidia|Washington|Beijing|analysts|officials) $",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(?:was|were|had|did|said|told|reported|announced|wrote|promised|published|recorded|locked"
    r"|ordered|judged|dated|given|known|counted|took|came|brought|ended)\b",
    re.IGNORECASE,
)


def reasons(shown: Iterable[Shown], ledger: Ledger) -> Iterator[str]:
    """Yield the sentences that look forward to a past day, or to an event that has come."""
    events = ledger.of(EVENTS).values()
    for output in shown:
        for sentence in sentences(output.words):
            for told in (*_of_events(sentence, events), *_of_days(sentence, ledger.as_of)):
                shortened = sentence if len(sentence) <= 160 else f"{sentence[:159]}…"
                yield f"cell {output.cell}: “{shortened}” {told}"


def _of_events(sentence: str, events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        if any(_is_of(event, part) for part in sentence.split(";")):
            claims = ", ".join(event.ending.claims)
            yield (
                f"looks forward to {event.title}, which is over since "
                f"{day(event.ending.since)} ({claims}); say what came of it."
            )


def _is_of(event: Event, part: str) -> bool:
    """Say whether a part of a sentence, such as an entry of a list, still expects an event."""
    spoken = _spoken(part, event.words) and _looks_ahead(part)
    return spoken or (_spoken(part, event.expected) and not _REPORTS.search(part))


def _of_days(sentence: str, today: date) -> Iterator[str]:
    for clause in _CLAUSE.split(sentence):
        days = _expected_days(clause, today)
        if days and (last := max(days)) <= today:
            yield f"looks forward to {day(last)} on {day(today)}; say what came of it."


def _expected_days(clause: str, today: date) -> list[date]:
    """Return the days for which a clause expects something: those after its future tense.

    A day at its opening counts too, unless the clause then tells what was said or done on it.
    """
    ahead = next((found for found in _AHEAD.finditer(clause) if _is_ahead(found)), None)
    if ahead is None:
        return []
    rest = clause[ahead.start() :]
    days = [_day(found, today) for found in _DATED.finditer(rest) if not _is_report(found)]
    opening = _OPENING.match(clause)
    is_said = opening and _REPORTS.search(clause[opening.end() : ahead.start()])
    if opening and opening.end() < ahead.start() and not is_said:
        days.append(_day(opening, today))
    return days


def _looks_ahead(sentence: str) -> bool:
    return any(map(_is_ahead, _AHEAD.finditer(sentence)))


def _is_ahead(found: re.Match[str]) -> bool:
    """Say whether a marker speaks of the future: “were still expected” speaks of the past."""
    return found["told"] is None or not _PAST.search(found.string[: found.start()])


def _is_report(found: re.Match[str]) -> bool:
    """Say whether a day is that of a report or a decision, as in “the rule announced on …”."""
    verb = (found["verb"] or "").strip()
    return not verb.startswith("be ") and bool(_REPORTS.fullmatch(verb))


def _spoken(sentence: str, phrases: Iterable[str]) -> bool:
    return bool(phrases and _any_of(tuple(phrases)).search(sentence))


@lru_cache(maxsize=1024)  # each event's phrases are sought in every sentence
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(map(re.escape, phrases))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def _day(found: re.Match[str], today: date) -> date:
    """Return the last day of what a date names."""
    if found["alone"]:
        return date(int(found["alone"]), 12, 31)
    if found["quarter"]:
        return _last(int(found["its"]), 3 * (_QUARTERS.index(found["quarter"]) + 1))
    month = _MONTHS.split().index(found["of"] or found["month"]) + 1
    year = found["its_year"] or found["year"]
    named = [int(year)] if year else [today.year + step for step in (-1, 0, 1)]
    number = int(found["day"]) if found["day"] else 31
    days = [date(y, month, min(number, _last(y, month).day)) for y in named]
    return min(days, key=lambda each: abs((each - today).days))


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
