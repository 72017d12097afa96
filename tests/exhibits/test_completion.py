"""The Tab key: names of parameters, formulas, claims and scenarios, in a real kernel."""

from collections.abc import Iterator
from typing import Any

import pytest

from h200analysis import cases, evidence, futures
from h200analysis.exhibits.completion import completions
from h200analysis.model import purchases
from tests.kernels.started import Started, started

LEDGER = evidence.read("2026-01-15")
CASE = cases.Case(LEDGER)
NAMES: dict[str, Any] = {
    "led": LEDGER,
    "case": CASE,
    "drawn": CASE.drawn(),
    "live": CASE.on_sliders(),
    "paths": futures.over(CASE, draws=16_384),
    "purchases": purchases,
    "other": 3,
}


@pytest.mark.parametrize(
    ("text", "begun", "name"),
    [
        ('case.evaluate("ord', "ord", "orders_chips"),
        ("drawn.evaluate('supply_g", "supply_g", "supply_gap"),
        ('live.evaluate("market.x', "market.x", None),
        ('x = paths.expected("unit_p', "unit_p", "unit_price_usd"),
        ("case.let(fee_", "fee_", "fee_rate="),
        ("case.let(orders_chips=3, fee_b", "fee_b", "fee_basis="),
        ('case.let(stock_chips="standal', "standal", "standalone_stock_chips"),
        ('case.cite("orders_seed", "stock_s', "stock_s", "stock_seed"),
        ('case.claimed("price_n', "price_n", "price_newsbytes"),
        ('case.solve("gap_at_list", 1e9, by="unit_', "unit_", "unit_price_usd"),
        ('case.under("', "", "central"),
        ('cases.Case(led, "half', "half", "half_firm"),
        ("%%say\nIt was so.[@orders_se", "orders_se", "orders_seed"),
        ('led.frame("cla', "cla", "claims"),
        ('case.work_out("chips_for_budget", budget', "budget", "budget_usd="),
        ('other.evaluate("ord', None, None),
        ("case.evaluate(ord", None, None),
        ("print('ord", None, None),
    ],
)
def test_names_are_completed(text: str, begun: str | None, name: str | None) -> None:
    """What is begun becomes a name of its kind; what is none of ours is left to Python."""
    found = completions(text, NAMES)

    assert begun == (found[0] if found else None)
    if found:
        assert name is None or name in found[1]
        assert all(each.startswith(found[0]) for each in found[1])


@pytest.fixture(scope="module")
def kernel() -> Iterator[Started]:
    """A kernel whose notebook has a case."""
    with started() as running:
        running.run(
            "from h200analysis import cases, evidence, exhibits\n"
            "exhibits.use()\n"
            "ledger = evidence.read('2026-01-15')\n"
            "case = cases.Case(ledger)"
        )
        yield running


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ('case.evaluate("ord', "orders_chips"),
        ("case.let(fee_r", "fee_rate="),
        ('case.cite("orders_se', "orders_seed"),
        ('cases.Case(ledger, "half', "half_firm"),
    ],
)
def test_a_kernel_completes_them(kernel: Started, code: str, name: str) -> None:
    """The kernel's own answer to the Tab key has the name, in place of what was begun."""
    answer = kernel.reply(kernel.client.complete(code, len(code)))

    assert name in answer["matches"]
    assert len(code) == answer["cursor_end"]
    assert name.startswith(code[answer["cursor_start"] : answer["cursor_end"]])


def test_a_kernel_still_completes_python(kernel: Started) -> None:
    """Attributes are Python's own, as before."""
    answer = kernel.reply(kernel.client.complete("case.eval", 9))

    assert any("evaluate" in match for match in answer["matches"])


def test_a_mistake_of_use_is_a_line(kernel: Started) -> None:
    """A kernel shows the sentence of our errors, and the way to any other."""
    mistaken = kernel.run("case.evaluate('suply_gap')")
    other = kernel.run("1 / 0")

    [line] = mistaken["traceback"]
    assert line.startswith("UnknownNameError: 'suply_gap' is neither a parameter")
    assert "did you mean 'supply_gap'" in line
    assert len(other["traceback"]) > 1


def test_what_seems_not_meant_is_told_below_the_cell(kernel: Started) -> None:
    """A price without its thousands is told once, on the cell's own error stream."""
    request = kernel.client.execute("case.let(unit_price_usd=27)")
    kernel.reply(request)

    told = ""
    while (message := kernel.client.get_iopub_msg(timeout=60))["content"] != {
        "execution_state": "idle"
    } or message["parent_header"].get("msg_id") != request:
        if message["msg_type"] == "stream" and message["content"]["name"] == "stderr":
            told += message["content"]["text"]
    assert told.startswith("unit_price_usd is set to 27 USD/chip, outside of what the evidence")
