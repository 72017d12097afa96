"""The ledger's own promises: sources, dates, quantities named in the issue of January 2026."""

import pytest

from h200analysis import evidence

LEDGER = evidence.read("2026-01-15")
ALL = evidence.read(evidence.latest_day())


@pytest.mark.parametrize(
    ("claim", "value", "unit", "words"),
    [
        ("orders_seed", 2_000_000, "chip", "reportedly placed orders for more than"),
        ("stock_seed", 700_000, "chip", "about"),
        ("price_seed", 27_000, "USD/chip", "around"),
        ("fee_seed", 0.25, "share", "would collect a 25% fee"),
        ("multiple_seed", 6, "H20 chip/chip", "roughly six"),
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
        if value.choice or not value.assumed  # what we assume only leans on the claims it cites
        if any(ALL.claims[cited].conflict_group == group for cited in value.claims)
    ]

    assert bool(choosing) != bool(ALL.conflicts[group].apart)
    assert all(value.choice for value in choosing)
    assert all(value.because for value in choosing if value.choice == "judged")


def test_links_are_https() -> None:
    """Every link is https; only the article it began with, and texts in repositories, lack one."""
    links = {name: source.url for name, source in ALL.sources.items()}

    without = [name for name, link in links.items() if link is None]

    assert without
    assert all(name.startswith(("seed_article", "repository_")) for name in without)
    assert all(link.startswith("https://") for link in links.values() if link is not None)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("goujon_seed", "appears to be"),
        ("calibrated_seed", "suggests"),
        ("ascend_less_efficient_seed", "widely regard"),
        ("de_facto_ban_seed", "even if it has not been formally declared"),
        ("existing_orders_unclear_seed", "unclear whether"),
        ("april_visit_seed", "scheduled"),
    ],
)
def test_the_article_s_statements_keep_their_hedge(claim: str, words: str) -> None:
    """A statement without a figure keeps the word that says how sure its speaker was."""
    assert words in LEDGER.claim(claim).qualifier


def test_nothing_is_put_into_the_article_s_mouth() -> None:
    """What the article does not say, of types, days or rivals, stands in none of its claims."""
    article = {n: c for n, c in ALL.claims.items() if c.source == "seed_article"}

    assert article
    assert not any("GH200" in f"{c.scope} {c.qualifier} {c.paraphrase}" for c in article.values())
    assert "more than China" not in article["mcguire_seed"].paraphrase
    assert "officials" in article["sacks_seed"].subject
    assert "analyst estimate" == article["april_visit_seed"].attribution
    assert "The Information" == article["research_exception_seed"].origin
    dated = [c for c in article.values() if c.announced or c.effective or c.ended]
    assert dated
    assert all(c.measure_precision != "day" for c in dated)


@pytest.mark.parametrize("claim", sorted(ALL.claims))
def test_a_document_is_credited_to_who_wrote_it(claim: str) -> None:
    """Who reads a law, filing or statement to us is not its author: the author is named."""
    said, source = ALL.claims[claim], ALL.source_of(claim)
    is_document = said.attribution in {"official document", "company filing", "company statement"}

    if is_document and source.kind not in {"official", "company"}:
        assert said.origin or source.via == "Nvidia"


def test_every_origin_is_written_one_way() -> None:
    """A relay names its origin as the origin names itself, or pools would count it twice."""
    via = {source.via for source in ALL.sources.values() if source.via}

    assert not any(", on " in name or "Nvidia’s" in name for name in via)
