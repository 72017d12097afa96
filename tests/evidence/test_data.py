"""The ledger's own promises: sources, dates, quantities named in the issue of January 2026."""

import tomllib

import pytest

from h200analysis import evidence
from tests.conftest import ROOT

LEDGER = evidence.read("2026-01-15")
ALL = evidence.read(evidence.latest_day())
APART = tomllib.loads((ROOT / "data" / "conflicts.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("claim", "value", "unit", "words"),
    [
        ("orders_seed", 2_000_000, "chip", "more than"),
        ("stock_seed", 700_000, "chip", "about"),
        ("price_seed", 27_000, "USD/chip", "around"),
        ("fee_seed", 0.25, "share", "25%"),
        ("multiple_seed", 6, "ratio", "roughly six"),
    ],
)
def test_the_article_s_figures_keep_their_words(
    claim: str, value: float, unit: str, words: str
) -> None:
    """Each figure of the article stands with its unit and the very qualifier it had."""
    found = LEDGER.claim(claim)

    assert (value, unit) == (found.value, found.unit)
    assert words in found.qualifier


def test_conflicting_reports_stand_side_by_side() -> None:
    """Reports of one thing form a group of at least two; none is dropped for another."""
    groups = {c.conflict_group for c in ALL.claims.values() if c.conflict_group}

    assert groups == ALL.conflicts.keys()
    assert all(len(ALL.group(group)) >= 2 for group in groups)


def test_the_record_has_its_turning_points() -> None:
    """From before the H20's licence to the first deliveries."""
    assert {"h20_licence_required", "approved_400k", "delivered_august"} <= ALL.claims.keys()


@pytest.mark.parametrize("group", sorted(ALL.conflicts))
def test_every_conflict_is_resolved_by_a_stated_rule(group: str) -> None:
    """A parameter chooses among the claims by its rule, or the group says why none does."""
    choosing = [
        value
        for parameter in ALL.parameters.values()
        for value in parameter.values
        if any(ALL.claims[cited].conflict_group == group for cited in value.claims)
    ]

    assert bool(choosing) != bool(APART[group].get("apart"))
    assert all(value.choice for value in choosing)
    assert all(value.because for value in choosing if value.choice == "judged")


def test_links_are_https() -> None:
    """Every link is https; only the article that it began with has none."""
    links = {name: source.url for name, source in ALL.sources.items()}

    without = [name for name, link in links.items() if link is None]

    assert without
    assert all(name.startswith("seed_article") for name in without)
    assert all(link.startswith("https://") for link in links.values() if link is not None)
