"""Which definitions an edition rests on: what a change of the package concerns, and what not."""

import ast
import dis
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from h200analysis import evidence
from h200analysis.cases.formulas import formulas, qualified
from h200analysis.press import keys
from h200analysis.press.rests_on import NAMES, changed, dynamic, graph, modules, used
from tests.conftest import ROOT

NOTEBOOKS: dict[str, NotebookNode] = {
    path.stem: nbformat.read(path, as_version=4)
    for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
}
SOURCES = [path for path in sorted(keys.PACKAGE.rglob("*.py")) if path.stat().st_size]
EVERY = set(NOTEBOOKS)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the package that a test may change, and what the briefings rest on before."""

    folder: Path
    before: Mapping[str, Mapping[str, str]]
    kept: dict[Path, str] = field(default_factory=dict)

    def change(self, file: str, old: str, new: str) -> dict[str, list[str]]:
        """Replace a text that stands once in a file; return what differs, by briefing."""
        path = self.folder / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        self.kept.setdefault(path, text)
        path.write_text(text.replace(old, new), "utf-8")
        now = _all_used(self.folder)
        return {name: told for name in now if (told := changed(self.before[name], now[name]))}


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """One copy for all tests."""
    folder = tmp_path_factory.mktemp("copy") / "h200analysis"
    shutil.copytree(keys.PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return Copy(folder, _all_used(folder))


@pytest.fixture
def copy(copied: Copy) -> Iterator[Copy]:
    """The copy; changes are taken back when the test is over."""
    yield copied
    for path, text in copied.kept.items():
        path.write_text(text, "utf-8")
    copied.kept.clear()


def _all_used(folder: Path) -> dict[str, dict[str, str]]:
    return {name: used(each, package=folder) for name, each in NOTEBOOKS.items()}


def _of(*cells: str) -> set[str]:
    """Return the names that a notebook of some cells rests on."""
    notebook: NotebookNode = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    return set(used(notebook))


def _everything() -> set[str]:
    definitions = graph.of(keys.PACKAGE).package.definitions()
    every = {f"{place.module}.{place.name}" for _, place, _ in definitions}
    return {name.removeprefix("h200analysis.") for name in every}


def test_a_formula_concerns_those_who_compute_it(copy: Copy) -> None:
    """A changed formula of the compute gap is told for it and for the annex, and for no other."""
    told = copy.change(
        "model/substitution.py",
        '_CHIPS_PER_PACKAGE * divide(memory_stacks, stacks_per_package, "stacks_per_package")',
        '2 * _CHIPS_PER_PACKAGE * divide(memory_stacks, stacks_per_package, "stacks_per_package")',
    )

    assert {"annex", "compute_gap"} == told.keys()
    assert ["model.substitution.chips_by_memory"] == told["compute_gap"]


def test_a_comment_concerns_nobody(copy: Copy) -> None:
    """Comments, empty lines and another layout change nothing, wherever they stand."""
    old = "    return maximum(orders_chips - stock_chips, 0)\n"
    new = "\n    # Less stock.\n    return (maximum(orders_chips\n        - stock_chips, 0,))\n"

    assert {} == copy.change("model/market.py", old, new)


def test_what_nobody_uses_concerns_nobody(copy: Copy) -> None:
    """A function that is added, and mentioned by nothing, changes nothing."""
    unused = "def unused() -> int:\n    return 1\n\n\n"

    assert {} == copy.change("press/days.py", "def as_local(", f"{unused}def as_local(")


@pytest.mark.parametrize(
    ("file", "old", "new", "name"),
    [
        ("model/market.py", '"""Chips ordered beyond what', '"""Chips beyond what', "supply_gap"),
        ("model/market.py", 'label="Supply gap"', 'label="Gap"', "supply_gap"),
        (
            "model/market.py",
            "ratio(minimum(orders_chips",
            "ratio(maximum(orders_chips",
            "fill_rate",
        ),
        ("cases/case.py", "seed: int = 7, draws", "seed: int = 8, draws", "Case"),
        ("exhibits/ranges.py", '"line: 90% range"', '"line: a 90% range"', "WORDING"),
        (
            "evidence/faults.py",
            "class NotKnownError(H200Error,",
            "class NotKnownError(",
            "NotKnown",
        ),
        ("evidence/faults.py", "@dataclass(frozen=True", "@dataclass(frozen=False", "Fault"),
        (
            "model/units.py",
            '\nChips = Annotated[float, Unit("chip")]',
            '\nChips = Annotated[float, Unit("lot")]',
            "units.Chips",
        ),
    ],
    ids=["docstring", "decorator", "body", "default", "constant", "base", "dataclass", "unit"],
)
def test_whatever_a_definition_says_counts(
    copy: Copy, file: str, old: str, new: str, name: str
) -> None:
    """A change of any part of a definition is told by its name."""
    told = copy.change(file, old, new)

    assert any(name in each for each in told["supply_gap"])


def test_another_import_counts(copy: Copy) -> None:
    """A name that is imported from elsewhere changes the definitions that mention it."""
    told = copy.change(
        "model/market.py",
        "arithmetic import divide, maximum, minimum, ratio",
        "arithmetic import divide, maximum, maximum as minimum, ratio",
    )

    assert "model.market.fill_rate" in told["supply_gap"]
    assert "model.market.supply_gap" not in told["supply_gap"]


def test_a_room_that_loads_another_function_counts(copy: Copy) -> None:
    """What the stub of a room gives a name to is seen by the notebooks that use the name."""
    told = copy.change(
        "exhibits/__init__.pyi", "import meeting_to_watch, ", "import report_to_watch as ahead, "
    )

    assert NAMES in told["what_changed"]


def test_a_style_concerns_everyone(copy: Copy) -> None:
    """A file that the press reads counts for every edition."""
    told = copy.change("press/page/page.css", "@media print", "@media  print")

    assert EVERY == told.keys()
    assert {("press/page/page.css",)} == set(map(tuple, told.values()))


def test_a_table_concerns_those_who_read_it(copy: Copy) -> None:
    """A file beside the module that names it counts where that module's function does."""
    path = copy.folder / "inquiry" / "calibration.csv"
    first = path.read_text("utf-8").splitlines()[0]
    told = copy.change("inquiry/calibration.csv", first, f"{first} ")

    assert {"annex"} == told.keys()


