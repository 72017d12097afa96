"""Two editions side by side: which figures moved and by how much, what came and went, and why.

`assets/compare.js` says the same of any two editions in a browser; a test holds both equal.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from h200analysis.delivery.library import matching
from h200analysis.delivery.library.matching import Match
from h200analysis.delivery.library.rows import Row
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.wording import HEADLINE, signed, worded

NOISE = "within simulation noise"
FIRST = "the first of several by this name"
_NOISE = 2  # standard errors within which a difference says nothing


@dataclass(frozen=True, slots=True)
class Pair:
    """One figure in both editions; `change` is empty where it did not move.

    `note` says what makes a change uncertain: noise, or several numbers by one name.
    """

    title: str
    before: str
    after: str
    change: str
    note: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figures of two editions: those that moved, those that stand, those of one alone."""

    moved: tuple[Pair, ...]
    same: tuple[Pair, ...]
    came: tuple[Row, ...]
    went: tuple[Row, ...]

    @property
    def summary(self) -> str:
        """What moved, in a sentence: the first figure by name, the others by their number."""
        if not self.moved:
            return "No figure that both editions print has moved."
        first = self.moved[0]
        rest = len(self.moved) - 1
        more = f"; {rest} other figure{'s' if rest > 1 else ''} moved" if rest else ""
        return f"{first.title}: {first.before} → {first.after}{more}."


@dataclass(frozen=True, slots=True)
class Differences:
    """What two manifests say has changed: sentences, and the records of evidence by name."""

    told: tuple[str, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def compared(before: Sequence[Row], after: Sequence[Row]) -> Comparison:
    """Return the figures of two editions side by side, in the order of the later one's pages."""
    found = matching.matched(before, after)
    pairs = [_pair(each) for each in found.both]
    return Comparison(
        moved=tuple(pair for pair in pairs if pair.change),
        same=tuple(pair for pair in pairs if not pair.change),
        came=found.came,
        went=found.went,
    )


def _pair(match: Match) -> Pair:
    before, after = match.before, match.after
    has_moved = before.value != after.value and before.text != after.text
    return Pair(
        title=after.title,
        before=before.text,
        after=after.text,
        change=change(before.value, after.value, after.unit) if has_moved else "",
        note=_note(match) if has_moved else "",
    )


def _note(match: Match) -> str:
    if not match.is_sure:
        return FIRST
    before, after = match.before, match.after
    is_noise = abs(after.value - before.value) < _NOISE * math.hypot(before.error, after.error)
    return NOISE if is_noise else ""


def change(before: float, after: float, unit: str) -> str:
    """Return by how much a figure moved, and in percent where that says something."""
    difference = after - before
    if not math.isfinite(difference):
        return "changed"
    told = signed(difference, unit, HEADLINE)
    if not before or unit in {"share", "percentage point"}:
        return told
    part = worded(abs(difference / before), "share", HEADLINE)
    return f"{told} ({'+' if difference / before >= 0 else '−'}{part})"


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Differences:
    """Return why two editions may differ, by what their manifests say that they were made of."""
    then, now = before.get("records") or {}, after.get("records") or {}
    return Differences(
        told=tuple(_told(before, after)),
        new=tuple(sorted(now.keys() - then.keys())),
        changed=tuple(sorted(name for name in now.keys() & then.keys() if now[name] != then[name])),
        gone=tuple(sorted(then.keys() - now.keys())),
    )


def essence(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a manifest `differences` asks for, as small as a browser wants it."""
    kept = ("briefing", "edition", "changed", "notebook", "parameters", "passages", "records")
    told = {name: manifest[name] for name in kept if name in manifest}
    return {**told, "software": {"commit": (manifest.get("software") or {}).get("commit")}}


def _told(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    then, now = before.get("parameters") or {}, after.get("parameters") or {}
    told = []
    if _day(then) != _day(now):
        told.append(f"They speak of different days: {_day(then)} and {_day(now)}.")
    if _is_revision(before, after):
        told += [f"Changed since edition {before['edition']}: {why}." for why in after["changed"]]
    told += [
        f"The setting {name} changed from {_value(then.get(name))} to {_value(now.get(name))}."
        for name in sorted(then.keys() | now.keys())
        if name != "as_of" and then.get(name) != now.get(name)
    ]
    if before.get("notebook") != after.get("notebook"):
        told.append("The notebook changed.")
    if words := _changed(before.get("passages") or {}, after.get("passages") or {}):
        told.append(f"Passages with another wording: {', '.join(words)}.")
    if _commit(before) != _commit(after):
        told.append("They were made by different versions of the software.")
    return told


def _is_revision(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether the later is the very next edition of the earlier one's briefing and day."""
    same = (before.get("briefing"), _day(before.get("parameters") or {})) == (
        after.get("briefing"),
        _day(after.get("parameters") or {}),
    )
    return same and after.get("edition") == (before.get("edition") or 0) + 1


def _changed(then: Mapping[str, str], now: Mapping[str, str]) -> Sequence[str]:
    return sorted(name for name in then.keys() | now.keys() if then.get(name) != now.get(name))


def _commit(manifest: Mapping[str, Any]) -> object:
    return (manifest.get("software") or {}).get("commit")


def _day(parameters: Mapping[str, Any]) -> str:
    told = parameters.get("as_of")
    return day(date.fromisoformat(told)) if isinstance(told, str) else "no day"


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        told = (f"{name} = {_value(each)}" for name, each in sorted(value.items()))
        return ", ".join(told) or "nothing"
    is_whole = isinstance(value, float) and value.is_integer()
    return "nothing" if value is None else str(int(value) if is_whole else value)  # type: ignore[call-overload]
