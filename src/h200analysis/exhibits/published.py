"""Figures that others have published beside ours, and why some of them differ."""

from dataclasses import replace

from h200analysis.cases import Case
from h200analysis.exhibits.bundle import Exhibit, joined
from h200analysis.exhibits.sentences import bullets
from h200analysis.exhibits.tables import table
from h200analysis.exhibits.wording import worded
from h200analysis.inquiry.published import Reproduction, reproductions

_DIGITS = 3


def published(case: Case) -> Exhibit:
    """Return each published figure beside ours, then the reasons of those that we do not meet.

    >>> exhibits.published(case)
    <Exhibit '| Published figure | Published | Ours | Off by |...'>
    """
    found = reproductions(case.ledger)
    columns = ("Published figure", "Published", "Ours", "Off by", "Tolerance", "Finding")
    made = table("Published figures, computed again", columns, [*map(_row, found)],
                 (42, 16, 16, 8, 9, 9))  # fmt: skip
    cited = tuple(dict.fromkeys(each.figure.claim.partition(".")[0] for each in found))
    case.cite(*cited)
    made = replace(made, claims=cited)
    reasons = {f"{r.figure.title}.": r.figure.explained for r in found if r.figure.explained}
    return joined(made, _reasons(reasons)) if reasons else made


def _row(made: Reproduction) -> tuple[str, ...]:
    off = f"{made.error:.1%}" if made.published else f"{made.error:g}"
    return (
        made.figure.title,
        worded(made.published, made.unit, _DIGITS),
        worded(made.computed, made.unit, _DIGITS),
        off,
        f"{made.figure.tolerance:.1%}" if made.published else f"{made.figure.tolerance:g}",
        "fits" if made.fits else "differs",
    )


def _reasons(reasons: dict[str, str]) -> Exhibit:
    named = {f"r{n}": text for n, text in enumerate(reasons.values())}
    return bullets({title: f"{{r{n}}}" for n, title in enumerate(reasons)}, **named)
