"""What an edition used of the evidence, as JSON holds it, for each day of a ledger that was read.

- `records`: by kind and name the fields that were read ("*" for all) with a short hash of what they
  held; nothing more where it was only asked whether there is one, null where there was none;
- `names`: the kinds that were looked through, with a hash of all names in their order;
- `answers`: what was asked of the ledger, or of a record, as a whole (see `answers`), by the place
  of the question, the record and the arguments, with a hash of the answer.
"""

from collections.abc import Mapping
from typing import Any

Used = dict[str, Any]
ELSEWHERE = "elsewhere"
"""Stands in place of a day where evidence was read of which nobody can say later what it held."""

_AT_ODDS = "at odds"  # is no hash
_GONE = "gone"


def merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> Used:
    """Return what either of two used; where their evidence differed it counts as changed."""
    made = dict(one)
    for key, held in other.items():
        mine = made.get(key, held)
        if isinstance(held, dict) and isinstance(mine, dict):
            made[key] = merged(mine, held)
        else:
            made[key] = held if mine == held else _AT_ODDS
    return made


def packed(used: Used) -> Used:
    """Return the same in short: of each day what the day before it did not have.

    A page on what changed reads some fifty days that hardly differ.
    """
    made: Used = {}
    before: Used = {}
    for day in sorted(used):
        made[day] = {part: _added(before.get(part, {}), held) for part, held in used[day].items()}
        gone = {part: sorted(before[part].keys() - used[day].get(part, {})) for part in before}
        made[day] |= {_GONE: {part: names for part, names in gone.items() if names}}
        before = used[day]
    return made


def unpacked(used: Used) -> Used:
    """Return what `packed` was given."""
    made: Used = {}
    before: Used = {}
    for day in sorted(used):
        gone = used[day][_GONE]
        parts = [part for part in used[day] if part != _GONE]
        before = made[day] = {
            part: {k: v for k, v in before.get(part, {}).items() if k not in gone.get(part, ())}
            | used[day][part]
            for part in parts
        }
    return made


def _added(before: Mapping[str, Any], now: Mapping[str, Any]) -> Used:
    return {key: held for key, held in now.items() if key not in before or before[key] != held}
