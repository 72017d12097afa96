"""How an edition is cited: what it gives is read back by the tools that readers have."""

import json
import re
from typing import Any

import pypandoc
import pytest

from h200analysis.delivery.library import citing
from h200analysis.delivery.library.card import Card
from h200analysis.press.withdrawals import Withdrawal

TITLE = r"Up to 50% & $2 billion_of #chips {so} ~ ^ \emph{not} “quoted”"
WITHDRAWN = Withdrawal("2026-03-10/supply_gap/2", "0f", "2026-11-29", "wrong stock")


def _card(title: str = TITLE) -> Card:
    return Card(
        address="2026-03-10/supply_gap/2", day="2026-03-10", name="supply_gap",
        briefing="supply_gap", variant="", number=2, title=title, answer="", range="",
        made="2026-11-28", key="0552793653df5dba" * 4, version="0.2.0", why=(), claims=(),
        files={"briefing.pdf": ("00", 5), "figures.csv": ("11", 7)}, figures=3,
    )  # fmt: skip


def _read(source: bytes, form: str) -> dict[str, Any]:
    """Return the one reference that pandoc reads."""
    [item] = json.loads(pypandoc.convert_text(source.decode(), "csljson", format=form))
    return dict(item)


@pytest.mark.parametrize("title", ["Orders exceed stock", TITLE])
def test_bibtex_is_read_as_it_was_meant(title: str) -> None:
    """Pandoc reads title, institution, number and day back, whatever characters a title has."""
    read = _read(citing.bibtex(_card(title), "https://x.org/h200/", None), "bibtex")

    plain = re.sub(r"</?span[^>]*>|\\", "", read["title"])
    assert plain == title.replace("\\", "")
    assert (read["publisher"], read["number"]) == ("h200analysis", "2026-03-10/2")
    assert read["issued"]["date-parts"] == [[2026, 11]]
    assert read["URL"] == "https://x.org/h200/editions/2026-03-10/supply_gap/2/index.html"


def test_csl_is_read_as_it_was_meant() -> None:
    """Pandoc reads the same reference from CSL-JSON, with its full day."""
    source = json.dumps(citing.csl(_card("Orders exceed stock"), "", None)).encode()

    read = _read(source, "csljson")

    assert (read["type"], read["title"]) == ("report", "Orders exceed stock")
    assert read["issued"]["date-parts"] == [[2026, 11, 28]]
    assert "URL" not in read


def test_a_citation_is_that_of_the_page_itself() -> None:
    """The words are those that the edition prints at its foot."""
    assert _card().citation == (
        "h200analysis, Supply gap, 10 March 2026, edition 2 of 28 November 2026, "
        "hash 0552793653df5dba"
    )


def test_a_withdrawn_edition_is_cited_as_such() -> None:
    """Whoever cites it says that it was withdrawn, and why."""
    assert "Withdrawn on 2026-11-29: wrong stock" in citing.bibtex(_card(), "", WITHDRAWN).decode()
    assert citing.json_ld(_card(), "", WITHDRAWN)["creativeWorkStatus"] == "Withdrawn"


def test_an_identifier_never_changes() -> None:
    """Readers of the feed know an entry by it, for ever: another scheme would bring all anew."""
    told = citing.identity("2026-03-10/supply_gap/20f")

    assert told == "urn:uuid:824b1457-8899-5cc9-a975-1fc96959342b"
