"""Claims are text from outside: the command prints them as the characters they are."""

from pathlib import Path
from typing import Any

import pytest
import tomlkit
from click.testing import CliRunner

from h200analysis.cli import main
from tests.browser.test_hostile_claims import NASTY
from tests.exhibits.terminal.test_console import MARKUP, SEEN

_CONTROLS = {"escape", "lines"}  # the ledger refuses them, wherever they stand
TEXTS = {name: text for name, text in (NASTY | MARKUP).items() if name not in _CONTROLS}


@pytest.fixture
def spoiled(data_folder: Path) -> Path:
    """A ledger in which one claim, its source and its parameter are full of nasty strings."""
    every = " ".join(TEXTS.values())
    for file, record, fields in (
        ("claims/price.toml", "price_newsbytes", ("paraphrase", "attribution", "qualifier")),
        ("sources.toml", "newsbytes_2025_12_31", ("publisher", "title", "via")),
        ("parameters.toml", "unit_price_usd", ("title",)),
    ):
        path = data_folder / file
        table: Any = tomlkit.parse(path.read_text(encoding="utf-8"))
        for field in fields:
            table[record][field] = f"about $27,000 {every}" if field == "qualifier" else every
        if "qualifier" in fields:
            table[record]["translation"] = "about $27,000"
        path.write_text(tomlkit.dumps(table), encoding="utf-8")
    return data_folder


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        ("evidence --as-of 2026-01-15", 2),  # qualifier and publisher
        ("evidence show price_newsbytes --as-of 2026-01-15", 5),  # all but the parameter's title
        ("matters gap_at_list --as-of 2026-01-15", 1),
    ],
)
def test_hostile_claims_print_as_they_are(spoiled: Path, command: str, fields: int) -> None:
    """Each string stands there for every field that is shown; none is markup or hides another."""
    result = CliRunner().invoke(main, command.split())
    (times,) = {result.output.count(SEEN.get(name, text)) for name, text in TEXTS.items()}

    assert 0 == result.exit_code, result.output
    assert times >= fields
    assert "\u202e" not in result.output
