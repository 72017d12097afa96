"""The first lines of a briefing: what it is, of which day, its answer, and the deck below it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from h200analysis.cases import BASELINE, Case
from h200analysis.cases.formulas import qualified
from h200analysis.exhibits.bundle import Exhibit, ExhibitError, joined
from h200analysis.exhibits.magics import case_of, notebook_names
from h200analysis.exhibits.markdown import written
from h200analysis.exhibits.marks import day, escaped, html_escaped, months
from h200analysis.exhibits.origins import as_set, titled
from h200analysis.exhibits.passages import Passage, passage
from h200analysis.exhibits.prose import Page
from h200analysis.exhibits.wording import worded
from h200analysis.model.formula import formula_of

MOST_WORDS = 30
_BY_HAND = 5  # words more, for each value of which a headline has to say that a hand set it
_DIGITS = 4  # of such a value above the headline
EDITION = "[]{.edition}"
"""Where the press prints the number of the edition: a cell does not know it."""
FRESH = timedelta(days=14)  # beyond which a reader is told how old the evidence is


def front(subject: str, words: str) -> Exhibit:
    """Return kicker, headline and deck of a briefing, worded for the day of the notebook's case.

    `words` names a passage that begins with a headline, `# …`; the deck stands below it. Figures
    are looked up among the notebook's names.

    >>> exhibits.front("H200 for China: supply gap", "supply_gap")
    <Exhibit ':::...'>
    """
    names = notebook_names()
    case = case_of(names)
    wording = passage(words, case.ledger.as_of)
    text, values = as_set(wording.text, case)
    first, _, rest = text.partition("\n")
    if not first.startswith("# "):
        raise ExhibitError(f"{wording.place}: found {first!r}, expected a headline such as '# …'.")
    return joined(
        kicker(subject, case, wording),
        headline(first.removeprefix("# "), {**names, **values}, wording.place),
        _deck(rest.strip(), {**names, **values}),
    )


def words(name: str) -> str:
    """Return a passage of one line in plain words, such as the message above a chart.

    Its figures have no notes or signs: they stand in the chart, or beside it, with both.

    >>> exhibits.words("supply_gap_column")
    'If half the orders are firm'
    """
    names = notebook_names()
    case = case_of(names)
    template, values = as_set(passage(name, case.ledger.as_of).text, case)
    return Page(by_hand=case.by_hand).plain(template, {**names, **values})


def kicker(subject: str, case: Case, wording: Passage | None = None) -> Exhibit:
    """Return the line above the headline: the subject, and the day of which we speak.

    It takes two lines of a page at most, and says when odds of an earlier day were set afterwards.
    """
    ledger = case.ledger
    parts = [subject]
    read_by = ledger.rules.read_by(ledger.as_of)
    if ledger.as_of > read_by:
        parts += [day(ledger.as_of), f"reports read up to {day(read_by)}"]
    else:
        parts.append(f"as of {day(ledger.as_of)}")
    if ledger.is_in_hindsight:
        judged = "odds set" if "odds" in ledger.judged() else "judged"
        parts.append(f"{judged} {months(ledger.hindsight())}")
    if wording and (newer := wording.newer(ledger)):
        parts.append(f"text of {_short(wording.since)}; a report of {_short(newer)} is not in it")
    elif ledger.newest() + FRESH < ledger.as_of == read_by:
        parts.append(f"newest report of {day(ledger.newest())}")
    if case.scenario != BASELINE:
        parts.append(f"scenario: {ledger.scenario(case.scenario).title}")
    if case.by_hand:
        parts.append(f"set by hand: {'; '.join(_by_hand(case))}")
    text = " · ".join(parts)
    style = "font-variant:small-caps;letter-spacing:0.06em;opacity:0.7"
    return Exhibit(
        f"::: {{.kicker}}\n{escaped(text)}{EDITION}\n:::",
        f'<p style="{style}">{html_escaped(text)}</p>',
    )


def _by_hand(case: Case) -> Iterator[str]:
    """Yield what was set by hand: a parameter's title and value, else the name and what it is."""
    for name, target in case.by_hand.items():
        if name in case.ledger.parameters and not callable(target):
            value = case.evaluate(name)
            title = titled(case.ledger.parameter(name).title)
            yield f"{title}, {worded(value.value, value.unit, _DIGITS)}{_replaced(case, name)}"
        else:
            told = qualified(formula_of(target)) if callable(target) else target
            yield f"{name} {told}".replace("_", " ")


def _replaced(case: Case, name: str) -> str:
    """Return in brackets the value that a hand replaced, and whether a report had given it."""
    before = Case(case.ledger, case.scenario).if_known(name)
    if before is None:
        return ""
    whose = "ours" if before.assumptions else "reported"
    return f" ({whose}: {worded(before.value, before.unit, _DIGITS)})"


def _short(when: date) -> str:
    return f"{when.day} {when:%B}"


def headline(template: str, names: Mapping[str, Any], place: str = "The notebook") -> Exhibit:
    """Return the answer in one sentence; its sources and signs stand at the figures below it.

    `place` is where the words stand, for the sentence that refuses too many of them.
    """
    case = names.get("case")
    by_hand = case.by_hand if isinstance(case, Case) else ()
    page = Page(marked=False, signed=False, by_hand=by_hand)
    markdown, _ = page.write(template, names)
    words = sum(any(map(str.isalnum, word)) for word in page.plain(template, names).split())
    if words > MOST_WORDS + _BY_HAND * len(by_hand):
        raise ExhibitError(
            f"{place}: the headline has {words} words; a reader takes in {MOST_WORDS}. Cut it."
        )
    _, html = page.write(template, names)
    return page.exhibit(f"# {markdown}", f"<h1>{html}</h1>")


def _deck(text: str, names: Mapping[str, Any]) -> Exhibit:
    page = Page()
    markdown, html = written(text, names, page)
    return page.exhibit(
        f"::: {{.deck}}\n{markdown}\n:::", f'<div style="font-size:1.15em">{html}</div>'
    )