def test_the_press_rests_on_no_formula() -> None:
    """What makes every edition names no formula, so that a formula concerns some editions only."""
    assert set() == {name for name in _of("1") if name.removeprefix("model.") in _formulas()}


def test_the_formulas_are_the_registered_ones() -> None:
    """The text tells the same formulas, in the same order, as the register that cases ask."""
    found = graph.of(keys.PACKAGE).formulas.places

    assert list(formulas()) == [place.name for place in found]


@pytest.mark.parametrize("name", formulas())
def test_a_formula_rests_on_what_its_arguments_name(name: str) -> None:
    """Each argument that is a formula counts, though no text calls it."""
    asked = formulas()[name]
    told = _of(f"case.evaluate({name!r})")

    assert f"model.{qualified(asked)}" in told
    assert {
        f"model.{qualified(formulas()[each])}" for each in asked.arguments if each in formulas()
    } <= told


@pytest.mark.parametrize(
    "cell",
    [
        "case.evaluate('fee_revenue')",
        "case.evaluate('fees.fee_revenue')",
        "case.evaluate(lambda fee_revenue: fee_revenue)",
        "case.let(orders='fee_revenue')",
        "case.evaluate(f'fee_{what}')",
        "case.evaluate('_'.join(words))",
        "import h200analysis.model.fees as f\nf.fee_revenue",
        "from h200analysis.model.fees import fee_revenue as f\nf",
        "from h200analysis.model.fees import *\nfee_revenue",
        "from h200analysis.model import fees\ngetattr(fees, name)",
        "from h200analysis import model\nmodel.fees.__dict__",
        "import h200analysis\nh200analysis.model.fees.fee_revenue",
        "%%say\nThe fee is {fee_revenue}.",
    ],
)
def test_a_formula_is_found_however_it_is_named(cell: str) -> None:
    """By text, argument, import, module or in pieces: the formula counts."""
    assert "model.fees.fee_revenue" in _of(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "%run other.ipynb",
        "import helper",
        "eval(text)",
        "import importlib",
        "from sys import modules",
        "gap = %time case",
        "%%time\n1",
        "get_ipython().run_cell(text)",
    ],
)
def test_everything_counts_where_a_notebook_may_reach_everything(cell: str) -> None:
    """What cannot be told from the text of a cell rests on the whole package."""
    assert _everything() <= _of(cell)


def test_our_own_magics_do_nothing_else() -> None:
    """Prose and passages rest on no more than the press."""
    assert _of("%%say\nWords.", "%passage belief") == _of("1")


