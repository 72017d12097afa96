"""The anatomy of a briefing's notebook: thin, parameterised, its figures all outcomes."""

import ast
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from h200analysis.press import catalogue, parameters

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
STANDARD = ["as_of", "scenario", "draws", "seed", "set_by_hand"]
PASSAGES = sorted((Path(__file__).parents[1] / "notebooks" / "passages").glob("*/*.md"))
NAMES_WITH_DIGITS = re.compile(
    r"\b(?:G?H[12]00s?|H20s?|H200s|910Cs?|950\w*|[AH]800|50 USC 4815|Section 232|Proclamation 11002"
    r"|91 FR 1684|(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)(?: 20\d\d)?|\d{1,2} and (?=\d{1,2} [A-Z])|20(?:1\d|2\d|30))\b"
)
TEMPLATES = {"legend", "heading"}
MOST_LINES = 14
MOST_WORDS = 120


def test_every_notebook_is_a_briefing() -> None:
    """What is checked here is what the catalogue builds, and nothing lies beside it."""
    known = catalogue.read()

    assert {known.notebook(name) for name in known.briefings} == set(NOTEBOOKS)


@pytest.fixture(params=NOTEBOOKS, ids=lambda p: p.stem)
def notebook(request: pytest.FixtureRequest) -> Any:
    """One notebook of the catalogue."""
    return nbformat.read(request.param, as_version=4)


def _code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell["cell_type"] == "code"]


def test_it_is_committed_without_outputs(notebook: Any) -> None:
    """What a run leaves behind does not belong into the history."""
    assert not any(cell["outputs"] or cell["execution_count"] for cell in _code(notebook))


def test_it_is_thin(notebook: Any) -> None:
    """Code cells compute in a dozen lines or so, without function, class, file path or press."""
    for cell in _code(notebook):
        if _prose(cell["source"]) is not None:
            continue
        tree = ast.parse(_without_magics(cell["source"]))
        assert not [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)]
        assert not re.search(r"open\(|\.\./|Path\(|h200analysis\.press", cell["source"])
        assert len(cell["source"].splitlines()) <= MOST_LINES, cell["source"]


def test_it_forks_on_no_flag(notebook: Any) -> None:
    """What depends on events stands in passages; code asks for nothing but figures."""
    for cell in _code(notebook):
        if _prose(cell["source"]) is None:
            nodes = list(ast.walk(ast.parse(_without_magics(cell["source"]))))
            assert not [n for n in nodes if isinstance(n, ast.If)], cell["source"]
            assert "ledger.claims" not in cell["source"]


def test_its_parameters_are_the_standard_ones(notebook: Any) -> None:
    """Every briefing takes the day, the scenario, the draws, the seed and what is set by hand."""
    declared = parameters.read(notebook, "it")

    assert list(declared)[: len(STANDARD)] == STANDARD
    assert all(parameter.comment for parameter in declared.values())
    for parameter in declared.values():
        assert parameter.accept(parameter.default) == parameter.default


def test_no_sentence_holds_a_literal_figure(notebook: Any) -> None:
    """A sentence takes its figures from outcomes; digits stand only in names, days and years.

    The words of passages have a test of their own.
    """
    found = 0
    for cell in _code(notebook):
        found += cell["source"].count("%passage ")
        if (prose := _prose(cell["source"])) is not None:
            found += 1
            assert [] == _digits(prose), prose
            continue
        for call in ast.walk(ast.parse(_without_magics(cell["source"]))):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in TEMPLATES:
                for text in _texts(call.args):
                    found += 1
                    assert [] == _digits(text), text
    assert found > 2


def test_a_prose_cell_is_a_paragraph_or_two(notebook: Any) -> None:
    """Beyond a hundred and twenty words a cell is an essay."""
    for cell in _code(notebook):
        assert len((_prose(cell["source"]) or "").split()) <= MOST_WORDS, cell["source"]


@pytest.mark.parametrize("wording", PASSAGES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_passage_holds_no_literal_figure(wording: Path) -> None:
    """What holds for a cell of prose holds for words kept by day."""
    text = wording.read_text(encoding="utf-8")

    assert [] == _digits(text), text
    assert len(text.split()) <= MOST_WORDS + 20  # with its headline or heading


def _prose(source: str) -> str | None:
    """Return the text of a prose cell, or nothing for any other."""
    first, _, rest = source.partition("\n")
    return rest if first.startswith("%%say") else None


def _without_magics(source: str) -> str:
    return "\n".join(line for line in source.splitlines() if not line.startswith("%"))


def _digits(text: str) -> list[str]:
    """Return the numbers that a text states by itself."""
    words = re.sub(r"\{[^}]*\}|\[@[^]]*\]", "", text)
    return re.findall(r"\S*\d\S*", NAMES_WITH_DIGITS.sub("", words))


def _texts(arguments: list[ast.expr]) -> list[str]:
    nodes = [node for argument in arguments for node in ast.walk(argument)]
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
