"""Parameters are read from the notebook without running it, and checked before a kernel starts."""

import datetime
from typing import Any

import nbformat
import pytest

from h200analysis.press import parameters

CELL = """
as_of: "date" = "2026-01-15"  # the day
draws: "Annotated[int, Field(ge=32, le=64)]" = 32  # how many
rate: float = 0.25  # a share
basis: "Literal['a', 'b']" = "a"  # a choice
limit: "int | None" = None  # none for no limit
until: "date | None" = None  # a day
loud: bool = False  # say more
"""


def _notebook(source: str = CELL) -> Any:
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": ["parameters"]})
    return nbformat.v4.new_notebook(cells=[cell])


DECLARED = parameters.read(_notebook(), "it")


def test_a_declaration_is_read_whole() -> None:
    """Name, type, default and comment, for types that papermill's own pattern misses."""
    assert list(DECLARED) == ["as_of", "draws", "rate", "basis", "limit", "until", "loud"]
    assert (32, "how many") == (DECLARED["draws"].default, DECLARED["draws"].comment)


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("as_of", "2025-12-31", "2025-12-31"),
        ("draws", "64", 64),
        ("draws", 64, 64),
        ("rate", "0.15", 0.15),
        ("rate", "1e-2", 0.01),
        ("basis", "b", "b"),
        ("limit", 3, 3),
        ("limit", None, None),
        ("until", "2026-06-30", "2026-06-30"),
        ("as_of", datetime.date(2025, 12, 31), "2025-12-31"),
        ("loud", "true", True),
    ],
)
def test_a_sound_value_is_taken(name: str, given: Any, expected: Any) -> None:
    """A value of the right type is taken, text from a command line as the type asks."""
    assert {name: expected} == parameters.check(DECLARED, {name: given}, "it")


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        ("as_of", "15 January", r"'as_of' is '15 January'; expected .*date"),
        ("as_of", "2026-02-30", r"'as_of' is '2026-02-30'; expected"),
        ("as_of", "0", r"'as_of' is '0'; expected a date as YYYY-MM-DD"),
        ("as_of", "1768435200", r"expected a date as YYYY-MM-DD"),
        ("as_of", "20260115", r"expected a date as YYYY-MM-DD"),
        ("as_of", 0, r"expected a date as YYYY-MM-DD"),
        ("as_of", datetime.datetime(2026, 1, 15, 8, tzinfo=datetime.UTC), r"expected a date"),
        ("rate", "nan", r"'rate' is 'nan'; expected a finite number"),
        ("rate", "inf", r"'rate' is 'inf'; expected a finite number"),
        ("rate", float("-inf"), r"'rate' is -inf; expected a finite number"),
        ("draws", "many", r"'draws' is 'many'; expected a valid integer"),
        ("draws", 31, r"'draws' is 31; expected greater than or equal to 32"),
        ("draws", "65", r"'draws' is '65'; expected less than or equal to 64"),
        ("draws", 33.5, r"'draws' is 33.5; expected"),
        ("rate", "not a float", r"'rate' is 'not a float'; expected a valid number"),
        ("basis", "c", r"'basis' is 'c'; expected 'a' or 'b'"),
        ("loud", "perhaps", r"'loud' is 'perhaps'; expected a valid boolean"),
        ("drawz", "64", r"no parameter 'drawz'.*did you mean 'draws'\?"),
        ("zzz", "64", r"no parameter 'zzz'"),
    ],
)
def test_an_unsound_value_is_refused(name: str, given: Any, sentence: str) -> None:
    """An unknown name, a wrong type, a value out of bounds: one sentence each."""
    with pytest.raises(parameters.ParameterError, match=sentence) as refused:
        parameters.check(DECLARED, {name: given}, "it")

    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("rate: float = 0.25\nnet: float = 1 - rate", "default of 'net' in it is '1 - rate'"),
        ("rate = 1 - 0.75", "default of 'rate' in it is '1 - 0.75'; expected a literal"),
        ("a, b = 1, 2", "holds 'a, b = \\(1, 2\\)'; expected lines such as"),
        ("rate: float", "holds 'rate: float'"),
        ("when: timedelta = 3", "annotated 'timedelta'; expected only"),
        ('draws: "int |" = 3', "annotated 'int |'; expected only"),
        ('draws: "int[3]" = 3', r"annotated 'int\[3\]'; expected only"),
        ("draws: 3 = 3", "annotated '3'; expected only"),
        ("draws: \"Annotated[int, Field(ge='a')]\" = 3", "annotated .*; expected only"),
        ("x: dict = {[]: 1}", r"default of 'x' in it is '\{\[\]: 1\}'; expected a literal"),
        ("x: list = [b'y']", "default of 'x' in it is .*; expected a literal that JSON can hold"),
        ("x: list = [1e999]", "default of 'x' in it is .*; expected a literal that JSON can hold"),
        ("x: int = 3\nx: int = 4", "it declares 'x' twice"),
        ("x: int = 0.5", "default of 'x' in it is 0.5; expected a valid integer"),
        ("x: int = '5'", "default of 'x' in it is '5'; expected a value without quotes"),
        ("x: float = 1e999", "default of 'x' in it is"),
        ("x: bool = 1", "default of 'x' in it is 1; expected a valid boolean"),
        ('x: "date" = "1768435200"', "expected a date as YYYY-MM-DD"),
        ("x: int = ", "no plain Python"),
        ("%load_ext autoreload\nx: int = 3", "no plain Python .* no % or ! command"),
        ("x: int = 3\0", "no plain Python"),
        ("if True:\n    x: int = 3", "holds 'if True:'"),
        ("x: \"__import__('os').getcwd()\" = 3", "expected only"),
    ],
)
def test_a_cell_with_more_than_literals_is_refused(source: str, sentence: str) -> None:
    """Papermill injects after the cell, so anything derived in it would be stale."""
    with pytest.raises(parameters.ParameterError, match=sentence) as refused:
        parameters.read(_notebook(source), "it")

    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "line",
    [
        'x: str = "华为 größer"  # a firm # with a mark',
        "x: \"Literal['ü', '华为 größer']\" = \"华为 größer\"# a firm # with a mark",
    ],
)
def test_a_comment_is_found_behind_any_characters(line: str) -> None:
    """Python counts a line in bytes; the comment starts behind the default all the same."""
    found = parameters.read(_notebook(f'a: str = "\x0c\u2028"\n{line}'), "it")["x"]

    assert ("华为 größer", "a firm # with a mark") == (found.default, found.comment)


def test_the_standard_parameters_are_asked_for() -> None:
    """A notebook that lacks one that every briefing has is refused before it is run."""
    with pytest.raises(parameters.ParameterError, match="of it does not declare seed, scenario;"):
        parameters.standard(DECLARED, ["as_of", "seed", "scenario"], "it")


def test_a_notebook_without_parameters_is_refused() -> None:
    """A briefing has one cell tagged `parameters`."""
    with pytest.raises(parameters.ParameterError, match="0 cells tagged 'parameters'"):
        parameters.read(nbformat.v4.new_notebook(), "it")
