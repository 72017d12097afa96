"""Words that say where a parameter's value comes from, and what they become once a hand set it.

A text is written for what was reported. Where the case of the page has another value by hand, each
phrase that tells of the report gives way to one that says so; `{it}` is the value. `tests/exhibits/
test_origins.py` goes through every passage and notebook, and finds the phrases that are missing.
"""

from collections.abc import Mapping
from typing import Any

from h200analysis.cases import Case, Outcome
from h200analysis.exhibits.prose import Page

_PRICE = {
    "the reported price": "a price of {it} set by hand",
    "Reported orders were worth over": "The orders reported, at {it} set by hand, are worth over",
    "Reported orders": "Orders at that price",
    "of a chip at {price}": "of a chip at {price}, set by hand",
    "real demand at {price}": "real demand at {price}, set by hand",
    "in place of around {price}; our own dollar figures here would then be about a quarter lower": (
        "in place of the {price} set by hand here"
    ),
    "Stock and price are drawn to both sides": (
        "The stock is drawn to both sides; the price is set by hand"
    ),
}
_ORDERS = {
    "Reported Chinese orders": "Orders of {it} set by hand",
    "Reported orders were worth over": "Orders of {it} set by hand are worth",
    "The orders reported, at": "Orders of {it} set by hand, at",
    "Orders reported last December were worth over": "Orders of {it} set by hand are worth",
    "Orders reported in December exceed the stock reported then": (
        "Orders of {it} set by hand exceed the stock reported in December"
    ),
    "; neither the orders nor the stock has been reported again since January": (
        "; the stock is that of December"
    ),
    "Over {orders} were reported ordered in December": "Orders of {orders} are set by hand",
    "Of over {at_list} of H200 orders reported from China": (
        "Of {at_list} of H200 orders set by hand"
    ),
    "Of over {at_list} of H200 orders reported last December": (
        "Of {at_list} of H200 orders set by hand"
    ),
    "of over {at_list} of orders": "of {at_list} of orders set by hand",
    "If last December's orders still stood": "If orders of {it}, set by hand, stood",
    "; no report since January has repeated them": "",
    "the orders of last December still stood": "orders of {it}, set by hand, stood",
    "the orders reported last December still stand": "the orders set by hand would stand",
    "the orders reported then still stand": "the orders set by hand would stand",
    "all the orders reported in December": "all the orders set by hand",
    "The orders come from one chain of reports and the stock from another; nobody has confirmed "
    "either.": "The orders are set by hand. The stock comes from one chain of reports, "
    "which nobody has confirmed.",
    "The orders were reported in December and January, and some were cancelled in January "
    "[@orders_cancelled_etnet]; if few of them stand": (
        "The orders are set by hand; if few of them stood"
    ),
    "The two differ because “more than” can only mean a higher number. We draw orders from "
    "{reported_orders} upwards, nineteen times in twenty below {most}, so the median of the gap, "
    "{likely.middle}, lies above the plain difference, {at_list}.": (
        "Orders of {it} are set by hand and not drawn. The median of the gap is {likely.middle}, "
        "the plain difference {at_list}."
    ),
    "Over {orders} ordered": "{orders} ordered, set by hand",
    "Over two million ordered": "Orders set by hand",
    "Ordered, as reported in December 2025": "Ordered, set by hand",
    "Ordered, December 2025": "Ordered, set by hand",
    "all reported orders": "all orders set by hand",
    "every reported order": "every order set by hand",
    "Reported orders": "Orders set by hand",
    "reported orders exceed": "orders of {it} set by hand exceed",
    "the reported orders": "the orders set by hand",
    "The reported orders": "The orders set by hand",
}
_STOCK = {
    "the stock reported then": "a stock of {it} set by hand",
    "the stock reported in December": "a stock of {it} set by hand",
    "; neither the orders nor the stock has been reported again since January": (
        "; the orders are those of December"
    ),
    " The gap is larger than before August because only chips built for China now count as "
    "stock.": "",
    "; the stock is that of December": "",
    "the stock of last December": "the stock set by hand",
    ": as reported in December, the stock comes close to what is licensed": "",
    "About {stock} built for China were reported in August to be waiting at Nvidia": (
        "A stock of {stock}, set by hand, is waiting at Nvidia"
    ),
    "About {stock} built for China were waiting at Nvidia in August": (
        "A stock of {stock}, set by hand, is waiting at Nvidia"
    ),
    "About {stock} were waiting in August": "A stock of {stock}, set by hand, is waiting",
    "about {stock} are in stock": "{stock} in stock, set by hand",
    "about {stock} waiting": "{stock} waiting, set by hand",
    "all the chips that were waiting for China in August": "the whole stock, set by hand,",
    "The stock was about {stock}, GH200s among them": (
        "The stock is {stock}, set by hand, GH200s among them"
    ),
    "whole stock of about {stock}": "whole stock of {stock}, set by hand",
    "the {stock} unsold at Nvidia": "a stock of {stock}, set by hand,",
    "Nvidia's stock of {stock:bare}": "a stock of {stock:bare} set by hand",
    "The stock rests on one newspaper's report": "The stock is set by hand",
    "The orders come from one chain of reports and the stock from another; nobody has confirmed "
    "either.": "The stock is set by hand. The orders come from one chain of reports, which nobody "
    "has confirmed.",
    "The stock comes from one chain of reports, which nobody has confirmed.": "So is the stock.",
    "Stock and price are drawn to both sides": (
        "The price is drawn to both sides; the stock is set by hand"
    ),
    "The stock is drawn to both sides; the price is set by hand": (
        "Stock and price are set by hand and not drawn"
    ),
}
_LICENSED = {
    "Washington has licensed up to {licensed}": (
        "Washington is supposed to have licensed {licensed}, set by hand,"
    ),
    "of the {licensed} that Washington allows": "of the {licensed} set by hand as allowed",
    "Licensed by Washington, May 2026": "Licensed by Washington, set by hand",
}
_DELIVERED = {"Due so far on reported deliveries": "Due so far on deliveries set by hand"}
_FEE = {
    "Washington's {rate:bare} fee": "A fee of {rate:bare} set by hand",
    "Washington wants {rate": "Washington is supposed, by hand, to want {rate",
    "The press multiplies {rate} by the price, which makes": (
        "A rate of {rate}, set by hand, times the price makes"
    ),
    "The duty is {rate:bare} of": "The duty is {rate:bare}, set by hand, of",
    "The president said that {rate:bare} “": "Of the fee, {rate:bare} set by hand, the president "
    "said that it “",
}
_LEAD = {
    "Lead time comes on top: a restart of the H20 was reported to take up to {lead}": (
        "A lead time of {lead}, set by hand, comes on top"
    ),
    "a lead time: a restart of the H20 was reported to take up to {lead}": (
        "a lead time of {lead}, set by hand"
    ),
}
PHRASES: Mapping[str, Mapping[str, str]] = {
    "unit_price_usd": _PRICE,
    "orders_chips": _ORDERS,
    "stock_chips": _STOCK,
    "licence_ceiling_chips": _LICENSED,
    "delivered_so_far_chips": _DELIVERED,
    "fee_rate": _FEE,
    "lead_time_months": _LEAD,
}
"""For each parameter the phrases that tell of its report, in the order in which they give way."""


