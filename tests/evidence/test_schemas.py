"""The schemas of the data folder are made of its records, and hold for every file in it."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import ROOT
from tests.schemas import FOLDER, files

DATA = sorted((ROOT / "data").rglob("*.toml"))


def _plain(part: Any) -> Any:
    """Return what TOML says as JSON says it."""
    if isinstance(part, dict):
        return {key: _plain(each) for key, each in part.items()}
    if isinstance(part, list):
        return [_plain(each) for each in part]
    return str(part) if isinstance(part, date) else part


def _validator(file: Path) -> Draft202012Validator:
    """Return what validates a file by the schema that its first line names."""
    named = re.match(r"#:schema (\S+)\n", file.read_text(encoding="utf-8"))
    assert named, f"{file.name} names no schema in its first line"
    schema = json.loads((file.parent / named[1]).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_schemas_are_those_of_the_records() -> None:
    """What stands in data/schemas is what `make schemas` writes, and nothing else."""
    assert set(files()) == set(FOLDER.iterdir())
    for file, text in files().items():
        assert text == file.read_text(encoding="utf-8"), f"{file.name}: run make schemas"


@pytest.mark.parametrize("file", DATA, ids=lambda file: str(file.relative_to(ROOT / "data")))
def test_every_file_keeps_the_schema_that_it_names(file: Path) -> None:
    """An editor that knows the schema finds no fault in sound evidence."""
    told = _plain(tomllib.loads(file.read_text(encoding="utf-8")))

    assert [] == [error.message for error in _validator(file).iter_errors(told)]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"publishing": "Reuters"}, "publishing"),
        ({"tier": 4}, "4 is greater than the maximum of 3"),
        ({}, "'publisher' is a required property"),
    ],
)
def test_a_mistake_is_found_while_it_is_typed(record: dict[str, Any], said: str) -> None:
    """A misspelt field, a value out of bounds and a field that is missing are told."""
    errors = _validator(ROOT / "data" / "sources.toml").iter_errors({"it": record})

    assert said in " ".join(error.message for error in errors)
