"""Prose in Markdown: its figures are outcomes, its sources are claims, its marks are Markdown."""

import pytest

from h200analysis import cases, evidence
from h200analysis.exhibits.bundle import ExhibitError
from h200analysis.exhibits.markdown import claims_in, prose
from h200analysis.model import market
from tests.exhibits.unnamed import unnamed

CASE = cases.Case(evidence.read("2026-01-15"))
NAMES = {"case": CASE, "gap": CASE.evaluate(market.supply_gap), "who": ("It is {n}.", {"n": "me"})}


def test_figures_are_looked_up_and_the_rest_is_markdown() -> None:
    """A heading is a heading and emphasis is emphasis; a figure carries its notes."""
    said = prose("## The gap\n*About* {gap:1}.", NAMES)

    assert unnamed(said.markdown).startswith("## The gap\n*About* [1 million chips]{.figure}^[")
    assert said.html.startswith("<h2>The gap</h2>\n<p><em>About</em> <b>1 million chips</b><sup>")
    assert [("supply_gap", "1 million chips")] == [(f["name"], f["text"]) for f in said.figures]


def test_a_claim_is_cited_by_its_id() -> None:
    """The note stands at the word before it, and the press learns of the claim."""
    said = prose("Nothing may enter [@customs_instruction_seed].", NAMES)

    assert said.markdown.startswith("Nothing may enter^[")
    assert ("customs_instruction_seed",) == said.claims
    assert ["a", "b", "c"] == claims_in("x [@a; @b] y [@c]")


def test_a_sentence_with_its_figures_stands_in_a_sentence() -> None:
    """What another room worded is filled in as plain words, whatever Markdown they hold."""
    assert "It is me\\." in prose("{who}", NAMES).markdown
    assert "\\*x\\*" in prose("{who}", {"who": ("{n}", {"n": "*x*"})}).markdown


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{gap_usd}", r"\{gap_usd\}, which stands for nothing here.*`gap_usd = case.evaluate"),
        ("{gap.low}", r"\{gap.low\}, which stands for nothing here"),
        ("[@delivered_august]", "'delivered_august' was not yet known on 2026-01-15"),
    ],
)
def test_what_cannot_be_filled_in_is_refused(text: str, sentence: str) -> None:
    """A name that stands for nothing, and a claim of a later day, are one sentence each."""
    with pytest.raises((ExhibitError, evidence.NotKnownError), match=sentence):
        prose(text, NAMES)


def test_a_citation_needs_a_case() -> None:
    """Without a case nobody can tell whether the claim was known."""
    with pytest.raises(ExhibitError, match="cites 'orders_seed', but the notebook has no case"):
        prose("x [@orders_seed]", {})