def origin(outcome: Outcome) -> str:
    """Return where a figure comes from, for the cell beside it.

    >>> exhibits.origin(case.let(stock_chips=5e5).evaluate("stock_chips"))
    'set by hand'
    """
    return "set by hand" if outcome.set_by_hand else "as reported"


def titled(title: str) -> str:
    """Return what a parameter is called where a hand set it: no word tells of a report.

    >>> from h200analysis.exhibits.origins import titled
    >>> titled("Orders reported")
    'Orders'
    """
    return title.replace(" reported as", "").replace(" reported", "")


def restated(case: Case, text: str) -> str:
    """Return plain words, such as a label, that say of a value set by hand that it was.

    >>> exhibits.restated(case.let(unit_price_usd=30e3), "Shortfall at the reported price")
    'Shortfall at a price of $30,000‡ set by hand'
    """
    template, values = as_set(text, case)
    return Page(by_hand=case.by_hand).plain(template, values) if template != text else text


def as_set(template: str, case: Case) -> tuple[str, dict[str, Any]]:
    """Return a template whose phrases suit what the case has by hand, and the values it now needs.

    A template in which no phrase tells of such a value is returned as it is.
    """
    values: dict[str, Any] = {}
    for name in (each for each in PHRASES if each in case.by_hand):
        for phrase, instead in PHRASES[name].items():
            if phrase in template:
                template = template.replace(phrase, instead.replace("{it}", f"{{{name}:bare}}"))
                values[name] = case.evaluate(name)
    return template, values
