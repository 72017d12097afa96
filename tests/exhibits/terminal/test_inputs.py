"""`h200 parameters` and `h200 scenarios`: what may be set and supposed, for people and programs."""

import csv
import json
from typing import Any

import pytest
from click.testing import CliRunner

from h200analysis import evidence
from h200analysis.cli import main

LEDGER = evidence.read("2026-01-15")


def _listed(command: str, form: str) -> str:
    done = CliRunner().invoke(main, [command, "--as-of", "2026-01-15", "--format", form])
    assert 0 == done.exit_code, done.output
    return done.stdout


@pytest.mark.parametrize(
    ("command", "records"),
    [("parameters", LEDGER.parameters), ("scenarios", LEDGER.scenarios)],
)
def test_every_record_is_listed_in_every_form(command: str, records: dict[str, Any]) -> None:
    """Each stands once, by name; CSV and JSON hold the same."""
    rows = json.loads(_listed(command, "json"))

    assert sorted(records) == [row["name"] for row in rows]
    assert rows == list(csv.DictReader(_listed(command, "csv").splitlines()))
    table = _listed(command, "table").splitlines()
    assert len(records) + 2 == len(table)
    assert table[-1].startswith(f"{len(records)} {command} as of 2026-01-15; ")


def test_a_parameter_is_listed_as_it_holds() -> None:
    """Its value, ends, unit and claims are those of the day, every digit as given."""
    rows = {row["name"]: row for row in json.loads(_listed("parameters", "json"))}
    price, now = rows["unit_price_usd"], LEDGER.parameters["unit_price_usd"].current

    assert ("27000", "USD/chip") == (price["value"], price["unit"])
    assert (now.low, now.high) == (float(price["low"]), float(price["high"]))
    assert list(now.claims) == price["claims"].split()
    assert "$27,000" in _listed("parameters", "table")


def test_a_scenario_is_listed_with_what_it_sets() -> None:
    """Choices and parameters stand as they are set."""
    rows = {row["name"]: row for row in json.loads(_listed("scenarios", "json"))}

    assert "orders_chips=firm_orders_chips" == rows["half_firm"]["parameters"]
    assert "fee_basis=import_duty" in rows["import_duty"]["choices"]
