"""The cells in which a notebook's prose stands: `%%say`, and `%passage` for words kept by day."""

from collections.abc import Mapping
from typing import Any

from h200analysis.cases import Case
from h200analysis.exhibits.bundle import Exhibit, ExhibitError
from h200analysis.exhibits.markdown import prose
from h200analysis.exhibits.marks import day
from h200analysis.exhibits.passages import passage


def register(shell: Any) -> None:
    """Give a notebook's kernel its two magics."""
    shell.register_magic_function(_say, "cell", "say")
    shell.register_magic_function(_passage, "line", "passage")


def notebook_names() -> Mapping[str, Any]:
    """Return the names of the running notebook, from which prose takes its figures."""
    from IPython import get_ipython

    shell = get_ipython()
    return shell.user_ns if shell is not None else {}


def case_of(names: Mapping[str, Any]) -> Case:
    """Return the notebook's case, on whose day its words are read."""
    case = names.get("case")
    if not isinstance(case, Case):
        raise ExhibitError(
            "The notebook has no case; write `case = cases.Case(evidence.read(as_of))` above."
        )
    return case


def said(name: str, names: Mapping[str, Any]) -> Exhibit:
    """Return a passage in the wording of the case's day; it says so where newer reports exist."""
    case = case_of(names)
    wording = passage(name, case.ledger.as_of)
    text = wording.text
    if newer := wording.newer(case.ledger):
        text += f"\n\n*Text of {day(wording.since)}; a report of {day(newer)} is not in it.*"
    return prose(text, names)


def _say(line: str, cell: str) -> None:
    """Set the cell as prose: Markdown, `{gap}` for a figure, `[@claim]` for a source."""
    if line.strip():
        raise ExhibitError(f"%%say takes nothing on its line; found {line.strip()!r}.")
    _show(prose(cell.strip(), notebook_names()))


def _passage(line: str) -> None:
    """Show a passage in the wording that holds on the day of the notebook's case."""
    _show(said(line.strip(), notebook_names()))


def _show(exhibit: Exhibit) -> None:
    from IPython.display import display

    display(exhibit)  # type: ignore[no-untyped-call]
