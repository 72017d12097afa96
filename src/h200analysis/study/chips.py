"""The metric vector of each chip, read from the ledger, with the claims that its numbers cite."""

from h200analysis.evidence import NotKnownError
from h200analysis.model.metrics import ChipMetrics
from h200analysis.study.case import Case

CHIPS = ("h200", "h20", "ascend_910c")
_PRICES = {"h200": "unit_price_usd", "h20": "h20_unit_price_usd"}


def metric_vector(case: Case, chip: str) -> ChipMetrics:
    """Return what is known of a chip by each metric on the day of the case.

    Each number is noted by the case, so that its claims stand among the sources.
    """
    if chip not in CHIPS:
        raise ValueError(f"{chip!r} is no chip of the ledger; expected one of {', '.join(CHIPS)}.")
    return ChipMetrics(
        tpp=_known(case, f"{chip}_tpp"),
        bandwidth=_known(case, f"{chip}_bandwidth"),
        memory=_known(case, f"{chip}_memory"),
        power=_known(case, f"{chip}_power"),
        price=_known(case, _PRICES.get(chip, f"{chip}_price")),
    )


def _known(case: Case, name: str) -> float | None:
    try:
        case.ledger.parameter(name)
    except NotKnownError:
        return None
    return case.evaluate(name).value
