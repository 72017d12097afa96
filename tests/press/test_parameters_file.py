"""Parameters in files, on a command line, and as JSON Schema."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner

from h200analysis.cli import main
from h200analysis.press import parameters, parameters_file
from h200analysis.press.parameters import ParameterError

CELL = """
xs: list = [1]  # numbers
shares: "dict[str, float]" = {}  # by name
moment: "datetime" = "2026-01-15T08:00"  # when
limit: "Optional[int]" = None  # none for no limit
note: "str | None" = None  # words
alpha = 0.6  # untyped
"""


def _declared() -> dict[str, parameters.Parameter]:
    cell = nbformat.v4.new_code_cell(CELL, metadata={"tags": ["parameters"]})
    return parameters.read(nbformat.v4.new_notebook(cells=[cell]), "it")


@pytest.mark.parametrize(
    ("name", "given", "taken"),
    [
        ("xs", "[1, 2]", [1, 2]),
        ("xs", "['a', None]", ["a", None]),
        ("shares", '{"a": 0.5}', {"a": 0.5}),
        ("moment", "2026-02-01T09:30", "2026-02-01T09:30:00"),
        ("limit", "None", None),
        ("limit", "null", None),
        ("limit", "1e3", 1000),
        ("note", "None", None),
        ("note", "[1]", "[1]"),
        ("alpha", "0.7", 0.7),
    ],
)
def test_text_of_a_command_line_is_read_as_the_type_asks(name: str, given: str, taken: Any) -> None:
    """Lists, dicts, moments and None can be given as text; a text stays one."""
    assert {name: taken} == parameters.check(_declared(), {name: given}, "it")


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        ("xs", "1, 2", "expected a valid list"),
        ("shares", '{"a": "much"}', "expected a valid number"),
        ("moment", "noon", "expected a day and time as YYYY-MM-DDTHH:MM"),
        ("alpha", "much", r"expected a valid number.* \(float: untyped\)"),
    ],
)
def test_text_that_is_no_such_thing_is_refused(name: str, given: str, sentence: str) -> None:
    """What cannot be read as the type asks is refused in a sentence."""
    with pytest.raises(ParameterError, match=sentence):
        parameters.check(_declared(), {name: given}, "it")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("p.yaml", "as_of: 2026-01-15\nxs: [1, 2]\nnote: ''"),
        ("p.toml", 'as_of = 2026-01-15\nxs = [1, 2]\nnote = ""'),
        ("p.json", '{"as_of": "2026-01-15", "xs": [1, 2], "note": ""}'),
    ],
)
def test_a_file_holds_names_and_values(tmp_path: Path, file: str, text: str) -> None:
    """YAML, TOML and JSON say the same, days and empty texts among it."""
    (tmp_path / file).write_text(text, encoding="utf-8")

    values = parameters_file.read(tmp_path / file)

    assert ["2026-01-15", [1, 2], ""] == [str(values["as_of"]), values["xs"], values["note"]]


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        ("p.ini", "", r"p.ini: expected a file whose name ends in \.yaml"),
        ("p.yaml", "a: [", "p.yaml: .*expected"),
        ("p.toml", "a = ", "p.toml: Invalid value"),
        ("p.json", "{", "p.json: Expecting"),
        ("p.json", "[1]", "expected names and values"),
    ],
)
def test_a_file_that_holds_none_is_refused(
    tmp_path: Path, file: str, text: str, sentence: str
) -> None:
    """What is no such file is told in one line that names it."""
    (tmp_path / file).write_text(text, encoding="utf-8")

    with pytest.raises(ParameterError, match=sentence) as refused:
        parameters_file.read(tmp_path / file)

    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "words",
    [["-p", "as_of=2026-01-15", "--as-of", "2026-05-20"], ["-p", "as_of=2026-05-20", "--params"]],
)
def test_two_values_for_one_name_are_refused(tmp_path: Path, words: list[str]) -> None:
    """A value given in two places that differ is told, and nothing is built."""
    (tmp_path / "p.json").write_text('{"as_of": "2026-01-15"}', encoding="utf-8")
    file = [str(tmp_path / "p.json")] if words[-1] == "--params" else []

    ran = CliRunner().invoke(main, ["build", "fee", "--dry-run", *words, *file])

    assert 2 == ran.exit_code
    assert "as_of is given twice" in ran.stderr


def test_a_file_takes_part_in_a_build(tmp_path: Path) -> None:
    """`--params` chooses the edition as -p does."""
    (tmp_path / "p.yaml").write_text("as_of: 2026-05-20\nseed: 8\n", encoding="utf-8")
    file, out = str(tmp_path / "p.yaml"), str(tmp_path / "out")

    ran = CliRunner().invoke(main, ["build", "fee", "--dry-run", "--params", file, "--out", out])

    assert 0 == ran.exit_code, ran.stderr
    assert "as of 2026-05-20" in ran.stdout
    assert "seed" in ran.stdout


def test_programs_get_a_schema_of_each_briefing() -> None:
    """`h200 list --format json` holds type, default and words of each parameter."""
    ran = CliRunner().invoke(main, ["list", "--format", "json"])

    briefings = {each["name"]: each for each in json.loads(ran.stdout)}
    declared = briefings["supply_gap"]["parameters"]["properties"]
    assert {"format": "date", "type": "string"}.items() <= declared["as_of"].items()
    assert "futures" in declared["draws"]["description"]


def test_a_schema_says_what_was_inferred() -> None:
    """A parameter without annotation has the type of its default, and the schema says so."""
    declared = parameters.schema(_declared())["properties"]

    assert {"type": "number", "default": 0.6}.items() <= declared["alpha"].items()
    assert "inferred" in declared["alpha"]["$comment"]
    assert "$comment" not in declared["xs"]
