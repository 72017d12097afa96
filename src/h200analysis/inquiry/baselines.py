"""What a belief has to beat: forecasts that need no model, of the same questions and days."""

from collections.abc import Mapping
from datetime import date, timedelta

from h200analysis.evidence import Ledger
from h200analysis.evidence.questions import QUESTIONS
from h200analysis.inquiry.first_delivery import Odds
from h200analysis.inquiry.forecasts import END, MONTH_ENDS
from h200analysis.model.hazards import chance_of_none

FLAT = 0.60
"""A flat chance of any delivery in 2026: what the first editions said, by hand."""
COIN = 0.50
"""A coin: any delivery in 2026 is as likely as not."""
EXITS, WEEKS = 0.5, 41.0
"""The record of Chinese blocks known on 15 January 2026: none of two had ended in 24 + 17 weeks.

The H20 was blocked from 31 July 2025, the RTX Pro 6000D from 17 September. With half an end counted
beforehand (Jeffreys), no end in t more weeks has the chance (w / (w + t)) ** e.
"""
WAITED_SINCE = date(2026, 1, 15)
"""Washington's rule took effect on this day; each week without a delivery since counts too."""
SELL_SIDE = "estimate_bloomberg_intelligence"
"""The one estimate of a year's sales to China that is not said to be a most."""
QUOTES = ("kalshi_may", "kalshi_june")
"""Claims that give the price of a contract that pays if any H200 is delivered in 2026."""
_QUOTED_FOR = timedelta(14)
_WEEK, _YEAR = timedelta(7), timedelta(365)


def evenly(as_of: date, chance: float) -> Odds:
    """Return a chance of any delivery in 2026 spread evenly over the days that are left."""
    left = END - as_of
    return {day: chance * ((day - as_of) / left) for day in MONTH_ENDS if day > as_of}


def base_rate(as_of: date) -> Odds:
    """Return how often a Chinese block has ended, as the chance that this one lets a chip in."""
    weeks = WEEKS + max((as_of - WAITED_SINCE) / _WEEK, 0)
    ahead = {day: (day - as_of) / _WEEK for day in MONTH_ENDS if day > as_of}
    return {day: 1 - chance_of_none(EXITS, weeks, more) for day, more in ahead.items()}


def market(ledger: Ledger, as_of: date) -> Odds | None:
    """Return a prediction market's last price on a day, spread evenly; None if there is none.

    One that is more than two weeks old is no price of that day.
    """
    known = (name for name in QUOTES if name in ledger.claims)
    quotes = [
        ledger.claims[name]
        for name in known
        if ledger.source_of(name).published <= as_of <= ledger.claims[name].as_of + _QUOTED_FOR
    ]
    last = max(quotes, key=lambda claim: claim.as_of, default=None)
    return None if last is None or last.value is None else evenly(as_of, last.value)


def first_deliveries(ledger: Ledger, as_of: date) -> Mapping[str, Odds]:
    """Return every baseline of the day of the first delivery, by name."""
    quoted = market(ledger, as_of)
    return {
        f"flat {FLAT:.0%}": evenly(as_of, FLAT),
        "coin": evenly(as_of, COIN),
        "base rate": base_rate(as_of),
        **({} if quoted is None else {"market": quoted}),
    }


def amounts(ledger: Ledger, as_of: date, by: date) -> Mapping[str, float]:
    """Return every baseline of the chips delivered by a day, a single amount each, by name."""
    told = sell_side(ledger, as_of, by)
    return {
        "no more than today": delivered(ledger, as_of),
        **({} if told is None else {"sell-side": told}),
    }


def delivered(ledger: Ledger, as_of: date) -> float:
    """Return how many chips were known, on a day, to have been delivered."""
    answers = (
        (answer.since, answer.value)
        for question in ledger.of(QUESTIONS).values()
        if question.about == "delivered_chips"
        for answer in question.resolutions
        if answer.since <= as_of
    )
    return max(answers, default=(as_of, 0.0))[1]


def sell_side(ledger: Ledger, as_of: date, by: date) -> float | None:
    """Return the chips by a day of an analyst's year, sold evenly; None before he had spoken.

    His estimate supposes that China takes the chips, which the others do not.
    """
    if SELL_SIDE not in ledger.claims or ledger.source_of(SELL_SIDE).published > as_of:
        return None
    claim, price = ledger.claim(SELL_SIDE), ledger.parameter("unit_price_usd").current.central
    if claim.value is None:
        return None
    return max((by - claim.as_of) / _YEAR, 0) * claim.value / price
