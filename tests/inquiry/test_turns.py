"""What a day ahead could tell: both answers together make up what is believed before it."""

from datetime import date

import pytest

from h200analysis.inquiry.end_states import delivery
from h200analysis.inquiry.turns import Turn, arrived_by, passing_on
from tests.inquiry.beliefs_of_days import AFTER, BEFORE, drawn

DAY = date(2026, 10, 25)


def _whole(turn: Turn) -> float:
    """Return the chance of a delivery that follows from both answers."""
    assert turn.if_yes is not None
    assert turn.if_no is not None
    yes = turn.yes.value
    return yes * turn.if_yes.value + (1 - yes) * turn.if_no.value


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_both_answers_make_up_the_chance_of_today(day: str) -> None:
    """The chance after yes and after no, weighed by the chance of each, is that of a delivery."""
    today = delivery(drawn(day)).value

    assert _whole(passing_on(drawn(day), DAY)) == pytest.approx(today, abs=1e-12)
    assert _whole(arrived_by(drawn(day), DAY)) == pytest.approx(today, abs=1e-12)


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_an_arrival_settles_the_question(day: str) -> None:
    """Once a chip has come, one has come in 2026; if none has, it is less likely than before."""
    turn, today = arrived_by(drawn(day), DAY), delivery(drawn(day)).value

    assert turn.if_yes is not None
    assert turn.if_yes.value == 1
    assert turn.if_no is not None
    assert turn.if_no.value < today


def test_an_open_door_helps() -> None:
    """Where both governments let chips pass in autumn, a delivery is likelier than where not."""
    turn = passing_on(drawn(BEFORE), DAY)

    assert turn.if_yes is not None
    assert turn.if_no is not None
    assert turn.if_yes.value > delivery(drawn(BEFORE)).value > turn.if_no.value


def test_a_day_after_the_year_asks_of_its_last() -> None:
    """A meeting of 2027 is read at the end of 2026, as far as the futures go."""
    late, last = (passing_on(drawn(BEFORE), date(y, m, d)) for y, m, d in
                  ((2027, 1, 10), (2026, 12, 31)))  # fmt: skip

    assert late.yes.value == last.yes.value
    assert late.day != last.day


def test_an_answer_that_no_future_gives_is_left_out() -> None:
    """Before the belief begins no chip can have come, so nothing follows from one that did."""
    turn = arrived_by(drawn(BEFORE), date(2025, 12, 12))

    assert turn.yes.value == 0
    assert turn.if_yes is None
    assert turn.chips_if_yes is None
