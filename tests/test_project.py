"""The project is found from the folder one stands in, and brings formulas and units of its own."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from h200analysis import project
from h200analysis.cases.formulas import formulas, registered
from h200analysis.cli import main
from h200analysis.exhibits import passages
from h200analysis.project import ProjectError
from tests.conftest import ROOT

FORMULAS = """
from typing import Annotated
from h200analysis.model.formula import formula
from h200analysis.model.units import Unit
Tonnes = Annotated[float, Unit("tonne")]
"""
TWICE = f"{FORMULAS}\n@formula\ndef twice(stock: Tonnes) -> Tonnes:\n    return stock * 2\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An almost empty project, two folders above the current one; no variable names it."""
    folder = tmp_path / "project"
    for name in ("reports", "notebooks/below"):
        (folder / name).mkdir(parents=True)
    (folder / "reports" / "briefings.toml").touch()
    monkeypatch.delenv(project.ROOT)
    monkeypatch.chdir(folder / "notebooks" / "below")
    return folder


def _run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_the_project_is_the_nearest_upwards(root: Path) -> None:
    """From any folder in it; data and editions lie in it."""
    assert root == project.root()
    assert (root / "data", root / "reports" / "editions") == (project.data(), project.editions())


def test_the_variable_goes_before_the_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What H200_ROOT names is the project, also by a path from here; it must be one."""
    monkeypatch.setenv(project.ROOT, str(ROOT))
    assert project.root() == ROOT
    monkeypatch.setenv(project.ROOT, "../..")
    assert root.samefile(project.root())
    monkeypatch.setenv(project.ROOT, str(root / "notebooks"))
    with pytest.raises(ProjectError, match=r"has no reports/briefings\.toml; name the folder"):
        project.root()


@pytest.mark.parametrize("words", [["--root", str(ROOT), "list"], ["list", "--root", str(ROOT)]])
def test_the_option_goes_before_the_variable(
    root: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before a subcommand or after it, and for this command alone."""
    monkeypatch.setenv(project.ROOT, str(root))

    assert "Supply gap" not in _run("list").stdout
    assert "supply_gap" in _run(*words).stdout
    assert str(root) == os.environ[project.ROOT]


def test_a_kernel_finds_the_passages_wherever_it_was_started(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside its notebook, or in the notebooks of the project that it stands in."""
    monkeypatch.delenv("H200_PASSAGES", raising=False)
    assert root / "notebooks" / "passages" == passages.folder_of()

    monkeypatch.chdir(ROOT / "notebooks")
    assert (ROOT / "notebooks" / "passages").samefile(passages.folder_of())


def test_no_project_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says where was looked, and three ways out."""
    monkeypatch.delenv(project.ROOT)
    monkeypatch.chdir(tmp_path)

    ran = _run("list")

    assert 2 == ran.exit_code
    [told] = ran.stderr.splitlines()
    assert f"neither {tmp_path} nor a folder above it has reports/briefings.toml" in told
    assert "name it by --root or H200_ROOT, or begin one by h200 init" in told


def _settings(root: Path, text: str, formulas: str | None = None) -> None:
    (root / "h200.toml").write_text(text, encoding="utf-8")
    if formulas is not None:
        (root / "own.py").write_text(formulas, encoding="utf-8")


def test_formulas_of_a_project_are_the_library_s_while_it_is_open(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Registered by name, read again once the file changes, and gone in another project."""
    _settings(root, 'formulas = ["own.py"]', TWICE)
    first = registered("twice")
    assert first is not None
    assert "twice" in formulas()
    assert (10, "tonne") == (first(5), first.result)

    _settings(root, 'formulas = ["own.py"]', TWICE.replace("* 2", "* 2.5"))
    again = registered("twice")
    assert again is not None
    assert 12.5 == again(5)

    monkeypatch.setenv(project.ROOT, str(ROOT))
    assert registered("twice") is None


TAKEN = TWICE.replace("def twice", "def supply_gap")
UNSOUND = {
    "a library that is not there": ("import nonsense", "own.py, line 1: ModuleNotFoundError: "),
    "no Python": ("x = 1\ndef f(:\n", "own.py, line 2: SyntaxError: "),
    "a fault in a line": ("x = 1\ny = x / 0\n", "own.py, line 2: ZeroDivisionError: "),
    "no unit": (TWICE.replace(": Tonnes)", ")"), "own.py: The formula twice gives no unit for"),
    "a name of the library": (TAKEN, "own.py: a formula is called supply_gap, as one of market"),
}


@pytest.mark.parametrize(("text", "told"), UNSOUND.values(), ids=UNSOUND)
def test_a_file_of_formulas_that_cannot_be_read_is_a_sentence(
    root: Path, text: str, told: str
) -> None:
    """It names file and line, and no formula of the library is lost."""
    before = set(formulas())
    _settings(root, 'formulas = ["own.py"]', text)

    with pytest.raises(ProjectError) as refused:
        formulas()

    assert str(refused.value).startswith(told)
    _settings(root, "formulas = []")
    assert before == set(formulas())


SETTINGS = {
    "no TOML": ("formulas = ", "h200.toml: "),
    "another name": ('formula = ["own.py"]', "h200.toml: found formula; expected formulas alone."),
    "no list": ('formulas = "own.py"', "h200.toml: formulas is 'own.py'; expected a list"),
    "no file": ('formulas = ["none.py"]', "formulas names 'none.py'; there is no such file."),
    "elsewhere": ('formulas = ["../own.py"]', "expected a Python file inside the project."),
}


@pytest.mark.parametrize(("text", "told"), SETTINGS.values(), ids=SETTINGS)
def test_settings_that_cannot_be_taken_are_a_sentence(root: Path, text: str, told: str) -> None:
    """It names the file, what was found and what was expected."""
    _settings(root, text)

    with pytest.raises(ProjectError) as refused:
        project.formulas()

    assert told in str(refused.value)