def test_values_and_passages_may_name_formulas() -> None:
    """A text that is given beside the cells counts by the formulas that it names."""
    told = used(new_notebook(), texts=["{'orders_chips': 'servable_chips'}"])

    assert "model.market.servable_chips" in told


def test_published_figures_count_where_they_are_computed() -> None:
    """A formula that only a record of a published figure names counts for who computes it."""
    records = [("published.kept", '{"formula": "net_revenue"}')]

    assert "model.fees.net_revenue" not in used(NOTEBOOKS["claim_audit"], records=records)
    reader = "from h200analysis.inquiry import published\npublished.reproductions"
    notebook = new_notebook(cells=[new_code_cell(reader)])
    assert "model.fees.net_revenue" in used(notebook, records=records)
    assert "model.fees.net_revenue" in used(
        NOTEBOOKS["claim_audit"], records=[("scenarios.one", records[0][1])]
    )


def test_only_known_records_name_formulas() -> None:
    """No record of the evidence names a formula, but those of published figures."""
    ledger = evidence.read(str(evidence.latest_day()))
    named = {
        name.partition(".")[0]
        for name, text in ledger.texts()
        if {*re.findall(r"\w+", text)} & formulas().keys()
    }

    assert named <= dynamic.READ_BY.keys()


REFLECTIVE = dynamic.REFLECTION - {"inspect", "subprocess", "sys"} | {
    "__subclasses__", "entry_points", "attach_stub", "iter_modules", "walk_packages",
}  # fmt: skip
KNOWN = {
    "deferred": {"import_module"},  # of libraries alone
    "evidence.answers": {"import_module"},  # to ask again what an edition was answered
    "futures.untouched": {"vars"},  # only to look whether all is as it was imported
    "cases.formulas": {"importlib", "import_module", "pkgutil", "iter_modules", "vars"},
    "cases.own": {"importlib"},  # of the project's formulas, which the graph has as modules
    "exhibits.__init__": {"attach_stub"},  # read from the stub
    "exhibits.magics": {"get_ipython"},
    "exhibits.notebook": {"get_ipython"},
    "kernels.birth": {"importlib"},
    "exhibits.typesetting": {"compile"},  # by Typst
    "kernels.preloading": {"get_ipython", "import_module", "pkgutil", "walk_packages"},
    "model.formula": {"vars"},  # of a function
    "press.annotations": {"compile", "eval"},  # of a vocabulary of its own
    "press.gate.__init__": {"attach_stub"},
    "press.gate.text": {"vars"},  # of a record
}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_lookups_that_no_text_tells_are_known(path: Path) -> None:
    """Whoever asks for a module or a name while it runs is listed here, and met in `dynamic`."""
    name = ".".join(path.relative_to(keys.PACKAGE).with_suffix("").parts)
    if not name.startswith(("cli", "delivery")):  # which have no part in an edition
        found = set(_asked_for(ast.parse(path.read_bytes()))) & REFLECTIVE
        assert found == KNOWN.get(name, set())


def _asked_for(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) != "re":
            yield node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_no_global_name_is_overlooked(path: Path) -> None:
    """Whatever Python's own compiler looks up among the globals of a module is mentioned."""
    read = modules.read(path, "h200analysis.one")
    compiled = compile(path.read_bytes(), str(path), "exec")
    for code in (each for each in compiled.co_consts if isinstance(each, CodeType)):
        if code.co_name in read.definitions:
            found = read.definitions[code.co_name].mentions.names
            assert set(_globals(code)) <= {name.partition(".")[0] for name in found}


def _globals(code: CodeType) -> Iterator[str]:
    """Yield the names of the module that a function reads, or one inside it does."""
    for step in dis.get_instructions(code):
        if step.opname in {"LOAD_GLOBAL", "LOAD_NAME"} and step.argval not in _OF_A_CLASS:
            yield step.argval
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _globals(inner)


_OF_A_CLASS = {"__name__", "__annotations__"}


def test_what_is_executed_by_importing_is_known() -> None:
    """Only formulas are registered when the package is imported; all else there gives a value."""
    ran = subprocess.run(
        [sys.executable, "-c", IMPORTING], capture_output=True, text=True, check=True, cwd=ROOT
    )

    found = {name for name in ran.stdout.split() if not name.startswith(ON_IMPORT)}
    assert set() == found - VALUES
    assert "model.formula.formula" in ran.stdout.split()


