"""Text whose figures are outcomes: nobody types a number into a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

from h200analysis.cases import Citation, Outcome, Spread, figure
from h200analysis.exhibits import ranges
from h200analysis.exhibits.bundle import Exhibit, ExhibitError
from h200analysis.exhibits.marks import Marks, escaped, html_escaped, leading
from h200analysis.exhibits.wording import EXACT, TABLE, digits_allowed, form, worded

DAGGER = "†"
BY_HAND = "‡"


@dataclass(slots=True)
class Page:
    """One exhibit being written: its words in both forms, its marks and its figures."""

    digits: int = TABLE
    marked: bool = True
    signed: bool = True
    bold: bool = True
    marks: Marks = field(default_factory=Marks)
    figures: list[dict[str, Any]] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)

    def write(self, template: str, outcomes: dict[str, Any]) -> tuple[str, str]:
        """Fill a template; return it as Markdown and as HTML."""
        written = [self.put(value, spec) for value, spec in _parts(template, outcomes)]
        return "".join(markdown for markdown, _ in written), "".join(html for _, html in written)

    def plain(self, template: str, outcomes: dict[str, Any]) -> str:
        """Fill a template; return its bare words."""
        parts = _parts(template, outcomes)
        return "".join(self.text(v, s) if isinstance(v, Outcome) else str(v) for v, s in parts)

    def put(self, value: Any, spec: str = "") -> tuple[str, str]:
        """Word one value; an outcome gets its sources and, where it rests on us, its dagger."""
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
        self.figures.append(figure(value, text))
        is_marked = self.marked and "bare" not in spec
        fresh = self.marks.new(leading(value.inputs), value.ledger) if is_marked else []
        if is_marked:
            fresh = [*fresh, *self.marks.of_notebook(value.of_notebook)]
        sign = signs(value) if self.signed else ""
        markdown = f"[{escaped(text)}]{{.figure}}"
        html = f"<b>{html_escaped(text)}</b>" if self.bold else html_escaped(text)
        notes = self.marks.markdown(fresh), self.marks.html(fresh)
        return f"{markdown}{sign}{notes[0]}", f"{html}{sign}{notes[1]}"

    def text(self, outcome: Outcome, spec: str = "") -> str:
        """Word an outcome, with no more digits than its error allows."""
        spec = spec.removesuffix("bare")
        if spec == "exact" and not outcome.error:
            return worded(outcome.value, outcome.unit, EXACT)
        if form(outcome.unit).whole and not outcome.error and not spec:
            return worded(outcome.value, outcome.unit, EXACT)
        most = int(spec) if spec.isdigit() else self.digits
        digits = digits_allowed(outcome.value, outcome.error, most)
        return worded(outcome.value, outcome.unit, digits)

    def exhibit(self, markdown: str, html: str) -> Exhibit:
        """Return the finished exhibit with its notes and figures."""
        notes = self.marks.notes_html()
        return Exhibit(markdown, html + notes, tuple(self.figures), tuple(self.claims))


def _parts(template: str, outcomes: dict[str, Any]) -> Iterator[tuple[Any, str]]:
    """Yield the literals and the values of a template, each with its format.

    A spread is told as its range.
    """
    for literal, name, spec, _ in Formatter().parse(template):
        yield literal.replace("'", "’"), ""
        if name is None:
            continue
        value = Formatter().get_field(name, (), outcomes)[0]
        if isinstance(value, Spread):
            ends = {"low": value.low, "high": value.high}
            yield from ((part, spec or "") for part, _ in _parts(ranges.WORDING.sentence, ends))
        else:
            yield value, spec or ""


def signs(outcome: Outcome) -> str:
    """Return the dagger of an assumption of ours, the double dagger of a value set by hand."""
    ours = DAGGER if outcome.assumptions else ""
    return ours + (BY_HAND if outcome.set_by_hand else "")
