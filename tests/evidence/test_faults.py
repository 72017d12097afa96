"""Faults in the data are told all at once, each with its place and what was expected."""

import re
from pathlib import Path

import pytest

from tests.evidence.unsound import append, claim, faults_of, parameter


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        (
            claim(source="nobody"),
            "wrong · source: found 'nobody'",
            "an id of data/sources.toml",
        ),
        (claim(figure="value = 3"), "wrong", "a unit with a figure"),
        (claim(figure='unit = "chip"'), "wrong", "a unit with a figure"),
        (claim(figure='value = 3\nunit = "chips"'), "wrong · unit: found 'chips'", "'chip'"),
        (claim(figure='low = 3\nunit = "chip"'), "wrong", "both low and high"),
        (claim(figure='low = 4\nhigh = 3\nunit = "chip"'), "wrong", "low not above high"),
        (
            claim(figure='value = "3"\nunit = "chip"'),
            "wrong · value: found '3'",
            "valid number",
        ),
        (claim(figure='value = nan\nunit = "chip"'), "wrong · value: found nan", "finite"),
        (claim(as_of="2026-01-02"), "wrong · as_of: found 2026-01-02", "forecast = true"),
        (claim(as_of='"2025-12-31"'), "wrong · as_of: found '2025-12-31'", "valid date"),
        (claim(figure="colour = 1"), "wrong · colour", "codebook"),
        (claim(qualifier="约两万"), "wrong · translation: found nothing", "in English"),
        (
            claim(qualifier="Huawei,2025-12-31,,1250000"),
            "wrong · in_words: found nothing",
            "what the row says, in our words",
        ),
        (claim(figure="loosened = 2026-01-02"), "wrong", "the measure that announced"),
        (
            claim(figure='supersedes = "nothing"'),
            "wrong · supersedes",
            "the id of another claim",
        ),
        (
            claim(figure='conflict_group = "alone"'),
            "wrong · conflict_group",
            "at least two claims",
        ),
        ("\n[half]\nsubject = 'Nvidia'\n", "half · source: found nothing", "every such record"),
        ("\n[broken\n", "data/claims/price.toml: found", "valid TOML"),
        ("\n[twice]\n[twice]\n", "data/claims/price.toml: found", "valid TOML"),
    ],
)
def test_a_wrong_claim_is_told(data_folder: Path, text: str, place: str, expected: str) -> None:
    """A claim that breaks the codebook is told with file, record, field, found and expected."""
    append(data_folder, "claims/price.toml", text)

    told = next(fault for fault in faults_of(data_folder) if place in fault)

    assert told.startswith("data/claims/price.toml:")
    assert expected in told.partition(", expected ")[2]


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        (parameter(more=""), "wrong · values.0", "the reason why we assume it"),
        (parameter(more='claims = ["price_seed"]'), "'price_seed', published", "2025-12-31"),
        (
            parameter(more='claims = ["nothing"]'),
            "wrong · values.0.claims: found 'nothing'",
            "sound claim",
        ),
        (
            parameter(extra="dimension = 0"),
            "wrong · dimension: found 0",
            "orders_chips has this",
        ),
        (parameter(extra="maximum = 0.5"), "wrong", "central values within"),
        (
            parameter(
                more='assumed = "x"\nshape = "lognormal"\nlow = 0.5\nhigh = 2\ncredibility = 0.9'
            ),
            "wrong",
            "a Sobol' dimension",
        ),
        (
            parameter(extra="dimension = 99", more='assumed = "x"\nshape = "lognormal"'),
            "wrong · values.0",
            "low, high and credibility",
        ),
    ],
)
def test_a_wrong_parameter_is_told(data_folder: Path, text: str, place: str, expected: str) -> None:
    """A parameter without grounds, out of bounds or citing the future is told with its place."""
    append(data_folder, "parameters.toml", text)

    told = next(fault for fault in faults_of(data_folder) if place in fault)

    assert told.startswith("data/parameters.toml:")
    assert expected in told.partition(", expected ")[2]


def test_every_fault_is_told_at_once(data_folder: Path) -> None:
    """Faults in several files are reported together, so that one run mends them all."""
    append(data_folder, "claims/price.toml", claim(source="nobody"))
    append(data_folder, "claims/stock.toml", "\n[half]\nsubject = 'Nvidia'\n")
    append(data_folder, "parameters.toml", parameter(more=""))
    (data_folder / "scenarios" / "odd.toml").write_text("title = 'Odd'\n", encoding="utf-8")

    files = {re.split(r":| · ", fault)[0] for fault in faults_of(data_folder)}

    assert {
        "data/claims/price.toml",
        "data/claims/stock.toml",
        "data/parameters.toml",
        "data/scenarios/odd.toml",
    } <= files


def test_a_missing_file_is_told(data_folder: Path) -> None:
    """A file that is not there is a fault, not a traceback."""
    (data_folder / "sources.toml").unlink()

    assert any("data/sources.toml: found no such file" in fault for fault in faults_of(data_folder))


def test_an_unused_source_is_told(data_folder: Path) -> None:
    """A source that no claim uses has no place in the ledger."""
    append(
        data_folder,
        "sources.toml",
        '\n[unused]\npublisher = "P"\ntitle = "T"\nurl = "https://example.org/a"\n'
        'published = 2025-12-31\naccessed = 2026-11-23\nkind = "press"\ntier = 2\n',
    )

    assert any(
        "unused" in fault and "no claim that uses it" in fault for fault in faults_of(data_folder)
    )
