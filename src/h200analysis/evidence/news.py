"""Which claims are of a subject, and what was learned between two days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from h200analysis.evidence.faults import NotKnownError
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
    new = _by_publication(later, (name for name in later.claims if name not in earlier.claims))
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


def on_subject(ledger: Ledger, names: Iterable[str], part: str | None) -> tuple[str, ...]:
    """Return the claims whose subject holds a text, in any case, oldest publication first.

    Without a text all are returned. Raises `NotKnownError` where no subject holds it.
    """
    wanted = (part or "").casefold()
    kept = [name for name in names if wanted in ledger.claims[name].subject.casefold()]
    if part is not None and not kept:
        subjects = ", ".join(sorted({claim.subject for claim in ledger.claims.values()}))
        raise NotKnownError(f"No claim has {part!r} in its subject; the subjects are: {subjects}.")
    return _by_publication(ledger, kept)


def _by_publication(ledger: Ledger, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (ledger.source_of(name).published, name)))
