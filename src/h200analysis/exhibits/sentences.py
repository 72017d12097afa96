"""The sentences of a briefing: kicker, headline, deck, paragraphs, bullets, legend."""

from datetime import timedelta
from typing import Any

from h200analysis.cases import BASELINE, Case
from h200analysis.exhibits.bundle import Exhibit, ExhibitError
from h200analysis.exhibits.marks import day, escaped, hindsight, html_escaped
from h200analysis.exhibits.prose import BY_HAND, DAGGER, Page
from h200analysis.exhibits.wording import HEADLINE

MOST_WORDS = 24
FRESH = timedelta(days=14)  # beyond which a reader is told how old the evidence is


def kicker(subject: str, case: Case) -> Exhibit:
    """Return the line above the headline: the subject, and the day of which we speak."""
    ledger = case.ledger
    parts = [subject, f"what was known on {day(ledger.as_of)}"]
    if ledger.as_of - ledger.newest() > FRESH:
        parts.append(f"newest report of {day(ledger.newest())}")
    if case.scenario != BASELINE:
        parts.append(f"scenario: {ledger.scenario(case.scenario).title}")
    if case.by_hand:
        parts.append(f"set by hand: {', '.join(case.by_hand)}")
    text = " · ".join(parts)
    style = "font-variant:small-caps;letter-spacing:0.06em;opacity:0.7"
    return Exhibit(
        f"::: {{.kicker}}\n{escaped(text)}\n:::", f'<p style="{style}">{html_escaped(text)}</p>'
    )


def headline(template: str, **outcomes: Any) -> Exhibit:
    """Return the answer in one sentence of at most 24 words, in two significant figures.

    Its sources and daggers stand at the same figures below it, so the headline itself stays clean.
    """
    page = Page(digits=HEADLINE, marked=False, signed=False)
    markdown, html = page.write(template, outcomes)
    words = sum(any(map(str.isalnum, word)) for word in page.plain(template, outcomes).split())
    if words > MOST_WORDS:
        raise ExhibitError(
            f"The headline has {words} words; a reader takes in {MOST_WORDS}. Cut it."
        )
    return page.exhibit(f"# {markdown}", f"<h1>{html}</h1>")


def deck(template: str, **outcomes: Any) -> Exhibit:
    """Return the one or two sentences under the headline, with the range."""
    page = Page(digits=HEADLINE)
    markdown, html = page.write(template, outcomes)
    return page.exhibit(
        f"::: {{.deck}}\n{markdown}\n:::", f'<p style="font-size:1.15em">{html}</p>'
    )


def heading(text: str) -> Exhibit:
    """Return a section heading."""
    return Exhibit(f"## {escaped(text)}", f"<h2>{html_escaped(text)}</h2>")


def say(template: str, **outcomes: Any) -> Exhibit:
    """Return a paragraph: `say("Orders exceed stock by {gap}.", gap=case.evaluate(supply_gap))`.

    `{gap}` is rounded to three digits or what its error allows, `{gap:2}` to two, `{gap:exact}` to
    the chip or dollar. Any figure carries its sources as notes and its dagger; `{odds:bare}` has no
    notes, for odds that are ours whatever reports they bear on. A drawn result prints its range.
    """
    page = Page()
    markdown, html = page.write(template, outcomes)
    return page.exhibit(markdown, f"<p>{html}</p>")


def bullets(items: dict[str, str], **outcomes: Any) -> Exhibit:
    """Return bold labels with a sentence each, such as what would change the answer."""
    page = Page(digits=HEADLINE)
    markdown, html = [], []
    for label, template in items.items():
        written = page.write(template, outcomes)
        markdown.append(f"- **{escaped(label)}** {written[0]}")
        html.append(f"<li><b>{html_escaped(label)}</b> {written[1]}</li>")
    return page.exhibit("\n".join(markdown), f"<ul>{''.join(html)}</ul>")


def legend(case: Case, template: str, **outcomes: Any) -> Exhibit:
    """Return the small line that explains the signs, and what an assumption is worth.

    The template goes on after "† our assumption, no source; ", or after the days on which the
    assumptions were judged where that was with hindsight.
    """
    page = Page(digits=HEADLINE, marked=False, signed=False)
    markdown, html = page.write(template, outcomes)
    by_hand = f" {BY_HAND} set by hand." if case.by_hand else ""
    grounds = filter(None, ("our assumption", "no source", hindsight(case.ledger.hindsight())))
    start = f"{DAGGER} {', '.join(grounds)}; "
    return page.exhibit(
        f"::: {{.note}}\n{start}{markdown}{by_hand}\n:::",
        f"<p><small>{start}{html}{by_hand}</small></p>",
    )


def end_of_first_page() -> Exhibit:
    """Return the mark after which a PDF starts its second page, with the contents."""
    return Exhibit("::: {.first-page-end}\n:::", "<hr>")
