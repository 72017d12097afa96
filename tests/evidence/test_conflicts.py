"""Claims that differ are pooled by source tier within a scope, and never across scopes."""

from datetime import date
from math import isclose
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis import evidence
from h200analysis.evidence.conflicts import Pool, origin, pools
from h200analysis.evidence.records import Claim, Source

WEIGHTS = (4, 2, 1)


def _source(tier: int, via: str | None = None, publisher: str = "P", day: int = 1) -> Source:
    return Source(
        publisher=publisher, via=via, title="T", url=f"https://example.org/{publisher}",
        published=date(2026, 1, day), accessed=date(2026, 2, 1), kind="press", tier=tier,
    )  # fmt: skip


def _claim(source: str, value: float | None, scope: str | None = None, **more: Any) -> Claim:
    return Claim(
        source=source, subject="x", metric="x", value=value,
        unit=None if value is None else "chip", qualifier="x", as_of=date(2026, 1, 1),
        attribution="x", paraphrase="x", conflict_group="g", scope=scope,
        recorded=date(2026, 2, 1), **more,
    )  # fmt: skip


def _only(claims: dict[str, Claim], sources: dict[str, Source]) -> Pool:
    (found,) = pools(claims, sources, WEIGHTS)
    return found


def test_a_pool_weighs_by_tier() -> None:
    """An official figure counts as two reputable reports."""
    sources = {"a": _source(1, publisher="A"), "b": _source(2, publisher="B")}

    pool = _only({"a": _claim("a", 100), "b": _claim("b", 400)}, sources)

    assert isclose((4 * 100 + 2 * 400) / 6, pool.mean or 0)
    assert (100, 400) == (pool.low, pool.high)
    assert not pool.agrees


def test_relays_of_one_origin_count_once() -> None:
    """Three papers that relay one agency are one voice."""
    relays = {n: _source(2, via="Reuters", publisher=n) for n in "abc"}
    sources = {**relays, "d": _source(2, publisher="D")}
    claims = {**{n: _claim(n, 100) for n in "abc"}, "d": _claim("d", 200)}

    pool = _only(claims, sources)

    assert isclose(150, pool.mean or 0)
    assert isclose(0.5, pool.weights["d"])


def test_a_claim_s_own_origin_goes_before_its_source_s() -> None:
    """Who prints another's words counts with him, whomever the page as a whole relays."""
    sources = {
        "a": _source(2, via="Reuters", publisher="A"),
        "b": _source(3, publisher="B"),
        "c": _source(2, via="Reuters", publisher="C"),
    }
    claims = {
        "a": _claim("a", 100),
        "b": _claim("b", 100, origin="Reuters"),
        "c": _claim("c", 400, origin="IDC"),
    }

    pool = _only(claims, sources)

    assert {"a": 0.25, "b": 0.25, "c": 0.5} == pool.weights


def test_the_article_counts_with_the_agency_whose_text_it_is() -> None:
    """Reuters' price is one voice beside the Financial Times: the pool is half way between."""
    (pool,) = evidence.read("2026-01-15").pools("price")

    assert 23_500 == pytest.approx(pool.mean)
    assert 0.5 == pytest.approx(pool.weights["price_ft_digitimes"])


@pytest.mark.parametrize(
    ("group", "claims"),
    [
        ("stock", ("stock_newsbytes", "stock_seed")),
        ("stock", ("stock_servernews", "stock_tredu")),
        ("orders", ("orders_newsbytes", "orders_decoder", "orders_goldsea", "orders_seed")),
        ("lead_time", ("lead_time_portfolio", "lead_time_information", "lead_time_reuters")),
        ("fee_rate", ("fee_sale_trump", "fee_sale_lapaas")),
        ("fee_rate", ("duty_rate_proclamation", "duty_white_case")),
        ("approved_chips", ("approved_400k", "approved_400k_underlines")),
        ("firms_cleared", ("firms_cleared", "firms_cleared_rbtfl")),
        ("deliveries", ("delivered_february", "delivered_february_peters")),
        ("china_share", ("share_zero_seed", "share_zero_october")),
    ],
)
def test_relays_of_one_report_or_speaker_have_one_origin(
    group: str, claims: tuple[str, ...]
) -> None:
    """Pages that print one agency's report, one speaker's words or one document are one voice."""
    ledger = evidence.read(evidence.latest_day())
    found = {origin(ledger.claim(name), ledger.source_of(name)) for name in claims}

    assert {group} == {ledger.claim(name).conflict_group for name in claims}
    assert 1 == len(found)


def test_scopes_are_never_pooled() -> None:
    """75,000 each and 75,000 in all are two pools, though the number is the same."""
    sources = {"a": _source(2, publisher="A"), "b": _source(2, publisher="B", day=2)}
    claims = {"a": _claim("a", 75_000, "each"), "b": _claim("b", 75_000, "in total")}

    found = pools(claims, sources, WEIGHTS)

    assert ["each", "in total"] == [pool.scope for pool in found]
    assert all(pool.agrees for pool in found)


def test_what_was_superseded_or_has_no_figure_has_no_weight() -> None:
    """What a source took back, and a statement in words, stay visible and weigh nothing."""
    sources = {n: _source(2, publisher=n, day=d) for d, n in enumerate("abc", 1)}
    claims = {"a": _claim("a", 1), "b": _claim("b", 2, supersedes="a"), "c": _claim("c", None)}

    pool = _only(claims, sources)

    assert ["a", "b", "c"] == list(pool.claims)
    assert {"b": 1.0} == pool.weights


@given(st.lists(st.tuples(st.floats(1, 1e9), st.integers(1, 3)), min_size=1, max_size=8))
def test_a_pool_lies_within_its_range(reports: list[tuple[float, int]]) -> None:
    """Weights add up to one, and the mean lies between the lowest and the highest report."""
    sources = {f"s{n}": _source(tier, publisher=f"P{n}") for n, (_, tier) in enumerate(reports)}
    claims = {f"c{n}": _claim(f"s{n}", value) for n, (value, _) in enumerate(reports)}

    pool = _only(claims, sources)
    turned = _only(dict(reversed(claims.items())), sources)

    assert isclose(1, sum(pool.weights.values()))
    assert pool.low is not None
    assert pool.high is not None
    assert pool.low * (1 - 1e-12) <= (pool.mean or 0) <= pool.high * (1 + 1e-12)
    assert isclose(pool.mean or 0, turned.mean or 0)


def test_the_ledger_s_limits_per_buyer_are_kept_apart() -> None:
    """Each and in total differ tenfold and never meet in a pool."""
    scopes = {pool.scope for pool in evidence.read("2026-08-27").pools("per_customer_cap")}

    assert {"mooted, each buyer", "licensed, each buyer", "licensed, in total"} == scopes
