"""`h200 status`: what is current, stale and because of what, failed and why, or missing."""

from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner, Result

from h200analysis import project
from h200analysis.cli import main
from h200analysis.press import attempts
from tests.press.changed import changed

DAY = ["--as-of", "2026-01-15"]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose notebooks and passages a test may change."""
    known = changed(tmp_path, "pass", [])
    monkeypatch.setenv(project.ROOT, str(known.root))
    return known.root


def _run(command: str, out: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [command, *words, *DAY, "--out", str(out)])


def _told(result: Result, briefing: str) -> str:
    assert 0 == result.exit_code, result.output
    [line] = [each for each in result.stdout.splitlines() if each.startswith(f"{briefing},")]
    return line


def test_an_edition_is_missing_then_current_then_stale(checkout: Path, tmp_path: Path) -> None:
    """What has changed since is named; another briefing's state is its own."""
    out = tmp_path / "out"
    assert _told(_run("status", out), "supply_gap").endswith(": missing")
    assert 0 == _run("build", out, "supply_gap").exit_code

    assert _told(_run("status", out), "supply_gap").endswith(": current, edition 1")
    for path in (checkout / "notebooks" / "passages" / "one_for_two").glob("*.md"):
        path.write_text(path.read_text("utf-8") + "\nOne word more.\n", encoding="utf-8")
    after = _run("status", out)

    told = "stale, edition 1: changed since: the passage (one_for_two)"
    assert _told(after, "supply_gap").endswith(told)
    assert _told(after, "fee").endswith(": missing")
    assert "7 missing" in after.stdout


def test_a_failure_is_told_until_it_is_mended(checkout: Path, tmp_path: Path) -> None:
    """The reason stands there with its day, whether or not an edition stands; success ends it."""
    out, path = tmp_path / "out", checkout / "notebooks" / "supply_gap.ipynb"
    sound = path.read_text(encoding="utf-8")
    broken = nbformat.reads(sound, as_version=4)
    broken.cells[2]["source"] = "1 / 0"
    nbformat.write(broken, path)
    assert 1 == _run("build", out, "supply_gap").exit_code

    failed = _told(_run("status", out, "supply_gap"), "supply_gap")
    path.write_text(sound, encoding="utf-8")
    changed_since = _told(_run("status", out, "supply_gap"), "supply_gap")
    assert 0 == _run("build", out, "supply_gap").exit_code

    assert "failed on 20" in failed
    assert failed.endswith("supply_gap: cell 3 failed: ZeroDivisionError: division by zero")
    assert changed_since.endswith("its inputs have changed since")
    assert _told(_run("status", out, "supply_gap"), "supply_gap").endswith(": current, edition 1")
    assert {} == attempts.failed(out)
    assert not list(out.glob(".failed*"))


@pytest.mark.parametrize("text", ["", "[]", '{"a": 7}', '{"a": {"day": "2026-01-15"}}', "\xff"])
def test_notes_that_cannot_be_read_are_none(tmp_path: Path, text: str) -> None:
    """A file that is no note of ours is no traceback, and the next note takes its place."""
    (tmp_path / ".failed.json").write_text(text, encoding="latin-1")
    assert {} == attempts.failed(tmp_path)

    attempts.note(tmp_path, tmp_path / "2026-01-15" / "fee", "key", ValueError("why"))

    assert "why" == attempts.failed(tmp_path)["2026-01-15/fee"].reason


def test_the_plan_is_shown_and_nothing_made(checkout: Path, tmp_path: Path) -> None:
    """`--dry-run` says of each edition what would be made and why; no folder comes of it."""
    shown = _run("build", tmp_path / "out", "--dry-run")

    assert 0 == shown.exit_code, shown.output
    assert 8 == len(shown.stdout.splitlines())
    assert "fee, as of 2026-01-15: is to be made: there is none yet" in shown.stdout
    assert not (tmp_path / "out").exists()
