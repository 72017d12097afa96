"""Faults in the data are told all at once, each with its place and what was expected."""

import re
from pathlib import Path

import pytest

from h200analysis import evidence

SOUND = (Path(__file__).parents[2] / "data" / "claims" / "price.toml").read_text(encoding="utf-8")


def _faults(folder: Path) -> list[str]:
    with pytest.raises(evidence.DataError) as raised:
        evidence.read("2026-01-15", folder)
    return [str(fault) for fault in raised.value.faults]


def _append(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


CLAIM = """
[wrong]
source = "{source}"
subject = "Nvidia"
metric = "price"
{figure}
qualifier = "about"
as_of = {as_of}
attribution = "anonymous sources"
paraphrase = "A test."
"""


def _claim(**fields: str) -> str:
    sound = {"source": "newsbytes_2025_12_31", "figure": "", "as_of": "2025-12-31"}
    return CLAIM.format(**(sound | fields))


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        (_claim(source="nobody"), "wrong · source: found 'nobody'", "an id of data/sources.toml"),
        (_claim(figure="value = 3"), "wrong", "a unit with a figure"),
        (_claim(figure='unit = "chip"'), "wrong", "a unit with a figure"),
        (_claim(figure='value = 3\nunit = "chips"'), "wrong · unit: found 'chips'", "'chip'"),
        (_claim(figure='low = 3\nunit = "chip"'), "wrong", "both low and high"),
        (_claim(figure='low = 4\nhigh = 3\nunit = "chip"'), "wrong", "low not above high"),
        (_claim(figure='value = "3"\nunit = "chip"'), "wrong · value: found '3'", "valid number"),
        (_claim(figure='value = nan\nunit = "chip"'), "wrong · value: found nan", "finite"),
        (_claim(as_of="2026-01-02"), "wrong · as_of: found 2026-01-02", "forecast = true"),
        (_claim(as_of='"2025-12-31"'), "wrong · as_of: found '2025-12-31'", "valid date"),
        (_claim(figure="colour = 1"), "wrong · colour", "codebook"),
        (_claim(figure='supersedes = "nothing"'), "wrong · supersedes", "the id of another claim"),
        (
            _claim(figure='conflict_group = "alone"'),
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
    _append(data_folder, "claims/price.toml", text)

    told = next(fault for fault in _faults(data_folder) if place in fault)

    assert told.startswith("data/claims/price.toml:")
    assert expected in told.partition(", expected ")[2]


PARAMETER = """
[wrong]
title = "A test"
unit = "chip"
{extra}
[[wrong.values]]
since = 2025-12-31
central = {central}
quality = "red"
{more}
"""


def _parameter(extra: str = "", central: str = "1", more: str = 'assumed = "A test."') -> str:
    return PARAMETER.format(extra=extra, central=central, more=more)


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        (_parameter(more=""), "wrong · values.0", "the reason why we assume it"),
        (_parameter(more='claims = ["price_seed"]'), "'price_seed', published", "2025-12-31"),
        (
            _parameter(more='claims = ["nothing"]'),
            "wrong · values.0.claims: found 'nothing'",
            "sound claim",
        ),
        (_parameter(extra="dimension = 0"), "wrong · dimension: found 0", "orders_chips has this"),
        (_parameter(extra="maximum = 0.5"), "wrong", "central values within"),
        (
            _parameter(
                more='assumed = "x"\nshape = "lognormal"\nlow = 0.5\nhigh = 2\ncredibility = 0.9'
            ),
            "wrong",
            "a Sobol' dimension",
        ),
        (
            _parameter(extra="dimension = 99", more='assumed = "x"\nshape = "lognormal"'),
            "wrong · values.0",
            "low, high and credibility",
        ),
    ],
)
def test_a_wrong_parameter_is_told(data_folder: Path, text: str, place: str, expected: str) -> None:
    """A parameter without grounds, out of bounds or citing the future is told with its place."""
    _append(data_folder, "parameters.toml", text)

    told = next(fault for fault in _faults(data_folder) if place in fault)

    assert told.startswith("data/parameters.toml:")
    assert expected in told.partition(", expected ")[2]


def test_every_fault_is_told_at_once(data_folder: Path) -> None:
    """Faults in several files are reported together, so that one run mends them all."""
    _append(data_folder, "claims/price.toml", _claim(source="nobody"))
    _append(data_folder, "claims/stock.toml", "\n[half]\nsubject = 'Nvidia'\n")
    _append(data_folder, "parameters.toml", _parameter(more=""))
    (data_folder / "scenarios" / "odd.toml").write_text("title = 'Odd'\n", encoding="utf-8")

    files = {re.split(r":| · ", fault)[0] for fault in _faults(data_folder)}

    assert {
        "data/claims/price.toml",
        "data/claims/stock.toml",
        "data/parameters.toml",
        "data/scenarios/odd.toml",
    } <= files


def test_a_missing_file_is_told(data_folder: Path) -> None:
    """A file that is not there is a fault, not a traceback."""
    (data_folder / "sources.toml").unlink()

    assert any("data/sources.toml: found no such file" in fault for fault in _faults(data_folder))


def test_an_unused_source_is_told(data_folder: Path) -> None:
    """A source that no claim uses has no place in the ledger."""
    _append(
        data_folder,
        "sources.toml",
        '\n[unused]\npublisher = "P"\ntitle = "T"\nurl = "https://example.org/a"\n'
        'published = 2025-12-31\naccessed = 2026-11-23\nkind = "press"\ntier = 2\n',
    )

    assert any(
        "unused" in fault and "no claim that uses it" in fault for fault in _faults(data_folder)
    )
