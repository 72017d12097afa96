"""The rooms of the house: data flows left to right, and each room keeps its own tools."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "h200analysis"
FLOW = ("chance", "cases", "futures", "inquiry", "exhibits", "press", "delivery")
LEFT_OF: dict[str, set[str]] = {"evidence": set(), "model": set(), "kernels": set()} | {
    room: {"evidence", "model", *FLOW[:place]} for place, room in enumerate(FLOW)
}
LEFT_OF["press"].add("kernels")  # which know no room, and are asked by the press alone
ONLY_IN = {
    "altair": {"exhibits"},
    "papermill": {"press"},
    "nbconvert": {"press"},
    "typst": {"exhibits", "press"},
    "tomllib": {"project.py", "evidence", "press", "delivery"},  # catalogue, recipients
    "tomlkit": {"evidence"},
    "scipy": {"chance", "cases", "inquiry"},
    "rich": {"cli", "exhibits"},
}
CLOCKS = {"cli/adding.py", "press/clock.py", "delivery/clock.py"}
FILES = sorted(PACKAGE.rglob("*.py"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_imports_only_from_its_left(path: Path) -> None:
    """Evidence and model import no room of ours; every other room only rooms to its left."""
    room = _room(path)
    if room not in LEFT_OF:
        return
    ours = {name.split(".")[1] for name in _imports(path) if name.startswith("h200analysis.")}

    assert ours - {room, "errors", "project", "counting"} <= LEFT_OF[room]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_tool_stays_in_its_room(path: Path) -> None:
    """Charts are drawn in exhibits alone, notebooks run in the press alone."""
    for name in _imports(path):
        allowed = ONLY_IN.get(name.split(".")[0], {_room(path)})
        assert _room(path) in allowed, f"{name} in {_room(path)}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "model").glob("*.py")), ids=lambda p: p.name)
def test_the_model_needs_the_standard_library_alone(path: Path) -> None:
    """A formula loads no third-party package."""
    others = {n.split(".")[0] for n in _imports(path)} - sys.stdlib_module_names

    assert others <= {"h200analysis"}


def test_the_rooms_are_those_of_the_house() -> None:
    """Every folder of the package is a room that this test knows, so none escapes the rule."""
    assert {p.name for p in PACKAGE.iterdir() if p.is_dir()} - {"__pycache__"} == {"cli", *LEFT_OF}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_result_reads_the_clock(path: Path) -> None:
    """Today is a parameter: asked only to stamp what comes in, and to date what is made."""
    source = path.read_text(encoding="utf-8")
    calls = sum(source.count(call) for call in ("today()", ".now(", "time.time(", "utcnow("))

    assert (path.relative_to(PACKAGE).as_posix() in CLOCKS) == calls


COUNTING = [path for path in FILES if _room(path) not in {"press", "delivery", "kernels", "cli"}]


@pytest.mark.parametrize("path", COUNTING, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_floats_are_summed_alike_on_every_python(path: Path) -> None:
    """The built-in `sum` corrects rounding since Python 3.12; it counts here and does no more."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "sum":
            assert _is_counted(call.args[0]), f"line {call.lineno}: use math.fsum, or sum_of"


def _is_counted(summed: ast.expr) -> bool:
    """Whether what is summed are answers yes or no, or whole numbers by their names."""
    if isinstance(summed, ast.GeneratorExp):
        each = ast.unparse(summed.elt)
        wholes = ("len(", ".is_", ".fits", ".count", "is not", "any(", "all(")
        return isinstance(summed.elt, ast.Compare | ast.Constant | ast.BoolOp) or any(
            word in each for word in wholes
        )
    return "whole" in ast.unparse(summed)
