"""What a day's news is called in a chart: a few words for each report that moved the odds far.

The names are those of reports in `data/readings.toml`, or of claims that only tell an amount. Where
several came on a day, that which stands highest here is named. A report without words of its own is
told in those of its claim.
"""

from collections.abc import Iterator
from textwrap import shorten

from h200analysis.evidence import Ledger
from h200analysis.evidence.meetings import MEETINGS
from h200analysis.evidence.readings import READINGS
from h200analysis.inquiry.story import News

_LONGEST = 70
_COMMON = {
    "First",
    "No",
    "Shipments",
    "One",
    "Two",
    "Three",
    "Nothing",
    "Suppliers",
    "By",
    "Imports",
    "The",
    "New",
}
LABELS = {
    "testimony_shipping_begun": "Shipments reported",
    "shipped_july_trivial": "US official calls the shipments trivial",
    "two_firms_received": "Two firms have received their first lots",
    "delivered_october": "One account knows of no other delivery",
    "filing_first_licence": "First US licence",
    "licensed_for_many": "US licences for many buyers",
    "ten_firms_cleared": "Washington clears ten firms",
    "filing_none_shipped_to_april": "Nvidia files that it shipped none",
    "filing_first_sales": "Nvidia files its first sales",
    "approved_400k": "Beijing approves chips for three firms",
    "approvals_four_firms": "Beijing approves a fourth firm",
    "capped_approvals_july": "Beijing reported to allow a limited number",
    "in_principle_three": "Three firms may prepare orders",
    "customs_instruction": "Chinese customs told to block the H200",
    "order_pause": "Beijing asks firms to pause orders",
    "some_in_first_quarter": "Beijing plans to approve some imports this quarter",
    "rule_of_january": "Washington’s rule takes effect",
    "volume_rules_drafted": "Beijing drafts volume rules",
    "orders_received_march": "Nvidia reports orders",
    "production_stopped_march": "Nvidia stops production for China",
    "state_department_terms": "State Department holds up licences",
    "customer_checks_not_accepted": "Nvidia rejects terms of the licences",
    "orders_expected_ft": "Nvidia had counted on a million orders",
    "suppliers_paused": "Suppliers stop work",
    "none_shipped_in_may": "Nothing shipped by May",
    "none_delivered_after_summit": "Nothing delivered after the summit",
    "none_shipped_in_june": "Nothing shipped by June",
    "huang_conceded_may": "Nvidia’s chief: market conceded to Huawei",
    "trump_china_chose_not_to": "US president: China chose not to buy",
    "summit_chips_not_main": "The summit was not about chips",
    "small_lots_to_mainland": "Beijing keeps most in Hong Kong",
    "filing_no_revenue_february": "Nvidia has no revenue from it yet",
    "visit_without_chips": "Xi’s visit ends without a word on chips",
    "rationed_october": "Imports are still rationed",
    "nvidia_results_may": "Nvidia’s outlook has no China",
    "nvidia_results_august": "Nvidia’s outlook still has no China",
}


def labelled(ledger: Ledger, news: News) -> str:
    """Return what a day's news is called, in a few words."""
    claim = claim_named(ledger, news)
    if named := _label(ledger, claim):
        return named
    text = next(told(ledger, news), "New values")
    return shorten(text, _LONGEST, placeholder=" …").rstrip(".")


def claim_named(ledger: Ledger, news: News) -> str | None:
    """Return the claim by which a day's news is called: that whose words stand highest, or any."""
    order = list(LABELS.values())
    named = [claim for claim in news.claims if _label(ledger, claim)]
    first = next(iter(news.claims), None)
    return min(named, key=lambda claim: order.index(_label(ledger, claim) or ""), default=first)


def uncapitalised(label: str) -> str:
    """Return a label as it stands within a sentence: names keep their capitals."""
    return label[0].lower() + label[1:] if label.split(maxsplit=1)[0] in _COMMON else label


def told(ledger: Ledger, news: News) -> Iterator[str]:
    """Yield what became known on a day in sentences, without its sources."""
    for name in news.claims:
        yield ledger.claim(name).paraphrase
    for name in news.meetings:
        yield f"New word on {_lower(ledger.of(MEETINGS)[name].title)}"


def _label(ledger: Ledger, claim: str | None) -> str | None:
    """Return the words for a claim: those of its report, or its own."""
    if claim is None:
        return None
    readings = ledger.of(READINGS)
    report = readings[claim].report if claim in readings else claim
    return next((label for name, label in LABELS.items() if name in (report, claim)), None)


def _lower(title: str) -> str:
    return title if title.startswith("Xi") else title[0].lower() + title[1:]
