"""What a small edition carries for programs, and that `h200 build --open` opens it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from h200analysis.press import schemas
from tests import small

ADDRESS = "2026-01-15/one/1"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with a small edition in `out`, which a browser of its own was told to open."""
    root = tmp_path_factory.mktemp("small")
    small.lay_out(root, ["one"])
    browser = root / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {root / "seen"}\n')
    browser.chmod(0o755)
    words = ["build", "one", "--as-of", "2026-01-15", "--out", str(root / "out"), "--open"]
    command = [sys.executable, "-c", small.program(root), *words]
    subprocess.run(command, env=os.environ | {"BROWSER": f"{browser} %s"}, check=True)
    return root


def _read(built: Path, name: str) -> Any:
    return json.loads((built / "out" / ADDRESS / f"{name}.json").read_bytes())


def test_what_was_built_is_opened(built: Path) -> None:
    """The page of the edition is opened, by its address on this machine."""
    page = built / "out" / ADDRESS / "briefing.html"
    assert f"{page.as_uri()}\n" == (built / "seen").read_text()


@pytest.mark.parametrize("name", schemas.NAMES)
def test_its_files_keep_their_schemas(built: Path, name: str) -> None:
    """Figures, claims and manifest are as the schema says that the manifest names for them."""
    schema, manifest = schemas.schema(name), _read(built, "manifest")
    named = {"manifest.json": manifest["$schema"], **manifest["schemas"]}

    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    assert [] == [error.message for error in validator.iter_errors(_read(built, name))]
    assert schema["$id"] == named[f"{name}.json"] == schemas.address(name)


def test_a_schema_finds_what_is_wrong(built: Path) -> None:
    """A figure without a unit, or with a field that nobody knows, is told."""
    figure = _read(built, "figures")[0]
    without = {key: value for key, value in figure.items() if key != "unit"}
    validator = Draft202012Validator(schemas.schema("figures"))

    assert list(validator.iter_errors([without]))
    assert list(validator.iter_errors([figure | {"untis": "chip"}]))


def test_each_figure_says_where_it_stands(built: Path) -> None:
    """It has the address of its edition, the exhibit that prints it, and a key of its own."""
    figures = _read(built, "figures")

    assert {ADDRESS} == {figure["edition"] for figure in figures}
    assert ["say/supply_gap"] == [figure["key"] for figure in figures]
    assert "say" == figures[0]["exhibit"]


def test_it_carries_the_claims_that_it_rests_on(built: Path) -> None:
    """Each claim behind a figure stands in claims.json: who said what, when, and where."""
    claims = {claim["id"]: claim for claim in _read(built, "claims")}
    behind = {claim for figure in _read(built, "figures") for claim in figure["claims"]}

    assert behind <= claims.keys()
    for name in behind:
        source = claims[name]["source"]
        assert claims[name]["qualifier"]
        assert source["publisher"]
        assert source["published"] <= "2026-01-15"
    assert "claims.json" in _read(built, "manifest")["files"]
