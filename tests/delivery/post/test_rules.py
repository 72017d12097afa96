"""The rules: what is sent, what is kept back and why, and when a digest is due."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from h200analysis.delivery import archive
from h200analysis.delivery.post import changes, letter, rules
from h200analysis.delivery.post.rules import Digest, Moves, Rule
from tests.delivery.post import standing

RULE: TypeAdapter[Any] = TypeAdapter(Rule)
SENTENCE = "expected delivered_chips moves by more than 10%"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (SENTENCE, Moves(figure="delivered_chips", statistic="mean", moves_by="10%")),
        (
            "median supply_gap moves by more than 50000",
            Moves(figure="supply_gap", statistic="p50", moves_by="50000"),
        ),
        (
            "orders_chips moves by more than 5%",
            Moves(figure="orders_chips", statistic="as reported", moves_by="5%"),
        ),
        ("changes", "changes"),
    ],
)
def test_a_rule_may_be_said_in_a_sentence(text: str, rule: object) -> None:
    """The sentence and the table mean the same."""
    assert RULE.validate_python(text) == rule


@pytest.mark.parametrize(("period", "is_sent"), [("", False), ("2026-07-31", True)])
def test_a_rule_looks_at_the_whole_year_or_at_the_month_that_it_names(
    tmp_path: Path, period: str, is_sent: bool
) -> None:
    """However early on the page a month is printed, it is not taken for the year."""
    for day, july in (("20", 10_000.0), ("21", 15_000.0)):
        month = standing.figure("delivered_chips", "mean", "x", july) | {"period": "2026-07-31"}
        printed = [month, *standing.expecting(25_000)]
        standing.stand(tmp_path, f"2026-05-{day}/gap/1", figures=printed)
    last, edition = archive.editions(tmp_path)

    rule = Moves(figure="delivered_chips", period=period, moves_by="10%")

    assert (rule.refusal(edition, last) == "") == is_sent


@pytest.mark.parametrize(
    ("rule", "mean", "title", "is_sent"),
    [
        ("every edition", 25_000, "None has been delivered", True),
        ("changes", 25_000, "None has been delivered", False),
        ("changes", 25_001, "None has been delivered", True),
        ("changes", 25_000, "A first chip has arrived", True),
        (SENTENCE, 27_500, "A first chip has arrived", False),
        (SENTENCE, 27_501, "None has been delivered", True),
        (SENTENCE, 22_499, "None has been delivered", True),
        ("expected delivered_chips moves by more than 4000", 28_000, "x", False),
        ("expected delivered_chips moves by more than 4000", 30_000, "x", True),
        ("expected licences moves by more than 1%", 90_000, "x", False),
    ],
)
def test_what_is_sent_after_an_edition_that_expects_25_000_chips(
    tmp_path: Path, rule: str, mean: float, title: str, is_sent: bool
) -> None:
    """A move by exactly the share is no move by more; one that is not printed has not moved."""
    standing.stand(tmp_path, "2026-05-20/gap/1")
    standing.stand(tmp_path, "2026-05-21/gap/1", title, figures=standing.expecting(mean))
    last, edition = archive.editions(tmp_path)

    refused = rules.refusal(RULE.validate_python(rule), edition, last)

    assert (refused == "") == is_sent
    assert is_sent or "2026-05-2" in refused
    assert rules.refusal(RULE.validate_python(rule), edition, None) == ""


def test_the_central_case_is_compared(tmp_path: Path) -> None:
    """A figure under another scenario that stands first is not taken for it."""
    other = standing.figure("delivered_chips", "mean", "9 chips", 9.0, scenario="half_firm")
    standing.stand(tmp_path, "2026-05-20/gap/1", figures=[other, *standing.expecting(25_000)])

    (edition,) = archive.editions(tmp_path)

    assert changes.value(edition, "delivered_chips", "mean") == 25_000


def test_changes_are_told_as_each_edition_prints_them(tmp_path: Path) -> None:
    """A figure that comes or goes is told too; one that stays is not."""
    new = standing.figure("any_delivery", "chance", "46%", 0.46)
    standing.stand(tmp_path, "2026-05-20/gap/1")
    standing.stand(tmp_path, "2026-05-21/gap/1", figures=[*standing.expecting(30_000)[:2], new])
    last, edition = archive.editions(tmp_path)

    told = [(each.statistic, each.before, each.after) for each in changes.since(edition, last)]

    assert told == [
        ("mean", "25,000 chips", "30,000 chips"),
        ("chance", "", "46%"),
        ("95th percentile", "50,000 chips", ""),
    ]


def test_a_series_is_counted_rather_than_listed(tmp_path: Path) -> None:
    """Nine values of one name say nothing to a reader who does not see the months."""
    months = [standing.figure("delivered_chips", "p75", f"{n} chips", float(n)) for n in range(9)]
    standing.stand(tmp_path, "2026-05-20/gap/1", figures=[*standing.expecting(1), *months])
    standing.stand(tmp_path, "2026-05-21/gap/1", figures=[*standing.expecting(1), *months[1:]])
    last, edition = archive.editions(tmp_path)

    entry = letter.entry(edition, last, "Gap", None)

    assert (entry.changes, entry.further) == ((), 1)
    assert entry.since == "the edition of 20 May 2026"


def test_a_range_is_told_with_its_mean(tmp_path: Path) -> None:
    """The 90% interval is what the edition prints as 5th and 95th percentile."""
    standing.stand(tmp_path, "2026-05-20/gap/1")

    (told,) = changes.ranges(archive.editions(tmp_path)[0])

    assert told == changes.Range(
        "Chips delivered in 2026, in all", "25,000 chips", "0 chips", "50,000 chips"
    )


@pytest.mark.parametrize(
    ("every", "at", "last"),
    [
        ("day", (2026, 5, 20, 5, 59), (2026, 5, 19, 6, 0)),
        ("day", (2026, 5, 20, 6, 0), (2026, 5, 20, 6, 0)),
        ("day", (2026, 1, 20, 6, 30), (2026, 1, 19, 7, 0)),  # no summer time: an hour later
        ("monday", (2026, 5, 20, 12, 0), (2026, 5, 18, 6, 0)),  # a Wednesday
        ("monday", (2026, 5, 18, 5, 59), (2026, 5, 11, 6, 0)),
    ],
)
def test_the_hour_of_a_digest_is_one_of_its_zone(
    every: str, at: tuple[int, ...], last: tuple[int, ...]
) -> None:
    """07:00 in London is 06:00 UTC in summer."""
    digest = Digest.model_validate({"every": every, "at": "07:00 Europe/London"})

    assert digest.last(datetime(*at, tzinfo=UTC)) == datetime(*last, tzinfo=UTC)  # type: ignore[misc,arg-type]
