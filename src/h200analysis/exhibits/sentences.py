"""The sentences that exhibits are made of: headings, paragraphs, the legend of page one."""

from typing import Any

from h200analysis.cases import Case
from h200analysis.exhibits.bundle import Exhibit
from h200analysis.exhibits.marks import escaped, hindsight, html_escaped, months
from h200analysis.exhibits.prose import BY_HAND, LATE, LEGEND, Page, used_up
from h200analysis.exhibits.wording import HEADLINE


def heading(text: str) -> Exhibit:
    """Return a section heading.

    >>> exhibits.heading("What limits deliveries")
    <Exhibit '## What limits deliveries'>
    """
    return Exhibit(f"## {escaped(text)}", f"<h2>{html_escaped(text)}</h2>")


def say(template: str, **outcomes: Any) -> Exhibit:
    """Return a paragraph: `say("Orders exceed stock by {gap}.", gap=case.evaluate(supply_gap))`.

    `{gap}` is rounded to three digits or what its error allows, `{gap:2}` to two, `{gap:exact}` to
    the chip or dollar. Any figure carries its sources as notes and its dagger; `{odds:bare}` has no
    notes, for odds that are ours whatever reports they bear on. A drawn result prints its range.
    Another format, and a value that the text does not print, are refused.

    >>> exhibits.say("Orders exceed stock by {gap}.", gap=case.evaluate("supply_gap"))
    <Exhibit 'Orders exceed stock...'>
    """
    used_up(template, outcomes)
    page = Page()
    markdown, html = page.write(template, outcomes)
    return page.exhibit(markdown, f"<p>{html}</p>")


def bullets(items: dict[str, str], **outcomes: Any) -> Exhibit:
    """Return bold labels with a sentence each, such as what was learned on a subject."""
    page = Page()
    markdown, html = [], []
    for label, template in items.items():
        written = page.write(template, outcomes)
        markdown.append(f"- **{escaped(label)}** {written[0]}")
        html.append(f"<li><b>{html_escaped(label)}</b> {written[1]}</li>")
    return page.exhibit("\n".join(markdown), f"<ul>{''.join(html)}</ul>")


def legend(case: Case, template: str, **outcomes: Any) -> Exhibit:
    """Return the small line that explains the signs, and what an assumption is worth.

    The template goes on after "† our assumption or judgement, no source; ", which stands there only
    where the case has used an assumption by then, and after the days on which the ledger's
    judgements were made where that was with hindsight. So evaluate above it what the page prints.

    >>> exhibits.legend(case, "all else is reported.")
    <Exhibit ':::...'>
    """
    page = Page(digits=HEADLINE, marked=False, signed=False)
    markdown, html = page.write(template, outcomes)
    by_hand = f" {BY_HAND} set by hand, or follows from what was." if case.by_hand else ""
    is_ours = any(used.assumption for used in case.used())
    start = (f"{LEGEND} or judgement, no source; " if is_ours else "") + _judged(case)
    if not start:
        markdown, html = (text[:1].upper() + text[1:] for text in (markdown, html))
    return page.exhibit(
        f"::: {{.note}}\n{escaped(start)}{markdown}{by_hand}\n:::",
        f"<p><small>{start}{html}{by_hand}</small></p>",
    )


def odds_are_ours(case: Case) -> str:
    """Return in a sentence that the odds are ours, and when we judged them if that was afterwards.

    >>> exhibits.odds_are_ours(case)
    'The odds are ours, judged afterwards, in November 2026.'
    """
    ledger = case.ledger
    late = f", judged afterwards, {months(ledger.hindsight())}" if ledger.is_in_hindsight else ""
    return f"The odds are ours{late}."


def _judged(case: Case) -> str:
    """Return when all judgements were made with hindsight, or those that bear the sign of it."""
    if case.ledger.is_in_hindsight:
        late = hindsight(case.ledger.hindsight())
        return f"all our judgements were made {late.removeprefix('judged ')}; "
    judged = {used.recorded for used in case.used() if used.recorded}
    late = hindsight(sorted(day for day in judged if day > case.ledger.as_of))
    return f"{LATE} {late}; " if late else ""


def end_of_first_page() -> Exhibit:
    """Return the mark after which a PDF starts its second page, with the contents.

    >>> exhibits.end_of_first_page()
    <Exhibit ':::...'>
    """
    return Exhibit("::: {.first-page-end}\n:::", "<hr>")
