"""What is allowed but seldom meant is told once, on the log, and never into an edition."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from h200analysis import cases, evidence, project
from h200analysis.cli import main
from h200analysis.evidence import caution
from tests.small import lay_out

LEDGER = evidence.read("2026-01-15")
CASE = cases.Case(LEDGER)


@pytest.fixture(autouse=True)
def told(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What is told, none of it before."""
    caution._tell.cache_clear()
    with caplog.at_level(logging.WARNING):
        yield caplog
    caution._tell.cache_clear()


def test_a_price_whose_thousands_were_forgotten_is_told_once(
    told: pytest.LogCaptureFixture,
) -> None:
    """It is taken, and told with what the evidence spans."""
    for _ in range(2):
        assert 27 == CASE.let(unit_price_usd=27).evaluate("unit_price_usd").value

    assert 1 == len(told.messages)
    assert told.messages[0].startswith(
        "unit_price_usd is set to 27 USD/chip, outside of what the evidence spans, 15,000 to 40,000"
    )


def test_what_reports_span_is_taken_silently(told: pytest.LogCaptureFixture) -> None:
    """A value that some report, a range of ours or a slider holds needs no word; nor a name."""
    CASE.let(unit_price_usd=20_000, orders_chips=2_500_000, fee_rate=0.15)
    CASE.let(stock_chips="standalone_stock_chips", fee_basis="import_duty")
    CASE.halved("ramp_chips_per_month")

    assert [] == told.messages


@pytest.mark.parametrize("name", LEDGER.parameters)
def test_the_span_holds_every_value(name: str) -> None:
    """What we compute with, its ends, and what its claims say lie within."""
    low, high = caution.span(LEDGER, name)
    parameter = LEDGER.parameters[name]
    bounds = [
        end
        for claim in parameter.current.claims
        if LEDGER.claims[claim].unit == parameter.unit
        for end in LEDGER.claims[claim].bounds or ()
    ]

    assert all(low <= each <= high for each in (parameter.current.central, *bounds))


def test_a_day_long_after_the_last_report_is_told(told: pytest.LogCaptureFixture) -> None:
    """The ledger of 2030 is read, and says how old its newest report is."""
    newest = evidence.read("2030-01-01").newest()

    [message] = told.messages
    assert message.startswith(f"as_of is 2030-01-01, and the newest report is of {newest}, ")
    evidence.latest_day()
    evidence.read(newest)
    assert [message] == told.messages


def test_an_edition_is_not_told(
    told: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a kernel of the press nothing is told, since it would be printed."""
    monkeypatch.setenv(caution.UNDER_PRESS, "1")
    CASE.let(unit_price_usd=26)

    assert [] == told.messages


def test_the_command_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`h200 build -p` warns on stderr before it builds."""
    lay_out(tmp_path, ["small"])
    monkeypatch.setenv(project.ROOT, str(tmp_path))
    asked = ["status", "small", "--as-of", "2026-01-15", "-p", "unit_price_usd=27"]
    done = CliRunner().invoke(main, [*asked, "--out", str(tmp_path / "out")])

    assert 0 == done.exit_code, done.output
    assert "h200: unit_price_usd is set to 27 USD/chip, outside" in done.stderr
