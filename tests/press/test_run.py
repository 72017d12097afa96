"""Running a notebook: in a kernel that shares nothing, and with every failure in a sentence."""

import logging
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_core.utils import ensure_event_loop

from h200analysis import evidence
from h200analysis.evidence.caution import UNDER_PRESS
from h200analysis.press import document, kernel
from h200analysis.press.run import RunError, run

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
DYING = "import faulthandler, os; faulthandler.enable(); os.abort()"
OURS = "from h200analysis.errors import H200Error\nraise type('OneOfOurs', (H200Error,), {})"


def notebook_of(folder: Path, *codes: str) -> Path:
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
        (["raise ValueError('Say more.')"], "it: cell 3 failed: ValueError: Say more."),
        ([f"{OURS}('Say more.')"], "it: cell 3 failed: Say more."),
        (["1 +"], "it: cell 3 failed: SyntaxError: invalid syntax"),
        (["import sys; sys.exit(0)"], "it: cell 3 failed: SystemExit: 0"),
        (["import os; os._exit(3)"], "it: cell 3 ended the kernel with exit code 3."),
        (
            ["import os; os.kill(os.getpid(), 9)"],
            "it: cell 3 ran in a kernel that was killed by signal 9 (SIGKILL).",
        ),
    ],
)
def test_a_failure_names_notebook_and_reason(
    tmp_path: Path, codes: list[str], sentence: str
) -> None:
    """A cell that fails, counted as the analyst sees it, and a kernel that dies."""
    with pytest.raises(RunError) as failed:
        run(notebook_of(tmp_path, *codes), {"seed": 8})

    assert str(failed.value).startswith(sentence)
    assert "\n" not in str(failed.value)


@pytest.mark.parametrize("kind", ["forked", "ordinary"])
def test_what_a_kernel_says_aside_is_in_the_log_alone(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    kind: str,
) -> None:
    """What a dying kernel writes past its notebook does not stray into the terminal."""
    monkeypatch.setenv("H200_KERNEL", kind)
    with caplog.at_level(logging.INFO), pytest.raises(RunError, match=r"SIGABRT"):
        run(notebook_of(tmp_path, DYING), {"seed": 8})

    assert ("", "") == tuple(capfd.readouterr())
    assert "Fatal Python error: Aborted" in caplog.text


def test_a_day_that_lacks_what_is_needed_is_told(tmp_path: Path) -> None:
    """A notebook that asks for what was not yet known says what that is, and since when it is."""
    asked = "from h200analysis import evidence\nevidence.read(as_of).parameter('h20_multiple')"
    since = evidence.read("2026-01-15").parameter("h20_multiple").values[0].since

    with pytest.raises(RunError) as failed:
        run(notebook_of(tmp_path, asked), {"seed": 8, "as_of": "2026-01-01"})

    assert str(failed.value) == (
        f"it cannot be built as of 2026-01-01: h20_multiple is known since {since}."
    )


def test_a_missing_kernel_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Jupyter knows no such kernel, the sentence says what to install."""
    monkeypatch.setattr(kernel, "NAME", "no-such-kernel")

    with pytest.raises(RunError, match="it: there is no Jupyter kernel 'no-such-kernel' here"):
        run(notebook_of(tmp_path), {"seed": 8})


def test_faults_of_an_output_count_cells_as_a_failure_does(tmp_path: Path) -> None:
    """The cell that papermill adds moves no number in what the exporters say."""
    chart = "from IPython.display import display\ndisplay({'image/svg+xml': '<svg/>'}, raw=True)"

    executed = run(notebook_of(tmp_path, "x = 1", chart), {"seed": 8}).notebook

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

    executed = run(notebook_of(tmp_path, "import math\nprint(math.pi)"), {"seed": 8}).notebook

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

    executed = run(notebook_of(folder, asked), {"seed": 8}).notebook

    assert f"{title}\n" == _printed(executed)
    assert title == evidence.read("2026-01-15").scenario("central").title


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("exec('seed = 9')", "'seed': given 8, found 9"),
        ("globals()['seed'] = 9", "'seed': given 8, found 9"),
        ("globals().update(seed=8.0)", "'seed': given 8, found 8.0"),
        ("globals().update(seed=True)", "'seed': given 8, found true"),
        ("%run other.py", "'seed': given 8, found 9"),
        ("%%time\nseed = 9", "'seed': given 8, found 9"),
        ("del globals()['seed']", "'seed': given 8, found NameError: name 'seed' is not defined"),
        ("globals()['seed'] = {1}", "'seed': given 8, found TypeError: Object of type set"),
        ("set_by_hand.clear()", """'set_by_hand': given {"fee_rate": 0.15}, found {};"""),
        ("set_by_hand['fee_rate'] = 0.2", 'found {"fee_rate": 0.2}'),
    ],
)
def test_a_changed_parameter_is_found_in_the_kernel(tmp_path: Path, code: str, told: str) -> None:
    """Whatever way a cell takes to change a parameter, it is named with what it changed."""
    (tmp_path / "other.py").write_text("seed = 9", encoding="utf-8")
    given = {"seed": 8, "set_by_hand": {"fee_rate": 0.15}}

    with pytest.raises(RunError) as failed:
        run(notebook_of(tmp_path, "x = seed", code, "y = 2"), given)

    assert str(failed.value).startswith("it: cell 4 changes the parameter ")
    assert told in str(failed.value)


def test_a_parameter_reaches_the_kernel_as_it_was_given(tmp_path: Path) -> None:
    """Text of any sort, numbers, None and what is nested arrive unchanged."""
    given = {
        "seed": 8,
        "text": "a 'b' \"c\" \\ \n \t {d} é \u2028 %s",
        "nested": {"a": [1, 2.5, None, True, "x"], "b": {}},
        "large": 10**20,
        "small": 1e-300,
    }

    executed = run(notebook_of(tmp_path, "print(seed)"), given).notebook

    assert "8\n" == _printed(executed)


def test_the_proof_leaves_no_trace(tmp_path: Path) -> None:
    """No cell, output or count of the executed notebook tells that the kernel was asked."""
    executed = run(notebook_of(tmp_path, "x = seed", "", "x"), {"seed": 8}).notebook

    counts = [cell.execution_count for cell in executed.cells if cell.cell_type == "code"]
    assert [1, 2, 3, None, 4] == counts
    assert "8" == executed.cells[-1].outputs[0]["data"]["text/plain"]
    assert 1 == sum(len(cell.get("outputs", [])) for cell in executed.cells)


WATCHED = """
import sys
from pathlib import Path
from h200analysis.press.run import run

