"""Findings as plain sheets for a terminal: one line a finding, columns in line."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from h200analysis.exhibits.characters import printable
from h200analysis.exhibits.wording import worded
from h200analysis.inquiry.attribution import Attribution
from h200analysis.inquiry.decision import Decision
from h200analysis.inquiry.published import Reproduction
from h200analysis.inquiry.scoreboard import DayScore, Score
from h200analysis.inquiry.sobol import Indices
from h200analysis.inquiry.tornado import Tornado

_NONE = "–"


def moved(found: Attribution, units: Mapping[str, str], reasons: Mapping[str, str]) -> str:
    """Return what moved each headline, the largest share first, and the claims behind each."""
    lines: list[str] = []
    for headline, shares in found.shares.items():
        unit = units[headline]
        before, after = found.before[headline], found.after[headline]
        lines.append(f"{headline}: {worded(before, unit)} → {worded(after, unit)}")
        ranked = sorted(shares.items(), key=lambda share: (-abs(share[1]), share[0]))
        moving = [(player, share) for player, share in ranked if abs(share) > _least(before, after)]
        lines += [f"    {_signed(share, unit):>16}  {player}" for player, share in moving]
        if not moving:
            lines.append("    nothing learned moves it")
    told = [f"    {player}: {reason}" for player, reason in reasons.items()]
    return _sheet([*lines, "Because of", *told] if told else lines)


def scores(found: Iterable[Score], days: Iterable[DayScore], titles: Mapping[str, str]) -> str:
    """Return every score and a line for each day; less is better, but for what is covered."""
    rows = [("Asked on", "Brier", "log", "CRPS, chips", "at", "held", "Question")]
    rows += [
        (
            str(each.as_of), _number(each.brier, 3), _number(each.log, 3), _number(each.crps, 0),
            _number(each.integral, 2), {None: _NONE, True: "yes", False: "no"}[each.covered],
            f"{titles[each.question]}: {_answer(each)}",
        )
        for each in found
    ]  # fmt: skip
    rows += [
        (
            str(each.as_of), _number(each.brier, 3), _number(each.log, 3), _number(each.crps, 0),
            "", f"{each.covered[0]}/{each.covered[1]}", f"{each.answered} answered, in the mean",
        )
        for each in days
    ]  # fmt: skip
    return _sheet(_aligned(rows))


def published(found: Sequence[Reproduction]) -> str:
    """Return each published figure beside ours; misfits with their reason."""
    rows = [("Published", "Ours", "Off by", "Allowed", "", "Figure")]
    for each in found:
        off = f"{each.error:.1%}" if each.published else f"{each.error:g}"
        allowed = f"{each.figure.tolerance:.1%}" if each.published else f"{each.figure.tolerance:g}"
        verdict = each.figure.finding if each.is_as_found else "NOT AS FOUND"
        rows.append((
            worded(each.published, each.unit, 4), worded(each.computed, each.unit, 4), off, allowed,
            verdict, each.figure.title,
        ))  # fmt: skip
    misfits = [each for each in found if each.figure.explained]
    told = [f"{each.figure.title}: {each.figure.explained}" for each in misfits]
    closing = f"{sum(each.fits for each in found)} of {len(found)} reproduced."
    return _sheet([*_aligned(rows), "", *told, closing])


def matters(target: str, bars: Tornado, parts: Indices, unit: str) -> str:
    """Return how far each input moves a result, and how much of its variance it explains."""
    by_title = {bar.title: bar for bar in bars.bars}
    rows = [("First", "Total", "At its tenth", "At its ninetieth", "Input")]
    rows += [
        (
            f"{part.first:z.2f} ± {part.first_error:.2f}",
            f"{part.total:z.2f} ± {part.total_error:.2f}",
            worded(by_title[part.title].at_low, unit),
            worded(by_title[part.title].at_high, unit),
            part.title,
        )
        for part in parts.groups
    ]
    base = f"{target}, every input in its middle: {worded(bars.base, unit)}."
    rest = (
        f"All lowering ends together differ from the sum of their bars by "
        f"{_signed(bars.below, unit)}, all raising ends by {_signed(bars.above, unit)}."
    )
    return _sheet([base, *_aligned(rows), rest])


def worth_knowing(found: Decision) -> str:
    """Return what the shipping decision brings, and what knowing each input first is worth."""
    lines = [
        f"{worded(mean, 'USD'):>16}  {action}"
        for action, mean in sorted(found.means.items(), key=lambda pair: -pair[1])
    ]
    lines.append(f"Knowing everything first would be worth {worded(found.perfect, 'USD')}; of it:")
    ranked = sorted(found.partial.items(), key=lambda pair: -pair[1].value)
    rows = [("InformationValue", "if shuffled", "Input")]
    rows += [
        (worded(worth.value, "USD"), worded(worth.shuffled, "USD"), title)
        for title, worth in ranked
    ]
    return _sheet([*lines, *_aligned(rows)])


def hindsight(written: date) -> str:
    """Return the caution that belongs to forecasts of a day before they were written down."""
    return (
        f"Odds of days before {written} are hindcasts: they use only what was known on their day, "
        "but were written down later.\n"
    )


def _answer(score: Score) -> str:
    if score.brier is None:
        return f"{score.outcome:,.0f}"
    return "yes" if score.outcome else "no"


def _least(before: float, after: float) -> float:
    """Return the rounding that sums of floats carry."""
    return 1e-12 * max(abs(before), abs(after), 1e-9)


def _signed(value: float, unit: str) -> str:
    return f"{'+' if value >= 0 else '−'}{worded(abs(value), unit)}"


def _number(value: float | None, decimals: int) -> str:
    return _NONE if value is None else f"{value:,.{decimals}f}"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines: the last column as it is, the others right in columns of their own."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]) - 1)]
    return [
        "  ".join([*(f"{cell:>{w}}" for cell, w in zip(row, widths, strict=False)), row[-1]])
        for row in rows
    ]


def _sheet(lines: Iterable[str]) -> str:
    return printable("\n".join(lines) + "\n")
