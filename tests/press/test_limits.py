"""A cell that takes, holds or prints too much ends its own edition, and is named with the limit."""

from pathlib import Path

import pytest

from h200analysis import project
from h200analysis.press import catalogue, client, document, editions
from h200analysis.press.catalogue import CatalogueError
from h200analysis.press.limits import Limits
from h200analysis.press.parameters import ParameterError
from h200analysis.press.run import RunError, UnseenError, run
from tests.press.test_run import notebook_of

ENDLESS = "while True: pass"
STUBBORN = """
while True:
    try:
        while True: pass
    except KeyboardInterrupt:
        pass
"""
PRINTS = "while True: print('x' * 10_000)"


@pytest.mark.parametrize(
    ("code", "limits", "told"),
    [
        (ENDLESS, {"cell_seconds": 1}, "took longer than 1 s, the limit of a cell (cell_seconds)."),
        (STUBBORN, {"cell_seconds": 1}, "took longer than 1 s, the limit of a cell"),
        (
            ENDLESS,
            {"edition_seconds": 4},
            "took the edition beyond 4 s, the limit of all cells together (edition_seconds).",
        ),
        (PRINTS, {"output_mb": 1}, "printed more than 1 MB, the limit (output_mb)."),
        ("x = bytearray(2 * 2**30)", {"memory_mb": 1024}, "failed: MemoryError: "),
    ],
)
def test_a_cell_beyond_a_limit_is_named(
    tmp_path: Path, code: str, limits: dict[str, float], told: str
) -> None:
    """The sentence names the cell and the limit; the kernel is gone."""
    with pytest.raises(RunError) as failed:
        run(notebook_of(tmp_path, "x = 1", code), {"seed": 8}, limits=Limits(**limits))

    assert str(failed.value).startswith(f"it: cell 4 {told}")


_SLOW = """
import time
kernel = get_ipython().kernel
at_once = kernel._publish_status

def slow(status, *args, **kwargs):
    if status == "idle":
        time.sleep({seconds})
        kernel._publish_status = at_once
    at_once(status, *args, **kwargs)

kernel._publish_status = slow
print("shown")
"""


def test_what_a_cell_shows_may_take_its_time(tmp_path: Path) -> None:
    """Longer than nbclient allows for, as where a library holds every thread of the press."""
    ran = run(notebook_of(tmp_path, _SLOW.format(seconds=6)), {"seed": 8})

    assert "shown\n" == ran.notebook.cells[-1].outputs[0]["text"]


def test_what_never_arrives_is_told_and_may_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no matter of the limits that a notebook has."""
    monkeypatch.setattr(client, "_ARRIVING", 1)
    with pytest.raises(UnseenError) as failed:
        run(notebook_of(tmp_path, _SLOW.format(seconds=3)), {"seed": 8})

    told = "it: cell 3 has ended, and what it shows did not arrive within 1 s."
    assert told == str(failed.value)
    assert failed.value.may_pass


def test_what_stays_within_its_limits_is_left_alone(tmp_path: Path) -> None:
    """Many cells may print as much together as one may not."""
    codes = ["print('x' * 600_000)"] * 3

    executed = run(notebook_of(tmp_path, *codes), {"seed": 8}, limits=Limits(output_mb=1)).notebook

    printed = [o["text"] for c in executed.cells for o in c.get("outputs", [])]
    assert 1_800_003 == sum(map(len, printed))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"cell_seconds": "0"}, "--limit cell_seconds=0: Input should be greater than 0"),
        ({"memory_mb": "64"}, "--limit memory_mb=64: Input should be greater than or equal to 256"),
        ({"cell_second": "9"}, "Extra inputs are not permitted; the limits are cell_seconds, "),
        ({"output_mb": "much"}, "--limit output_mb=much: Input should be a valid number"),
        ({"output_mb": "nan"}, "--limit output_mb=nan: Input should be "),
    ],
)
def test_a_limit_that_is_none_is_refused(given: dict[str, str], told: str) -> None:
    """A name or value of the command line that cannot be is a sentence with all the names."""
    with pytest.raises(ParameterError) as refused:
        Limits().changed(given)

    assert told in str(refused.value)


def test_the_command_line_comes_before_the_catalogue(tmp_path: Path) -> None:
    """What is not said on the command line is as the catalogue has it, and else as we have it."""
    (tmp_path / "reports").mkdir()
    root = project.root()
    text = (root / "reports" / "briefings.toml").read_text(encoding="utf-8")
    limits = "[fee.limits]\ncell_seconds = 60\noutput_mb = 1\n"
    (tmp_path / "reports" / "briefings.toml").write_text(text + limits, encoding="utf-8")
    (tmp_path / "notebooks").symlink_to(root / "notebooks")

    job = editions.job(catalogue.read(tmp_path), "fee", {}, limits={"output_mb": "2"})

    assert Limits(cell_seconds=60, output_mb=2) == job.limits
    assert job.key == editions.job(catalogue.read(tmp_path), "fee", {}).key


def test_a_catalogue_with_an_unsound_limit_is_refused(tmp_path: Path) -> None:
    """The sentence names file, briefing and limit."""
    (tmp_path / "reports").mkdir()
    entry = 'title="T"\nquestion="Q"\nreader="R"\nnotebook="x"\n[it.limits]\nmemory_mb=1\n'
    (tmp_path / "reports" / "briefings.toml").write_text(f"[it]\n{entry}", encoding="utf-8")

    with pytest.raises(CatalogueError, match=r"briefings.toml: it.limits.memory_mb: Input should"):
        catalogue.read(tmp_path)


def test_a_cell_that_prints_a_book_is_told(tmp_path: Path) -> None:
    """More lines than anybody reads are a fault of the cell, not of the typesetter."""
    executed = run(notebook_of(tmp_path, "for n in range(2_000): print(n)"), {"seed": 8}).notebook

    faults = document.read(executed, "it").faults
    assert any(
        "cell 3: it prints more than a reader reads, " in told and "lines left out" in told
        for told in faults
    )
