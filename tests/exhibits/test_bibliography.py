"""The list of sources: an entry a source, its address short, its own words."""

import pytest

from h200analysis import cases, evidence, exhibits
from h200analysis.exhibits.bibliography import short
from h200analysis.model import market

LEDGER = evidence.read("2026-01-15")


def _case() -> cases.Case:
    case = cases.Case(LEDGER)
    case.evaluate(market.gap_at_list)
    return case


def test_a_source_has_one_entry_however_much_was_taken_from_it() -> None:
    """Each source stands once, with every claim of it and every quotation."""
    case = _case()
    listed = exhibits.sources(case)
    used = {LEDGER.claim(claim).source for claim in case.sources()}

    assert len(case.sources()) > len(used)
    assert len(used) == listed.html.count("<li>")
    assert set(case.sources()) == set(listed.claims)
    for name in used:
        assert 1 == listed.markdown.count(f"{{.source name={name} ")
    for claim in case.sources():
        assert LEDGER.claim(claim).qualifier in listed.html.replace("&#x27;", "'")


def test_an_entry_says_who_when_what_and_where() -> None:
    """Publisher and day stand in front, then the title, the address linked, and the words."""
    listed = exhibits.sources(_case()).html
    source = LEDGER.source_of("orders_newsbytes")

    assert f"NewsBytes, 31 December 2025, after Reuters: {source.title}." in listed
    assert f'<a href="{source.url}">newsbytesapp.com/' in listed
    assert "“over two million”; " in listed


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("https://www.example.org/", "example.org"),
        ("https://example.org/a/b?c=d", "example.org/a/b"),
        ("https://example.org/" + 50 * "a", "example.org/" + 31 * "a" + "…"),
        ("https://example.org/a-long-path-of-words-and-more-words",
         "example.org/a-long-path-of-words-and-more-w…"),
    ],
)  # fmt: skip
def test_an_address_is_printed_short(address: str, printed: str) -> None:
    """Host and path, cut where they are long: the link itself holds the whole address."""
    assert printed == short(address)
    assert len(short(address)) <= 44


def test_a_source_in_chinese_prints_our_translation() -> None:
    """No character is printed by its number: the quotation is translated, the title left out."""
    case = cases.Case(evidence.read("2026-08-27"))
    foreign = [name for name, said in case.ledger.claims.items() if said.translation is not None]
    case.cite(*foreign)

    listed = exhibits.sources(case).html

    assert len(foreign) > 3
    assert "⟨U+" not in listed
    assert "(our translation)" in listed
