"""Running a notebook: in a kernel that shares nothing, and with every failure in a sentence."""

import os
from pathlib import Path
from typing import Any

import nbformat
import pytest

from h200analysis import evidence
from h200analysis.exhibits.render import UNDER_PRESS
from h200analysis.press import document
from h200analysis.press import run as running
from h200analysis.press.run import RunError, run


def _notebook(folder: Path, *codes: str) -> Path:
    """Write a notebook: a heading, the parameters, then a cell for each code."""
    tagged = nbformat.v4.new_code_cell("seed: int = 7  # of it", metadata={"tags": ["parameters"]})
    cells = [nbformat.v4.new_markdown_cell("# It"), tagged, *map(nbformat.v4.new_code_cell, codes)]
    path = folder / "it.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def _printed(notebook: Any) -> str:
    return "".join(o["text"] for c in notebook.cells for o in c.get("outputs", []) if "text" in o)


@pytest.mark.parametrize(
    ("codes", "sentence"),
    [
        (["x = 1", "1 / 0"], "it: cell 4 failed: ZeroDivisionError: division by zero"),
        (["raise ValueError('Say more.')"], "it: cell 3 failed: Say more."),
        (["import os; os._exit(1)"], "it: the kernel died while it ran the notebook"),
    ],
)
def test_a_failure_names_notebook_and_reason(
    tmp_path: Path, codes: list[str], sentence: str
) -> None:
    """A cell that fails, counted as the analyst sees it, and a kernel that dies."""
    with pytest.raises(RunError) as failed:
        run(_notebook(tmp_path, *codes), {"seed": 8})

    assert str(failed.value).startswith(sentence)
    assert "\n" not in str(failed.value)


def test_a_missing_kernel_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Jupyter knows no such kernel, the sentence says what to install."""
    monkeypatch.setattr(running, "KERNEL", "no-such-kernel")

    with pytest.raises(RunError, match="it: there is no Jupyter kernel 'no-such-kernel' here"):
        run(_notebook(tmp_path), {"seed": 8})


def test_faults_of_an_output_count_cells_as_a_failure_does(tmp_path: Path) -> None:
    """The cell that papermill adds moves no number in what the exporters say."""
    chart = "from IPython.display import display\ndisplay({'image/svg+xml': '<svg/>'}, raw=True)"

    executed = run(_notebook(tmp_path, "x = 1", chart), {"seed": 8})

    faults = document.read(executed, "it").faults
    assert "cell 4: the picture has no alternative text" in faults
    assert 5 == len(executed.cells)


def test_the_users_start_up_files_change_no_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a user has IPython or Python run at the start is not run for a briefing."""
    folder = tmp_path / "ipython" / "profile_default" / "startup"
    folder.mkdir(parents=True)
    double = "import math\nmath.pi *= 2\n"
    (folder / "00.py").write_text(double, encoding="utf-8")
    (tmp_path / "start.py").write_text(double, encoding="utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "start.py"))

    executed = run(_notebook(tmp_path, "import math\nprint(math.pi)"), {"seed": 8})

    assert "3.141592653589793\n" == _printed(executed)


def test_relative_evidence_is_read_from_where_the_command_was_run(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel runs beside the notebook, and reads the evidence that the command reads."""
    monkeypatch.chdir(data_folder.parent)
    monkeypatch.setenv("H200_DATA", data_folder.name)
    folder = tmp_path / "notebooks"
    folder.mkdir()
    title = "A title that only this copy has"
    path = data_folder / "scenarios" / "central.toml"
    text = path.read_text(encoding="utf-8").replace('title = "Central"', f'title = "{title}"')
    path.write_text(text, encoding="utf-8")
    asked = (
        "from h200analysis import evidence\n"
        "print(evidence.read('2026-01-15').scenario('central').title)"
    )

    executed = run(_notebook(folder, asked), {"seed": 8})

    assert f"{title}\n" == _printed(executed)
    assert title == evidence.read("2026-01-15").scenario("central").title


def test_the_environment_is_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run leaves the variables of this process as they were."""
    monkeypatch.setenv("PYTHONSTARTUP", "mine.py")
    before = dict(os.environ)

    executed = run(
        _notebook(tmp_path, f"import os\nprint(os.environ['{UNDER_PRESS}'])"), {"seed": 8}
    )

    assert "1\n" == _printed(executed)
    assert before == dict(os.environ)
