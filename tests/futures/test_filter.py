"""The filter: what the evidence does to the states, and what it must not do."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from h200analysis import cases, evidence, futures
from h200analysis.errors import ArgumentError
from h200analysis.evidence.meetings import MEETINGS
from h200analysis.evidence.questions import QUESTIONS
from h200analysis.evidence.readings import READINGS
from h200analysis.futures.rates import COUNT
from h200analysis.futures.weeks import FIRST_DAY, Weeks
from h200analysis.model.gates import Arrival, Beijing, Washington
from tests.futures.days import (
    LAST,
    SILENT,
    belief_of,
    bytes_of,
    case_of,
    filtered_of,
    reread,
    with_records,
)

DAYS = ["2025-12-31", "2026-01-15", "2026-05-20", "2026-08-27", "2026-11-24"]


@pytest.mark.parametrize("day", DAYS)
def test_posteriors_sum_to_one(day: str) -> None:
    """Both gates are somewhere, in every draw of the rates, and the draws' weights sum to 1."""
    found = filtered_of(day)

    assert sum(found.washington.values()) == pytest.approx(1, abs=1e-12)
    assert sum(found.beijing.values()) == pytest.approx(1, abs=1e-12)
    assert np.allclose(sum(found.now.values()), 1, atol=1e-12)
    assert found.weights.sum() == pytest.approx(1, abs=1e-12)


def test_a_claim_published_later_changes_no_byte() -> None:
    """February's readings are no part of January; a reading of January is."""
    january, february = case_of("2026-01-15"), case_of("2026-02-28")
    later = february.ledger.of(READINGS).keys() - january.ledger.of(READINGS).keys()
    known = {name: february.ledger.of(READINGS)[name] for name in january.ledger.of(READINGS)}
    asked_again = futures.filtered(cases.Case(evidence.read("2026-01-15")))

    assert later
    assert known == dict(january.ledger.of(READINGS))
    assert bytes_of(asked_again) == bytes_of(filtered_of("2026-01-15"))
    assert bytes_of(futures.filtered(january, without={"rule_case_by_case"})) != bytes_of(
        filtered_of("2026-01-15")
    )


def test_the_order_of_readings_changes_no_byte() -> None:
    """A file may list its readings in any order; a reading that is not there is missed."""
    case = case_of("2026-02-28")
    readings = dict(case.ledger.of(READINGS))
    turned = with_records(case.ledger, READINGS, dict(reversed(readings.items())))
    fewer = {name: reading for name, reading in readings.items() if name != "rule_case_by_case"}
    short = with_records(case.ledger, READINGS, fewer)

    assert bytes_of(futures.filtered(turned)) == bytes_of(filtered_of("2026-02-28"))
    assert bytes_of(futures.filtered(short)) != bytes_of(filtered_of("2026-02-28"))


def test_a_reading_without_marks_changes_nothing() -> None:
    """A claim that speaks against no state moves none; a moderate word of the weakest tier does."""
    plain = futures.filtered(case_of("2026-05-31"), without={"conceded_may"})
    unmarked = futures.filtered(reread("2026-05-31", "conceded_may"))
    marked = futures.filtered(reread("2026-05-31", "conceded_may", approvals="moderate"))

    assert unmarked.beijing == pytest.approx(plain.beijing, abs=1e-12)
    assert abs(marked.beijing["approvals"] - plain.beijing["approvals"]) > 0.005


def test_relays_of_a_report_change_no_byte() -> None:
    """All but the relay that counts may go; without any the report is missed."""
    case = case_of("2026-01-15")
    relays = {"customs_instruction_myind", "customs_instruction_seed", "de_facto_ban_myind"}
    counting = {r.claim for r in filtered_of("2026-01-15").signals.readings}
    (first,) = counting & (relays | {"customs_instruction_etnet"})
    others = (relays | {"customs_instruction_etnet"}) - {first}

    assert bytes_of(futures.filtered(case, without=others)) == bytes_of(filtered_of("2026-01-15"))
    assert bytes_of(futures.filtered(case, without={*others, first})) != bytes_of(
        filtered_of("2026-01-15")
    )


def propagated(found: futures.Filtered, day: date) -> dict[str, float]:
    """Return the prior chances of Beijing's states on a day, by products of matrices."""
    states = list(Beijing)
    start = np.array([float(case_of("2026-01-15").compute(f"start_{s.value}").value)
                      for s in states])  # fmt: skip
    chances = np.repeat(start[None, :], COUNT, axis=0)
    for step in range(1, found.weeks.of(day)[0] + 1):
        rows = found.rates.beijing_in(step)
        matrix = np.zeros((COUNT, len(states), len(states)))
        for a, row in rows.items():
            for b, chance in row.items():
                matrix[:, states.index(a), states.index(b)] = chance
        chances = np.einsum("ms,mst->mt", chances, matrix)
    return dict(zip([s.value for s in states], chances.mean(axis=0), strict=True))


