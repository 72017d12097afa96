"""What drawn paths deliver: the laws of chips, of their limits and of their weights."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from h200analysis import futures
from h200analysis.cases.binding import OF_FUTURES
from h200analysis.chance.weighted import weighted_quantiles
from h200analysis.errors import OperationError
from h200analysis.evidence.observations import OBSERVATIONS
from h200analysis.futures.arrays import B, W
from h200analysis.futures.chips import chips
from h200analysis.futures.rates import Drawing
from h200analysis.futures.walks import Walks
from h200analysis.futures.weeks import LAST_DAY, Weeks
from h200analysis.model.gates import Beijing, Washington
from h200analysis.model.limits import LIMITS
from tests.futures.days import DRAWS, belief_of, case_of, filtered_of, with_records

DAYS = ["2025-12-31", "2026-01-15", "2026-02-28", "2026-05-20", "2026-07-20", "2026-08-27"]
FREE = {  # no limit binds, nothing is lost, all orders are firm
    "cap_counts_past_shipments": 1.0,
    "firm_order_share": 1.0,
    "order_loss_per_month": 0.0,
    "stock_chips": 1e8,
    "throughput_per_week": 1e8,
    "lot_chips": 4_000.0,
}


@pytest.mark.parametrize("day", DAYS)
def test_deliveries_never_fall_and_odds_never_do(day: str) -> None:
    """In every future, and so in the mean, what has come by a day has come by a later one."""
    belief = belief_of(day)
    ends = [LAST_DAY - timedelta(days=23 * n) for n in range(16, -1, -1)]
    by_day = [belief.chips_by(end) for end in ends if end >= Weeks(belief.weeks.as_of).start]
    any_ = [belief.mean(each > 0)[0] for each in by_day]

    assert all((later >= earlier - 1e-6).all() for earlier, later in pairwise(by_day))
    assert any_ == sorted(any_)


@pytest.mark.parametrize("day", DAYS)
def test_any_delivery_is_an_arrival(day: str) -> None:
    """A future has chips by the end of 2026 exactly if its first arrival is one of its steps."""
    belief = belief_of(day)
    arrived = (belief.walks.first <= belief.weeks.count).reshape(belief.weights.shape)
    held = belief.weights > 0
    # The last step may end in January: what comes after 31 December is no delivery of 2026.
    late = belief.walks.first.reshape(held.shape) == belief.weeks.count

    delivered = belief.chips_by(LAST_DAY) > 0
    assert (delivered == arrived)[held & ~late].all()
    assert not (delivered & ~arrived).any()


@pytest.mark.parametrize("day", DAYS)
def test_the_draw_of_paths_has_the_odds_of_the_filter(day: str) -> None:
    """Sampled futures and the exact filter give the same chance, within three errors."""
    chance, error = belief_of(day).any_by(date(2026, 9, 30))

    assert abs(chance - filtered_of(day).any_by(date(2026, 9, 30))) <= 3 * error + 0.004


@pytest.mark.parametrize("day", DAYS)
def test_weights_sum_to_one(day: str) -> None:
    """The futures share one whole, and stay effective enough for a page."""
    belief = belief_of(day)

    assert belief.weights.sum() == pytest.approx(1, abs=1e-12)
    assert belief.weights.min() >= 0
    assert 500 < belief.effective[0] <= DRAWS


def test_nothing_by_december_lies_below_what_is_delivered() -> None:
    """From the report of August on, every future delivers what was reported, at least."""
    belief = belief_of("2026-08-27")
    report = with_records(case_of("2026-08-27").ledger, OBSERVATIONS, {})

    assert belief.chips_by(date(2026, 8, 27)).min() >= 20_000
    assert belief.quantiles(belief.chips_by(LAST_DAY), 0.05) == 20_000
    assert futures.believe(report, draws=DRAWS).chips_by(LAST_DAY).min() < 20_000


def path(case: Any, washington: Washington, beijing: Beijing, size: int) -> tuple[Weeks, Walks]:
    """Return futures in which both gates stand still, and a first chip comes next week."""
    weeks = Weeks(case.ledger.as_of)
    w, b = (np.full((weeks.count + 1, size), place, dtype=np.int8)
            for place in (W.index(washington), B.index(beijing)))  # fmt: skip
    return weeks, Walks(np.zeros(size, dtype=np.intp), np.ones(size) / size, w, b,
                        np.full(size, weeks.now + 1))  # fmt: skip


def test_a_year_s_take_is_its_share_of_demand() -> None:
    """With no limit and no loss a year of approvals takes u D, and not 1 - (1 - u/12)^12 of D."""
    case = case_of("2026-01-15").let(**FREE, uptake_approvals=0.144, orders_chips=2_000_000)
    weeks, walks = path(case, Washington.LICENSED, Beijing.APPROVALS, DRAWS)
    drawn = Drawing(case, 7, DRAWS, {})
    came = chips(weeks, walks, drawn)
    year = came.arrived[-48:].sum(axis=0, dtype=np.float64) * 365.25 / (7 * 48)

    error = year.std() / np.sqrt(DRAWS)
    assert year.mean() == pytest.approx(0.144 * 2_000_000, abs=4 * error)
    assert abs(year.mean() - (1 - (1 - 0.144 / 12) ** 12) * 2_000_000) > 10 * error


def test_a_future_has_one_uptake_for_all_months() -> None:
    """Two futures of the same demand differ by a factor that stays: the take is drawn once."""
    case = case_of("2026-01-15").let(**FREE, orders_chips=2_000_000)
    weeks, walks = path(case, Washington.LICENSED, Beijing.APPROVALS, DRAWS)
    arrived = chips(weeks, walks, Drawing(case, 7, DRAWS, {})).arrived
    first, second = arrived[-48:-24].sum(axis=0), arrived[-24:].sum(axis=0)

    assert np.corrcoef(first, second)[0, 1] > 0.9


@pytest.mark.parametrize(
    ("limit", "by_hand", "most"),
    [
        ("stock", {"stock_chips": 50_000.0, "us_need_per_month": 0.0}, 50_000),
        ("cap", {"cap_counts_past_shipments": 0.0, "us_need_per_month": 1_000.0}, 6_000),
        ("handling", {"throughput_per_week": 500.0}, 500 * 56),
    ],
)
def test_a_limit_binds_and_says_so(limit: str, by_hand: dict[str, float], most: float) -> None:
    """Each limit holds what both governments would let pass, and is named for it."""
    case = case_of("2026-01-15").let(**{**FREE, **by_hand}, orders_chips=2_000_000,
                                     uptake_approvals=0.9)  # fmt: skip
    weeks, walks = path(case, Washington.LICENSED, Beijing.APPROVALS, DRAWS)
    came = chips(weeks, walks, Drawing(case, 7, DRAWS, {}))
    total = came.arrived.sum(axis=0, dtype=np.float64)

    assert total.max() <= most + 1
    assert came.bound[limit].all()
    assert not any(came.bound[other.name].any() for other in LIMITS if other.name != limit)


def test_no_limit_binds_where_there_is_none() -> None:
    """With stock, handling and cap out of the way no future is cut."""
    case = case_of("2026-01-15").let(**FREE)
    weeks, walks = path(case, Washington.LICENSED, Beijing.APPROVALS, DRAWS)
    came = chips(weeks, walks, Drawing(case, 7, DRAWS, {}))

    assert not any(bound.any() for bound in came.bound.values())


def test_licences_limit_only_once_they_are_known() -> None:
    """Ten firms with 75,000 each came in May: before, no licence held a future back."""
    january, june = belief_of("2026-01-15"), case_of("2026-06-01")
    low = futures.believe(june.let(licence_ceiling_chips=5_000.0), draws=DRAWS)

    assert not january.bound("licences").any()
    assert low.bound("licences").any()
    assert low.chips_by(LAST_DAY).max() <= 5_001


def test_a_lot_that_is_cut_to_nothing_is_still_an_arrival() -> None:
    """The first arrival is one chip at least, or the odds would differ from what is delivered."""
    case = case_of("2026-01-15").let(**{**FREE, "stock_chips": 0.0})
    weeks, walks = path(case, Washington.LICENSED, Beijing.SPECIAL, DRAWS)

    assert (chips(weeks, walks, Drawing(case, 7, DRAWS, {})).arrived.sum(axis=0) == 1).all()


def test_evidence_that_leaves_no_future_is_refused() -> None:
    """A belief of a few futures is noise, and says which day and what to do."""
    case = case_of("2026-08-27")
    records = dict(case.ledger.of(OBSERVATIONS))
    records["delivered_august"] = records["delivered_august"].model_copy(
        update={"deviation": 1e-4, "chips": 19_999.0}
    )

    with pytest.raises(OperationError, match="2026-08-27 leaves fewer than 2,000 effective"):
        futures.believe(with_records(case.ledger, OBSERVATIONS, records), draws=DRAWS)


def test_the_same_question_has_the_same_answer() -> None:
    """A seed fixes every future; another seed gives others of the same odds."""
    case = case_of("2026-01-15")
    first, again = belief_of("2026-01-15"), futures.believe(case, draws=DRAWS)
    other = futures.believe(case, seed=8, draws=DRAWS)

    assert np.array_equal(first.chips_by(LAST_DAY), again.chips_by(LAST_DAY))
    assert not np.array_equal(first.chips_by(LAST_DAY), other.chips_by(LAST_DAY))
    assert abs(first.any_by(LAST_DAY)[0] - other.any_by(LAST_DAY)[0]) < 0.03


def test_twenty_dots_by_hand() -> None:
    """Of 0 (0.6), 10,000 (0.3) and 50,000 (0.1): twelve, six and two dots."""
    values = np.array([0, 10_000, 50_000.0])
    levels = (np.arange(20) + 0.5) / 20
    dots = weighted_quantiles(values, np.array([0.6, 0.3, 0.1]), levels)

    assert dots.tolist() == [0] * 12 + [10_000] * 6 + [50_000] * 2


def test_a_day_without_news_moves_little() -> None:
    """The grid moves with the weekday: neighbouring days differ by up to 0.02 without news."""
    days = [filtered_of(f"2026-04-{day:02}") for day in range(2, 10)]
    chances = [found.any_by(LAST_DAY) for found in days]

    assert max(abs(a - b) for a, b in pairwise(chances)) < 0.02


@pytest.mark.parametrize("name", sorted(OF_FUTURES))
def test_futures_tell_what_no_case_can(name: str) -> None:
    """Each name that a case sends on to the futures is told there, in every future."""
    drawn = futures.over(case_of("2026-01-15"), draws=DRAWS)

    assert drawn.told()[name].shape == drawn.belief.weights.shape
    assert drawn.evaluate(name).mean.value >= 0


@pytest.mark.parametrize("name", ["delivered_chips", "waiting_share", "unit_price_usd"])
def test_an_expectation_is_the_mean_that_is_printed_beside_its_range(name: str) -> None:
    """The mean asked for alone is the very outcome that comes with the percentiles."""
    drawn = futures.over(case_of("2026-05-20"), draws=DRAWS)
    day = LAST_DAY - timedelta(days=60)

    assert drawn.expected(name, day) == drawn.evaluate(name, day).mean
    with pytest.raises(ValueError, match="read-only"):
        drawn.belief.chips_by(day)[0] = 0
