"""Which rows of two editions are of one figure; `assets/compare.js` says the same in a browser."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from h200analysis.delivery.library.rows import Row


@dataclass(frozen=True, slots=True)
class Match:
    """A figure of two editions; it `is_sure` unless nothing tells which of several it is."""

    before: Row
    after: Row
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Matched:
    """The figures of both editions in the order of the later one, and the rows of one alone."""

    both: tuple[Match, ...]
    came: tuple[Row, ...]
    went: tuple[Row, ...]


def matched(before: Sequence[Row], after: Sequence[Row]) -> Matched:
    """Return which rows of two editions are of one figure.

    Rows with one key in one exhibit are matched in their order if both editions have equally many
    of them; then the rest by the key alone, in the same way, since a figure may move to another
    exhibit. Of what is left by then only the first with one key are matched, and none is sure.
    """
    earlier, later = dict(enumerate(before)), dict(enumerate(after))
    found: dict[int, Match] = {}
    for trait, is_sure in ((_exhibit_and_key, True), (_key, True), (_key, False)):
        for ones, others in _groups(earlier, later, trait):
            if not is_sure or len(ones) == len(others):
                for one, other in list(zip(ones, others, strict=False))[: None if is_sure else 1]:
                    found[other] = Match(earlier.pop(one), later.pop(other), is_sure)
    both = tuple(found[place] for place in sorted(found))
    return Matched(both, tuple(later.values()), tuple(earlier.values()))


def _groups(
    earlier: Mapping[int, Row], later: Mapping[int, Row], trait: Callable[[Row], object]
) -> list[tuple[list[int], list[int]]]:
    """Return the places of rows that have a trait in common, in either edition."""
    ones, others = _by(trait, earlier.items()), _by(trait, later.items())
    return [(ones[each], others[each]) for each in others if each in ones]


def _by(trait: Callable[[Row], object], rows: Iterable[tuple[int, Row]]) -> dict[object, list[int]]:
    groups: dict[object, list[int]] = {}
    for place, row in rows:
        groups.setdefault(trait(row), []).append(place)
    return groups


def _exhibit_and_key(row: Row) -> object:
    return row.exhibit, row.key


def _key(row: Row) -> object:
    return row.key