ON_IMPORT = ("cli.", "model.formula.", "model.domains.", "model.arithmetic.")
VALUES = {
    "cases.formulas.qualified",
    *("evidence.answers.Question", "evidence.answers.answer", "evidence.answers.unnoted"),
    "deferred._Deferred",
    "evidence.schemas.RECORDS",
    "exhibits.figure_labels._STATES",
    "exhibits.marks.day",
    *("futures.forward.JOINT", "futures.forward._LANDINGS"),
    *("futures.forward._AT", "futures.forward._WITH"),
    *("futures.untouched._ROOMS", "futures.untouched._code", "futures.untouched._found"),
    *("futures.untouched._of_class", "futures.untouched.remember"),
    "inquiry.forecasts.MONTH_ENDS",
    "inquiry.scores._check_happened",
    "inquiry.scores.brier",
    "kernels.zygotes._Held",  # and what a fork of the press forgets; the kernels count as a whole
    "model.gates.PASSING",
    "press.blame._LIBRARIES",
    "press.charts.MIMETYPES",
    "press.removal._TAGS",
    "press.timing.timed",
}
IMPORTING = """
import importlib, pkgutil, h200analysis
from tests.press import executed
executed.begin()
for found in pkgutil.walk_packages(h200analysis.__path__, "h200analysis."):
    if not found.name.startswith(("h200analysis.cli", "h200analysis.delivery")):
        importlib.import_module(found.name)
print(*sorted(executed.end()))
"""


def test_a_file_that_is_no_python_counts_for_everybody(copy: Copy) -> None:
    """A module that is being written, and cannot be read, is told by its name."""
    told = copy.change("press/days.py", "def as_local(", "def as_local(def ")

    assert EVERY == told.keys()
    assert all("press.days" in names for names in told.values())


@pytest.mark.parametrize(
    "name",
    [
        *dynamic.MAKING,
        *dynamic.LABELS,
        *dynamic.READ_BY.values(),
        dynamic.FORMULA,
        dynamic.EVERY_FORMULA,
        dynamic.CHOICES,
        dynamic.EVERY_TOOL,
    ],
)
def test_what_is_written_by_hand_is_there(name: str) -> None:
    """Each definition that `dynamic` speaks of exists under that name."""
    assert name in _everything()


def test_choices_are_told_without_their_formulas(copy: Copy) -> None:
    """Which choices formulas ask for counts for every case, and what the formulas say does not."""
    told = copy.change(
        "model/fulfilment.py", "foundry_condition: FoundryCondition", "foundry: FoundryCondition"
    )

    assert EVERY == told.keys()
    assert ["model.(choices)"] == told["claim_audit"]


def test_a_module_may_bind_names_in_any_way(tmp_path: Path) -> None:
    """A name set by a loop, in a branch, in an expression or by several targets is found."""
    path = tmp_path / "one.py"
    path.write_text(
        "a, b = 1, 2\nc = (d := 3)\nfor e in []:\n    f = e\ntry:\n    import g\n"
        "except ImportError:\n    g = None\nif a:\n    def h(): ...\nx.y = 1\n"
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from z import i\n"
    )
    read = modules.read(path, "h200analysis.one")

    assert set("abcdefgh") == read.definitions.keys()
    assert {"g", "TYPE_CHECKING"} == {each.name for each in read.imports}
    assert "x.y" in read.effects.text


@given(path=st.sampled_from(SOURCES), data=st.data())
def test_layout_does_not_count(
    tmp_path_factory: pytest.TempPathFactory, path: Path, data: st.DataObject
) -> None:
    """A module that is laid out anew, with other comments and lines between, reads the same."""
    lines = data.draw(st.lists(st.sampled_from(["", "# a word", "    # another"]), min_size=1))
    again = tmp_path_factory.mktemp("layout") / path.name
    if (stub := path.with_suffix(".pyi")).exists():
        shutil.copy(stub, again.parent)
    parts = [ast.unparse(statement) for statement in ast.parse(path.read_bytes()).body]
    filled = [[part, *data.draw(st.permutations(lines))] for part in parts]
    again.write_text("\n".join(line for part in filled for line in part), "utf-8")

    assert modules.read(path, "h200analysis.one") == modules.read(again, "h200analysis.one")


def test_what_differs_is_told() -> None:
    """Names whose hashes differ, that came or that went, in order."""
    assert ["a", "c", "d"] == changed(
        {"a": "1", "b": "2", "c": "3"}, {"a": "0", "b": "2", "d": "4"}
    )


def _formulas() -> set[str]:
    return {qualified(each) for each in formulas().values()}
