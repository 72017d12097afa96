"""What was learned between two days: new, superseded, in conflict."""

from collections.abc import Mapping
from dataclasses import dataclass

from h200analysis.evidence.ledger import Ledger


@dataclass(frozen=True, slots=True)
class News:
    """Claims that were added; those they replace; and the groups in which they disagree.

    `superseded` maps an older claim to the one in its place, `disputed` a group to its newcomers.
    """

    new: tuple[str, ...]
    superseded: Mapping[str, str]
    disputed: Mapping[str, tuple[str, ...]]


def learned(earlier: Ledger, later: Ledger) -> News:
    """Return what the later view holds beyond the earlier one, oldest publication first."""
    added = [name for name in later.claims if name not in earlier.claims]
    new = tuple(sorted(added, key=lambda name: (later.source_of(name).published, name)))
    superseded = {
        replaced: name
        for name in new
        if (replaced := later.claims[name].supersedes) in earlier.claims and replaced is not None
    }
    groups = dict.fromkeys(later.claims[name].conflict_group for name in new)
    disputed = {
        group: tuple(name for name in new if later.claims[name].conflict_group == group)
        for group in groups
        if group is not None and any(not pool.agrees for pool in later.pools(group))
    }
    return News(new, superseded, disputed)