changes = []
watched = {"os.putenv", "os.unsetenv", "os.chdir"}
sys.addaudithook(lambda event, given: changes.append((event, given)) if event in watched else None)
run(Path(sys.argv[1]), {"seed": 8})
print(changes)
"""


def test_a_run_changes_nothing_in_this_process(tmp_path: Path) -> None:
    """Neither a variable nor the working folder is set, not even for a moment."""
    path = notebook_of(tmp_path, f"import os\nassert os.environ['{UNDER_PRESS}'] == '1'")

    ran = subprocess.run(
        [sys.executable, "-c", WATCHED, path], capture_output=True, text=True, check=True
    )

    assert "[]\n" == ran.stdout


def test_runs_side_by_side_keep_their_own_evidence_and_folder(tmp_path: Path) -> None:
    """Two threads that start together run where their notebooks stand, on their own data."""
    code = (
        "import os, time\ntime.sleep(1)\n"
        "print(os.path.basename(os.getcwd()), os.path.basename(os.environ['H200_DATA']))"
    )
    names = ("first", "second")
    for name in names:
        (tmp_path / name).mkdir()
    before = Path.cwd(), dict(os.environ)
    together = threading.Barrier(len(names))

    def ran(name: str) -> str:
        notebook = notebook_of(tmp_path / name, code)
        together.wait()
        try:
            return _printed(run(notebook, {"seed": 8}, tmp_path / f"data-of-{name}").notebook)
        finally:
            ensure_event_loop().close()  # Jupyter keeps one a thread, and leaves it open

    with ThreadPoolExecutor() as pool:
        printed = list(pool.map(ran, names))

    assert [f"{name} data-of-{name}\n" for name in names] == printed
    assert before == (Path.cwd(), dict(os.environ))


def test_a_forked_kernel_and_an_ordinary_one_run_a_briefing_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """To the last character of every output, so that the edition has the same bytes."""
    notebook = NOTEBOOKS / "fee.ipynb"
    forked = run(notebook, {"as_of": "2026-01-15"})
    monkeypatch.setenv("H200_KERNEL", "ordinary")

    ordinary = run(notebook, {"as_of": "2026-01-15"})

    assert nbformat.writes(forked.notebook) == nbformat.writes(ordinary.notebook)
    assert forked.used == ordinary.used


def test_a_notebook_runs_in_a_forked_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pandas shows a wide table as it does in an ordinary one, which imports pandas by itself."""
    wide = "print('pandas' in __import__('sys').modules)\nimport pandas\n"
    notebook = notebook_of(tmp_path, f"{wide}print(pandas.DataFrame([range(40)]))")
    forked = _printed(run(notebook, {"seed": 8}).notebook)
    monkeypatch.setenv("H200_KERNEL", "ordinary")
    ordinary = _printed(run(notebook, {"seed": 8}).notebook)

    assert "..." in ordinary
    assert forked == ordinary.replace("False", "True", 1)


def test_a_kernel_reads_the_records_of_its_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last day whose records it reads is handed to it; this process's own is the default."""
    code = "from h200analysis import evidence\nprint(evidence.last_recorded())"
    notebook, last = notebook_of(tmp_path, code), date(2026, 11, 20)

    assert f"{last}\n" == _printed(run(notebook, {"seed": 8}, recorded=last).notebook)
    monkeypatch.setenv("H200_RECORDED", "2026-11-23")
    assert "2026-11-23\n" == _printed(run(notebook, {"seed": 8}).notebook)
    assert f"{date.max}\n" == _printed(run(notebook, {"seed": 8}, recorded=date.max).notebook)


def test_a_users_start_up_variables_do_not_reach_the_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel has the variables of this process but for those that would change what it runs."""
    monkeypatch.setenv("PYTHONSTARTUP", "mine.py")
    monkeypatch.setenv("H200_OF_MINE", "kept")
    code = "import os\nprint(os.environ.get('PYTHONSTARTUP'), os.environ['H200_OF_MINE'])"

    assert "None kept\n" == _printed(run(notebook_of(tmp_path, code), {"seed": 8}).notebook)


def test_an_environment_without_preloaded_kernels_runs_an_ordinary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was set up before they came builds as before, after a pull and nothing else."""
    monkeypatch.delitem(KernelProvisionerFactory.instance().provisioners, "h200-preloaded")

    executed = run(notebook_of(tmp_path, "print(seed)"), {"seed": 8}).notebook

    assert "8\n" == _printed(executed)
