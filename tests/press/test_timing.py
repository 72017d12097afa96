"""Steps tell the log how long they took, whether they end well or not."""

import logging
import re

import pytest

from h200analysis.press.timing import timed


@timed("halving")
def _half(number: int) -> float:
    return 1 / (2 * number)


def test_a_step_is_told_with_its_seconds(caplog: pytest.LogCaptureFixture) -> None:
    """Its result comes back, its failure too, and each call is one line of the module's logger."""
    with caplog.at_level(logging.INFO, logger=__name__):
        assert 0.25 == _half(2)
        with pytest.raises(ZeroDivisionError):
            _half(0)

    assert [__name__] * 2 == [record.name for record in caplog.records]
    assert all(re.fullmatch(r"halving: \d+\.\d\d s", message) for message in caplog.messages)
