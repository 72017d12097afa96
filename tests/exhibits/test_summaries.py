"""What a result looks like on a line of its own: short everywhere, worded in a notebook."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from IPython.core.formatters import DisplayFormatter

from h200analysis import cases, evidence, exhibits, futures
from h200analysis.exhibits import summaries
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.inquiry import (
    end_states,
    forecasts,
    published,
    register,
    slices,
    sobol,
    target,
    tornado,
)
from h200analysis.inquiry.attribution import attributed
from h200analysis.inquiry.decision import shipping_decision
from h200analysis.model import fees, market, stake

LEDGER = evidence.read("2026-08-27")
CASE = cases.Case(evidence.read("2026-01-15"))
BELIEF = futures.believe(CASE, 7, 4096)
OVER = futures.Futures(CASE, BELIEF)
GAP = CASE.evaluate(market.supply_gap)
SPREAD = CASE.drawn(draws=16_384).evaluate(market.gap_at_list)
LONGEST = 300  # characters: two or three lines of a terminal


def _records() -> Iterator[Any]:
    """Yield every record of the ledger, parts of records included."""
    for kind in ("sources", "claims", "conflicts", "measures", "parameters", "scenarios"):
        yield from getattr(LEDGER, kind).values()
    for records in LEDGER.kinds.values():
        yield from records.values()
    yield from chain(*(parameter.values for parameter in LEDGER.parameters.values()))
    yield LEDGER.rules
    yield from chain(*(LEDGER.pools(group) for group in LEDGER.conflicts))
    yield from evidence.in_force(LEDGER, LEDGER.as_of).values()


def _answers() -> Iterator[Any]:
    """Yield what a case answers, and what is made of answers."""
    drawn, live = (
        CASE.drawn(draws=16_384),
        CASE.on_sliders("fee_rate", "stock_chips", "orders_chips"),
    )
    asked = target.of_formula(CASE, market.supply_gap)
    yield from (LEDGER, CASE, CASE.let(fee_rate=0.1, stock_chips="forward_only_cap"), CASE.binding)
    yield from (GAP, SPREAD, drawn, drawn.compute(fees.net_revenue), CASE.cite("cap_rule"))
    yield from (live, live.evaluate(fees.net_revenue), *live.slides(), *CASE.used())
    yield from (OVER, OVER.evaluate(stake.net_usd), OVER.any_by(LAST_DAY), OVER.at_mean())
    yield from (*end_states.end_states(OVER), *slices.slices(OVER))
    yield from (asked, tornado.tornado(asked), sobol.sobol_indices(asked, 64))
    given = forecasts.forecast(CASE.ledger, BELIEF)
    yield from (BELIEF, given, register.following((), given, "e"))
    yield shipping_decision(CASE, 7, 4096)
    yield from (
        *published.reproductions(LEDGER),
        cases.settled(CASE, market.supply_gap, most=16_384),
    )
    yield attributed(("fee", "stock"), lambda joined: {"Expected delivered": float(len(joined))})
    bar = exhibits.rung("Gap", GAP)
    yield from (exhibits.say("{gap}", gap=GAP), bar, exhibits.ladder("x", "T", [bar]))


def test_every_result_is_short_by_itself() -> None:
    """The representation of any record or result takes a few lines of a terminal at most."""
    lengths = {repr(result)[:60]: len(repr(result)) for result in (*_records(), *_answers())}

    assert len(lengths) > 500
    assert {} == {begins: length for begins, length in lengths.items() if length > LONGEST}


@pytest.mark.parametrize(
    ("record", "lines"),
    [
        (GAP, ["1.3 million chips (as reported), from orders_newsbytes, stock_newsbytes"]),
        (
            SPREAD,
            [
                "median $38.2 billion, likely between $32.1 billion and $45.1 billion, "
                "mean $38.3 billion  ▁▂▂▃▄▅▆███▇▇▅▅▄▃▂▂▂▁"
            ],
        ),
        (CASE.evaluate("unit_cost_usd"), ["$6,750† (as reported), from no report"]),
        (
            LEDGER.claim("orders_newsbytes"),
            [
                "“over two million”: 2 million chips",
                "Chinese technology companies: H200 chips ordered for 2026",
                "true of 31 December 2025; anonymous sources; source newsbytes_2025_12_31",
            ],
        ),
        (
            CASE.let(fee_rate=0.1),
            ["Case as of 15 January 2026, scenario central", "set by hand: fee_rate = 0.1"],
        ),
    ],
)
def test_a_notebook_words_a_result(record: Any, lines: list[str]) -> None:
    """What stands alone on a cell's last line is told in a few lines, figures as on a page."""
    assert lines == summaries.lines(record)[: len(lines)]
    assert len(summaries.lines(record)) <= 5


def test_a_notebook_shows_a_result_with_its_sources() -> None:
    """A figure in HTML has the notes of its sources, a spread is a table, and no $ mathematics."""
    own: Any = DisplayFormatter()  # IPython's own is not typed
    summaries.register(own.formatters)
    gap, _ = own.format(GAP)
    spread, _ = own.format(SPREAD)
    listed, _ = own.format([GAP])

    assert gap["text/html"].startswith('<div class="mathjax_ignore"><p><b>1.3 million chips</b>')
    assert "NewsBytes, 31 December 2025, after Reuters" in gap["text/html"]
    assert '<th scope="col" style="text-align:right">Value</th>' in spread["text/html"]
    assert spread["text/html"].startswith('<div class="mathjax_ignore">')
    assert f"[{summaries.lines(GAP)[0]}]" == listed["text/plain"]


@pytest.mark.parametrize("record", [LEDGER, CASE, *LEDGER.claims.values()])
def test_html_holds_the_words_and_nothing_that_is_markup(record: Any) -> None:
    """Cases, ledgers and claims have the same lines in HTML, whatever a source wrote."""
    page = summaries.html(record)

    assert page.startswith('<div class="mathjax_ignore"><b>')
    assert page.count("<br>") == len(summaries.lines(record)) - 1
    assert {"div", "/div", "b", "/b", "br"} >= {tag.partition(" ")[0] for tag in _tags(page)}


def _tags(page: str) -> list[str]:
    return [part.partition(">")[0] for part in page.split("<")[1:]]
