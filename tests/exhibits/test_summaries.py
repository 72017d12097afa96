"""What a result looks like on a line of its own: short everywhere, worded in a notebook."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from IPython.core.formatters import DisplayFormatter

from h200analysis import cases, evidence, exhibits
from h200analysis.exhibits import summaries
from h200analysis.futures.deliveries import deliveries
from h200analysis.futures.flows import flow_model
from h200analysis.inquiry import forecasts, published, regime_tree, sobol, target, tornado
from h200analysis.inquiry.attribution import attributed
from h200analysis.inquiry.decision import shipping_decision
from h200analysis.model import market, stake

LEDGER = evidence.read("2026-08-27")
CASE = cases.Case(evidence.read("2026-01-15"))
GAP = CASE.evaluate(market.supply_gap)
SPREAD = CASE.drawn(draws=1024).evaluate(market.gap_at_list)
LONGEST = 300  # characters: two or three lines of a terminal


def _records() -> Iterator[Any]:
    """Yield every record of the ledger, parts of records included."""
    for kind in ("sources", "claims", "conflicts", "measures", "parameters", "scenarios"):
        yield from getattr(LEDGER, kind).values()
    for records in LEDGER.kinds.values():
        yield from records.values()
    yield from chain(*(parameter.values for parameter in LEDGER.parameters.values()))
    yield from (*LEDGER.policies, *LEDGER.policy_states, LEDGER.rules)
    yield from chain(*(LEDGER.pools(group) for group in LEDGER.conflicts))
    yield from evidence.in_force(LEDGER, LEDGER.as_of).values()


def _answers() -> Iterator[Any]:
    """Yield what a case answers, and what is made of answers."""
    drawn, live = CASE.drawn(draws=1024), CASE.on_sliders("fee_rate", "stock_chips", "orders_chips")
    asked = target.of_formula(CASE, market.supply_gap)
    yield from (LEDGER, CASE, CASE.let(fee_rate=0.1, stock_chips="forward_only_cap"), CASE.binding)
    yield from (GAP, SPREAD, drawn, drawn.compute(stake.expected_net_usd), CASE.cite("cap_rule"))
    yield from (live, live.evaluate(stake.expected_net_usd), *live.slides(), *CASE.used())
    yield from (flow_model(CASE), deliveries(CASE, 7, 1024))
    yield from (*regime_tree.regimes(CASE), *regime_tree.twenty_futures(CASE))
    yield from (asked, tornado.tornado(asked), sobol.sobol_indices(asked, 64))
    yield from (*forecasts.expected(CASE, 7, 1024), shipping_decision(CASE, 7, 1024))
    yield from (*published.reproductions(LEDGER), cases.settled(CASE, market.supply_gap, most=4096))
    yield attributed(("fee", "stock"), lambda joined: {"Expected delivered": float(len(joined))})
    bar = exhibits.bar("Gap", GAP)
    yield from (exhibits.say("{gap}", gap=GAP), bar, exhibits.bar_chart("x", "T", [bar]))


def test_every_result_is_short_by_itself() -> None:
    """The representation of any record or result takes a few lines of a terminal at most."""
    lengths = {repr(result)[:60]: len(repr(result)) for result in (*_records(), *_answers())}

    assert len(lengths) > 500
    assert {} == {begins: length for begins, length in lengths.items() if length > LONGEST}


@pytest.mark.parametrize(
    ("record", "lines"),
    [
        (GAP, ["1.3 million chips (as reported), from orders_newsbytes, stock_seed"]),
        (
            SPREAD,
            ["median $38 billion, likely between $32 billion and $45 billion, mean $38.3 billion"],
        ),
        (CASE.evaluate("cleared_chips"), ["0 chips† (as reported), from no report"]),
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
