"""Claims and measures as listings, for people and for programs."""

import csv
import io
import json
from datetime import date
from pathlib import Path

from h200analysis import evidence
from h200analysis.exhibits.terminal import claims, measures
from h200analysis.exhibits.terminal.console import plain
from h200analysis.exhibits.terminal.listing import as_csv, as_json
from tests.evidence.later import LATER_CLAIM, LATER_SOURCE


def test_csv_and_json_hold_the_same_rows() -> None:
    """A column a field, the claims of a measure apart by spaces, figures with every digit."""
    ledger = evidence.read("2026-01-15")

    for listing in (claims.known(ledger), measures.on(ledger, ledger.as_of)):
        rows = list(csv.DictReader(io.StringIO(as_csv(listing))))
        assert rows == json.loads(as_json(listing))
        assert list(rows[0]) == list(listing.columns)
    (orders,) = (row for row in claims.known(ledger).rows if row["id"] == "orders_seed")
    assert ("2,000,000", "chip") == (orders["figure"], orders["unit"])


def test_an_empty_listing_has_its_head() -> None:
    """A day before the first publication: CSV keeps its columns, the table its closing line."""
    listing = claims.news(evidence.read("2026-01-15"), evidence.read("2026-01-15"))

    assert ",".join(claims.COLUMNS) + "\n" == as_csv(listing)
    assert "[]\n" == as_json(listing)
    assert plain(*listing.parts).startswith("0 claims learned after 2026-01-15")


def test_measures_in_force_stand_first() -> None:
    """A row a measure, those in force first, and how many there are."""
    ledger = evidence.read("2026-01-15")
    listing = measures.on(ledger, ledger.as_of)
    states = [row["state"] for row in listing.rows]
    first = states.count("in force")
    count = first + states.count("loosened")

    assert ["in force"] * first == states[:first]
    assert f"{count} measures in force on 2026-01-15, as known on 2026-01-15" in plain(
        *listing.parts
    )
    assert "measure,title,state,actor" == as_csv(listing).partition(",announced")[0]


def test_a_quarrel_is_told() -> None:
    """A newcomer that disagrees says over what, and the last line counts such claims alone."""
    listing = claims.news(evidence.read("2025-12-22"), evidence.read("2025-12-31"))
    told = {row["id"]: row["change"] for row in listing.rows}
    disputed = sum(change.startswith("new, in conflict over") for change in told.values())

    assert "new, in conflict over price" == told["price_newsbytes"]
    assert f": {disputed} of them in conflict; 0 older" in plain(*listing.parts)


def test_a_name_with_conflict_in_it_is_no_conflict(data_folder: Path) -> None:
    """What is counted as in conflict is a matter of record, whatever a claim is called."""
    claim = LATER_CLAIM.replace("[orders_later]", "[conflict_later]").replace(
        'conflict_group = "orders"\n', ""
    )
    supersedes = 'supersedes = "orders_newsbytes"\n'
    for name, text in (("sources.toml", LATER_SOURCE), ("claims/orders.toml", claim + supersedes)):
        path = data_folder / name
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    listing = claims.news(evidence.read("2026-01-16"), evidence.read("2026-01-17"))
    told = {row["id"]: row["change"] for row in listing.rows}
    new = sum(change.startswith("new") for change in told.values())

    assert "superseded by conflict_later" == told["orders_newsbytes"]
    assert f"{new} claims learned" in plain(*listing.parts)
    assert ": 0 of them in conflict; 1 older one superseded" in plain(*listing.parts)


def test_a_listing_tells_a_figure_as_it_was_given() -> None:
    """15,840 stays 15,840: nothing is rounded away, and a range shows both ends."""
    table = plain(*claims.known(evidence.read("2026-08-27")).parts)

    assert "15,832" in table
    assert "600,000 chips to 700,000 chips" in table


def test_measures_of_a_day_before_any() -> None:
    """In 2020 every measure was still to come."""
    listing = measures.on(evidence.read("2026-01-15"), date(2020, 1, 1))

    assert {"to come"} == {row["state"] for row in listing.rows}