def test_without_evidence_the_posterior_is_the_prior_propagated() -> None:
    """Readings of no strength, silence that says nothing and no answers leave the prior."""
    case = case_of("2026-05-13")
    bare = with_records(case.ledger, QUESTIONS, {}).let(**SILENT)
    found = futures.filtered(bare, strength=0)

    assert found.beijing == pytest.approx(propagated(found, bare.ledger.as_of), abs=1e-12)
    assert found.log_evidence == pytest.approx(0, abs=1e-12)
    assert found.effective_rates == pytest.approx(COUNT)
    assert futures.filtered(bare).beijing != pytest.approx(found.beijing, abs=0.02)


def test_answers_rule_out_what_contradicts_them() -> None:
    """By 20 May nothing had come by the end of April, and by 15 July something had."""
    before, after = filtered_of("2026-05-20"), filtered_of("2026-07-20")

    assert before.signals.none_by == date(2026, 4, 30)
    assert before.arrived < 0.01
    assert after.arrived == pytest.approx(1, abs=1e-6)
    assert after.any_by(LAST) == 1
    assert 0 < before.any_by(LAST) < 1
    assert belief_of("2026-07-20").any_by(date(2026, 7, 31)) == (1, 0)
    assert belief_of("2026-07-20").any_by(date(2026, 5, 31)) == (0, 0)


def test_a_meeting_that_is_not_reported_has_not_happened() -> None:
    """Cut at today, a window of April leaves in the middle of it 0.1 / 0.55 for none at all."""
    case = case_of("2026-01-15")
    meeting = case.ledger.of(MEETINGS)["spring_visit"]
    window = meeting.current.model_copy(
        update={"slips": 0.0, "slip_weeks": 1, "off": 0.1, "first": date(2026, 4, 1),
                "last": date(2026, 4, 30)}
    )  # fmt: skip
    april = case_of("2026-04-15")
    put = with_records(
        april.ledger, MEETINGS, {"visit": meeting.model_copy(update={"values": (window,)})}
    )
    steps = futures.filtered(put).rates.meetings["visit"]

    assert np.mean(steps > Weeks(LAST).count) == pytest.approx(0.1818, abs=0.03)
    assert steps.min() > Weeks(put.ledger.as_of).now


@pytest.mark.parametrize("day", ["2025-12-10", "2027-01-01"])
def test_other_years_are_refused(day: str) -> None:
    """The belief is kept from 11 December 2025 to the end of 2026."""
    with pytest.raises(ArgumentError, match=f"as_of is {day}"):
        Weeks(date.fromisoformat(day))


@pytest.mark.parametrize("day", DAYS)
def test_a_step_ends_on_the_day_asked(day: str) -> None:
    """The grid is anchored on the day of asking, begins by 11 December and holds the year's end."""
    weeks = Weeks(date.fromisoformat(day))

    assert weeks.end(weeks.now) == weeks.as_of
    assert 0 <= (FIRST_DAY - weeks.start).days < 7
    assert weeks.end(weeks.count - 1) < LAST <= weeks.end(weeks.count)
    assert weeks.of(weeks.as_of) == (weeks.now, 1.0)


def test_the_filter_is_what_particles_find() -> None:
    """A brute force of weighted particles finds the same posterior and odds."""
    case = case_of("2026-02-28")
    found = filtered_of("2026-02-28")
    random = np.random.default_rng(5)
    size = 200_000
    rate = random.integers(COUNT, size=size)
    w = random.choice(3, size, p=[0.05, 0.95, 0])
    b = random.choice(6, size, p=[0.02, 0.28, 0.45, 0.05, 0.15, 0.05])
    arrived = np.zeros(size, dtype=bool)
    log_weight = np.zeros(size)
    for step in range(1, found.weeks.count + 1):
        w = moved(found.rates.washington, list(Washington), rate, w, random)
        b = moved(found.rates.beijing_in(step), list(Beijing), rate, b, random)
        passing = (w == 2) & (b >= 3)
        arrived |= passing & (random.random(size) < np.asarray(found.rates.arrival)[rate])
        if step <= found.weeks.now:
            factors = found.signals.of(step)
            table = np.array([[[factors[x, y, z] for z in Arrival] for y in Beijing]
                              for x in Washington])  # fmt: skip
            log_weight += np.log(table[w, b, arrived.astype(int)])
        if step == found.weeks.now:
            weight = np.exp(log_weight - log_weight.max())
            weight /= weight.sum()
            today = np.bincount(b, weights=weight, minlength=6)

    assert today == pytest.approx(list(found.beijing.values()), abs=0.01)
    assert weight @ arrived == pytest.approx(futures.filtered(case).any_by(LAST), abs=0.02)


def moved(rows: Any, states: list[Any], rate: Any, at: Any, random: Any) -> Any:
    """Return where particles go in a step."""
    table = np.zeros((COUNT, len(states), len(states)))
    for start, row in rows.items():
        for end, chance in row.items():
            table[:, states.index(start), states.index(end)] = chance
    below = np.cumsum(table, axis=2)[rate, at]
    return (random.random(len(at))[:, None] >= below[:, :-1]).sum(axis=1)
