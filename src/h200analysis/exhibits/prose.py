"""Text whose figures are outcomes: nobody types a number into a sentence."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

from h200analysis.cases import Citation, Outcome, Spread, figure
from h200analysis.exhibits import ranges
from h200analysis.exhibits.bundle import Exhibit, ExhibitError
from h200analysis.exhibits.chances import EXPLAINED, ODDS, explained, in_words, whole_percent
from h200analysis.exhibits.marks import Marks, escaped, html_escaped, leading
from h200analysis.exhibits.wording import EXACT, TABLE, digits_allowed, form, worded

DAGGER = "†"
BY_HAND = "‡"
LATE = "*"
LEGEND = f"{DAGGER} our assumption"  # how the line begins that explains the signs
_FORMAT = re.compile(rf"(?:[1-4]|exact|whole|{ODDS})?(?:bare)?")
_POINT = 0.015  # a chance known to about a percentage point is told to one: tens are too coarse


@dataclass(slots=True)
class Page:
    """One exhibit being written: its words in both forms, its marks and its figures.

    `by_hand` are names that a hand set for the whole page: what is not `signed` bears the sign of
    these alone, and not that of what a sentence supposes by itself, such as half of an assumption.
    """

    digits: int = TABLE
    marked: bool = True
    signed: bool = True
    by_hand: Collection[str] = ()
    bold: bool = True
    marks: Marks = field(default_factory=Marks)
    figures: list[dict[str, Any]] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)

    def write(self, template: str, outcomes: Mapping[str, Any]) -> tuple[str, str]:
        """Fill a template of plain words; return it as Markdown and as HTML."""
        filled = parts(template, outcomes)
        written = [self.put(literal or value, spec) for literal, value, spec in filled]
        return "".join(markdown for markdown, _ in written), "".join(html for _, html in written)

    def plain(self, template: str, outcomes: Mapping[str, Any]) -> str:
        """Fill a template; return its bare words."""
        filled = ((literal or value, spec) for literal, value, spec in parts(template, outcomes))
        return "".join(self._bare(value, spec) for value, spec in filled)

    def put(self, value: Any, spec: str = "") -> tuple[str, str]:
        """Word one value; an outcome gets its sources and, where it rests on us, its dagger.

        A template with its outcomes, as what decides on deliveries is told, is filled in turn.
        """
        if isinstance(value, tuple):
            return self.write(*value)
        if isinstance(value, Citation):
            self.claims.extend(value.claims)
            fresh = self.marks.new(value.claims, value.ledger)
            return self.marks.markdown(fresh), self.marks.html(fresh)
        if isinstance(value, str):
            return escaped(value), html_escaped(value)
        if not isinstance(value, Outcome):
            raise ExhibitError(
                f"{value!r} is no outcome; a sentence takes its figures from a case."
            )
        text = self.text(value, spec)
        entry = figure(value, text)
        self.figures.append(entry)
        is_marked = self.marked and "bare" not in spec
        cited = leading(value.inputs, value.ledger) if is_marked else []
        fresh = self.marks.new(cited, value.ledger)
        if is_marked:
            fresh = [*fresh, *self.marks.of_notebook(value.of_notebook)]
        sign = signs(value) if self.signed else self._by_hand(value)
        markdown = f"[{escaped(text)}{escaped(sign)}]{{.figure of={entry['id']}}}"
        html = f"<b>{html_escaped(text)}</b>" if self.bold else html_escaped(text)
        notes = self.marks.markdown(fresh), self.marks.html(fresh)
        return f"{markdown}{notes[0]}", f"{html}{sign}{notes[1]}"

    def _bare(self, value: Any, spec: str) -> str:
        if not isinstance(value, Outcome):
            return str(value)
        return self.text(value, spec) + self._by_hand(value)

    def _by_hand(self, outcome: Outcome) -> str:
        is_set = any(used.name in self.by_hand for used in outcome.set_by_hand)
        return BY_HAND if is_set else ""

    def text(self, outcome: Outcome, spec: str = "") -> str:
        """Word an outcome, with no more digits than its error allows."""
        if outcome.part is not None:
            return worded(outcome.part.value, outcome.unit, outcome.part.digits)
        spec = spec.removesuffix("bare")
        if spec == ODDS:
            return in_words(outcome.value)
        if spec == "exact" and not outcome.error:
            return worded(outcome.value, outcome.unit, EXACT)
        if form(outcome.unit).whole and not outcome.error and not spec:
            return worded(outcome.value, outcome.unit, EXACT)
        most = _whole(outcome) if spec == "whole" else int(spec) if spec.isdigit() else self.digits
        digits = digits_allowed(outcome.value, outcome.error, most)
        return _percent(outcome) or worded(outcome.value, outcome.unit, digits)

    def exhibit(self, markdown: str, html: str) -> Exhibit:
        """Return the finished exhibit with its notes and figures."""
        notes = self.marks.notes_html()
        return Exhibit(markdown, html + notes, tuple(self.figures), tuple(self.claims))


def _percent(outcome: Outcome) -> str:
    """Return a chance, or a part that explains something, in whole per cent; else nothing."""
    if outcome.statistic == EXPLAINED:
        return explained(outcome.value)
    is_told = outcome.statistic == "chance" and (outcome.error or 0) < _POINT
    return whole_percent(outcome.value) if is_told else ""


def _whole(outcome: Outcome) -> int:
    """Return how many digits print an outcome to a whole number, without decimals."""
    return len(str(int(abs(outcome.value) * form(outcome.unit).factor)))


def parts(template: str, outcomes: Mapping[str, Any]) -> Iterator[tuple[str, Any, str]]:
    """Yield a template piece by piece: its own words, or else a value and its format.

    A spread is told as its range. Raises `ExhibitError` for a name that stands for nothing, and for
    a format that no figure has.
    """
    for literal, name, spec, conversion in Formatter().parse(template):
        if literal:
            yield literal.replace("'", "’"), None, ""
        if name is None:
            continue
        if conversion or not _FORMAT.fullmatch(spec or ""):
            found = f"!{conversion}" if conversion else f":{spec}"
            raise ExhibitError(
                f"The text has {{{name}{found}}}; a figure is printed as {{{name}}}, or with 1 to "
                f"4 digits as in {{{name}:2}}, as {{{name}:exact}}, {{{name}:whole}} or "
                f"{{{name}:odds}}, each with `bare` behind it to leave out its notes."
            )
        value = _named(name, outcomes)
        if isinstance(value, Spread):
            ends = {"low": value.low, "high": value.high}
            for words, end, _ in parts(ranges.WORDING.sentence, ends):
                yield words, end, spec or ""
        else:
            yield "", value, spec or ""


def used_up(template: str, outcomes: Iterable[str]) -> None:
    """Refuse values that a text is given and does not print; most often a name is misspelt."""
    fields = (name for _, name, _, _ in Formatter().parse(template) if name is not None)
    named = {_first(name) for name in fields}
    if unused := [name for name in outcomes if name not in named]:
        raise ExhibitError(
            f"The text does not print {', '.join(unused)}; write {{{unused[0]}}} where it belongs, "
            "or leave the value out."
        )


def _first(name: str) -> str:
    """Return the name that a field begins with: `likely` of `likely.low`."""
    return re.split(r"[.[]", name)[0]


def _named(name: str, outcomes: Mapping[str, Any]) -> Any:
    """Return what a field of a template stands for, such as `gap` or `spread.low`."""
    try:
        return Formatter().get_field(name, (), outcomes)[0]
    except (KeyError, AttributeError, IndexError):
        raise ExhibitError(
            f"The text has {{{name}}}, which stands for nothing here; give it a value, as in "
            f"`{_first(name)} = case.evaluate(…)`."
        ) from None


def signs(outcome: Outcome) -> str:
    """Return the signs of an assumption of ours, of a value set by hand, and of hindsight.

    On a day whose judgements were all made afterwards the legend says so once, for all figures.
    """
    ours = DAGGER if outcome.assumptions else ""
    late = LATE if outcome.hindsight and not outcome.ledger.is_in_hindsight else ""
    return ours + (BY_HAND if _follows_a_hand(outcome) else "") + late


def _follows_a_hand(outcome: Outcome) -> bool:
    """Tell whether a value set by hand shows in a figure: no price makes anything of no chips."""
    is_nothing = not outcome.value
    return any(
        not (is_nothing and used.unit == "USD/chip" and outcome.unit == "USD")
        for used in outcome.set_by_hand
    )
