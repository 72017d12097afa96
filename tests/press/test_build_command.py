"""`h200 build` when something is wrong: told in a sentence, and the other briefings go on."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner, Result

from h200analysis import project
from h200analysis.cli import main
from tests.conftest import ROOT

ENTRY = 'title = "T"\nquestion = "Q"\nreader = "R"\nnotebook = "notebooks/{}.ipynb"\n'


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of three briefings: one cut short, one whose kernel dies, and a sound one."""
    root = tmp_path / "checkout"
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    sound = root / "notebooks" / "supply_gap.ipynb"
    (root / "notebooks" / "cut.ipynb").write_bytes(sound.read_bytes()[:400])
    dying = nbformat.read(sound, as_version=4)
    dying.cells[2]["source"] = "import os; os._exit(1)"
    nbformat.write(dying, root / "notebooks" / "dying.ipynb")
    names = ("cut", "dying", "supply_gap")
    (root / "reports").mkdir()
    (root / "reports" / "briefings.toml").write_text(
        "".join(f"[{name}]\n{ENTRY.format(name)}" for name in names), encoding="utf-8"
    )
    monkeypatch.setenv(project.ROOT, str(root))
    return root


def _build(*words: str) -> Result:
    return CliRunner().invoke(main, ["build", *words])


def _told(result: Result) -> list[str]:
    return [line for line in result.stderr.splitlines() if line.startswith("h200:")]


def test_unsound_briefings_do_not_keep_the_others_from_being_built(
    checkout: Path, tmp_path: Path
) -> None:
    """Each unsound one is told in a sentence, the sound one is built, and the exit code is 1."""
    result = _build("--as-of", "2026-01-15", "--out", str(tmp_path / "out"))

    cut, dying = _told(result)
    assert 1 == result.exit_code, result.output
    assert "cut.ipynb: this is no sound notebook" in cut
    assert "dying: cell 3 ended the kernel with exit code 1." in dying
    assert ["supply_gap"] == [path.name for path in (tmp_path / "out" / "2026-01-15").iterdir()]


def test_a_named_briefing_must_be_sound(checkout: Path, tmp_path: Path) -> None:
    """A mistake in what was asked for by name is told before anything is built."""
    result = _build("supply_gap", "cut", "--out", str(tmp_path / "out"))

    assert 2 == result.exit_code
    assert 1 == len(result.stderr.splitlines())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("names", [("cut",), ("cut", "supply_gap")])
def test_every_reason_is_told_with_its_day(
    checkout: Path, tmp_path: Path, names: tuple[str, ...]
) -> None:
    """Of several days each has its own reason, whether or not anything can be built at all."""
    days = 'as_of = ["2026-01-15", "0000-00-00"]\n'
    entries = (f"[{name}]\n{ENTRY.format(name)}{days}" for name in names)
    (checkout / "reports" / "briefings.toml").write_text("".join(entries), encoding="utf-8")

    result = _build("--scenario", "centrel", "--out", str(tmp_path / "out"))

    told = _told(result)
    if names == ("cut",):
        assert 1 == len(told)
        assert "cut.ipynb: this is no sound notebook" in told[0]
    else:
        assert 4 == len(told)
        assert told[2].startswith("h200: supply_gap, as of 2026-01-15: There is no scenario")
        assert "'0000-00-00'" in told[3]
    assert 2 == result.exit_code
    assert not (tmp_path / "out").exists()


def test_what_nobody_foresaw_is_told_of_its_briefing(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error of any other kind is told by its kind and first line; its traceback is kept."""

    def strange(*_: object) -> None:
        raise TypeError("no such thing\nand more")

    monkeypatch.setattr("h200analysis.press.editions.settle", strange)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    result = _build("supply_gap", "--out", str(tmp_path / "out"))

    assert 70 == result.exit_code
    [told] = _told(result)
    assert told.startswith("h200: supply_gap: TypeError: no such thing. This is a fault of")


@pytest.mark.parametrize("inside", ["", "below"])
def test_out_must_be_a_folder_or_become_one(tmp_path: Path, inside: str) -> None:
    """A file in the way of --out is one sentence and exit code 2."""
    (tmp_path / "file").write_text("kept", encoding="utf-8")

    result = _build("supply_gap", "--out", str(tmp_path / "file" / inside))

    assert 2 == result.exit_code
    assert 1 == len(result.stderr.splitlines())
    assert "no folder can be made there" in result.stderr
    assert "kept" == (tmp_path / "file").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.parametrize(
    ("sent", "code", "sentence"),
    [
        (signal.SIGINT, 130, "h200: interrupted; what stood before still stands."),
        (signal.SIGTERM, 143, "h200: ended by SIGTERM; what stood before still stands."),
    ],
)
def test_an_interrupt_ends_the_command_at_once(
    tmp_path: Path, sent: signal.Signals, code: int, sentence: str
) -> None:
    """Ctrl-C and a scheduler's SIGTERM end with their own codes; nothing half-made is left."""
    surroundings = os.environ | {"TMPDIR": str(tmp_path)}
    command = [str(Path(sys.executable).with_name("h200")), "build", "supply_gap"]
    with subprocess.Popen(
        [*command, "--out", str(tmp_path / "out")],
        stderr=subprocess.PIPE,
        text=True,
        env=surroundings,
    ) as building:
        assert building.stderr is not None
        while building.stderr.read(1) not in {"…", ""}:
            pass
        building.send_signal(sent)
        told = building.stderr.read()

    assert code == building.returncode
    assert sentence in told
    assert "Traceback" not in told
    assert [] == [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not list(tmp_path.glob("h200-*"))


def test_check_tries_every_scenario(data_folder: Path) -> None:
    """A scenario that chooses what no formula takes is told, though no briefing asks for it."""
    (data_folder / "scenarios" / "odd.toml").write_text(
        'title = "Odd"\nreference = "None"\ndescription = "A choice nobody takes."\n'
        'since = 2026-01-15\nrecorded = 2026-01-15\n[choices]\ncolour = "red"\n',
        encoding="utf-8",
    )

    result = CliRunner().invoke(main, ["check"])

    assert 2 == result.exit_code
    assert "'Odd' chooses 'colour'" in result.output
    assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("soon", "--recorded is 'soon'; expected a day such as '2026-01-15'"),
        ("2020-01-01", "was not yet in the ledger: it was recorded on 2026-11-23"),
    ],
)
def test_a_ledger_of_no_day_is_refused(tmp_path: Path, day: str, said: str) -> None:
    """A day that is none, or before the ledger began, is a sentence; the next command reads all."""
    result = _build("supply_gap", "--recorded", day, "--out", str(tmp_path))

    assert 2 == result.exit_code
    assert said in result.output
    assert "H200_RECORDED" not in os.environ


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-p", "x"], "-p 'x'; expected NAME=VALUE, such as -p fee_rate=0.15."),
        (["--limit", "x"], "--limit 'x'; expected NAME=VALUE, such as --limit cell_seconds=60."),
        (["--limit", "a=1", "--limit", "a=2"], "--limit a is given twice; give it once."),
    ],
)
def test_an_option_without_a_value_is_told_by_its_name(
    tmp_path: Path, words: list[str], told: str
) -> None:
    """The sentence names the option that was given, and an example of it."""
    result = _build("supply_gap", *words, "--out", str(tmp_path / "out"))

    assert 2 == result.exit_code
    assert told in result.output
