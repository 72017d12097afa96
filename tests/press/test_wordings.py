"""Passages: none cites what was not yet known, and those that grew old are listed."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from h200analysis import evidence, project
from h200analysis.press import catalogue, editions, wordings
from h200analysis.press.catalogue import Catalogue

LEDGER = evidence.read("2026-11-28")


@pytest.fixture
def checkout(tmp_path: Path) -> Catalogue:
    """A checkout whose passages a test may change."""
    root = project.root()
    for part in ("notebooks", "reports"):
        shutil.copytree(
            root / part, tmp_path / part, ignore=shutil.ignore_patterns("editions", ".*")
        )
    return catalogue.read(tmp_path)


def test_every_passage_rests_on_what_was_known(checkout: Catalogue) -> None:
    """The words of the checkout are sound, and there are some."""
    assert wordings.check(checkout, LEDGER) > 20


def test_a_later_claim_in_a_passage_is_refused(checkout: Catalogue) -> None:
    """The sentence names the file, the claim and the day on which it was published."""
    path = wordings.folder_of(checkout) / "one_for_two" / "2026-01-15.md"
    path.write_text(path.read_text("utf-8") + "\nSo it was [@delivered_august].\n", "utf-8")

    with pytest.raises(wordings.PassageError) as caught:
        wordings.check(checkout, LEDGER)
    assert (
        "notebooks/passages/one_for_two/2026-01-15.md: it cites 'delivered_august', published on "
        "2026-08-19; words may rest only on"
    ) in str(caught.value)


def test_words_older_than_a_report_are_listed(checkout: Catalogue) -> None:
    """A day later a report makes February's words on licences old; January's are not on theirs."""
    assert [] == wordings.stale(checkout, evidence.read("2026-01-15"))
    old = {
        each.passage.name: each for each in wordings.stale(checkout, evidence.read("2026-02-26"))
    }

    assert date(2026, 2, 26) == old["supply_gap"].newest
    assert ("supply_gap",) == old["supply_gap"].briefings


def test_the_words_of_a_day_are_part_of_the_key(checkout: Catalogue) -> None:
    """A wording that holds on the day makes another edition; a later one leaves it as it was."""
    given = {"as_of": "2026-01-15"}
    before = editions.job(checkout, "supply_gap", given).key
    folder = wordings.folder_of(checkout) / "supply_gap"
    (folder / "2026-02-01.md").write_text("# Later\n\nx\n", "utf-8")
    assert before == editions.job(checkout, "supply_gap", given).key

    (folder / "2026-01-15.md").write_text("# Other\n\nx\n", "utf-8")
    assert before != editions.job(checkout, "supply_gap", given).key
