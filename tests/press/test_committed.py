"""The register may be longer than what is committed of it, and is otherwise the same."""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from h200analysis import project
from h200analysis.cli import main
from h200analysis.inquiry import register
from h200analysis.press import committed
from tests.conftest import ROOT, needed


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The register of a checkout of its own, committed."""
    path = tmp_path / "data" / register.NAME
    path.parent.mkdir()
    path.write_bytes((ROOT / "data" / register.NAME).read_bytes())
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "briefings.toml").touch()
    git = [needed("git"), "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b.example"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "Lock"]):
        subprocess.run([*git, *words], check=True)
    monkeypatch.setenv(project.ROOT, str(tmp_path))
    return path


def test_a_register_may_only_grow(kept: Path) -> None:
    """A line more is sound; one less, another or none is not, though each by itself may be."""
    whole = kept.read_bytes()
    assert committed.is_kept(kept) is True

    kept.write_bytes(whole + b"{}\n")
    assert committed.is_kept(kept) is True
    last = len(whole.splitlines(keepends=True)[-1])
    kept.write_bytes(whole[:-last])
    assert register.read(kept)
    assert committed.is_kept(kept) is False
    kept.unlink()
    assert committed.is_kept(kept) is False


def test_what_is_not_committed_cannot_be_told(kept: Path, tmp_path: Path) -> None:
    """Another file of the checkout, or a register that lies elsewhere."""
    (kept.parent / "other.jsonl").write_text("{}\n")

    assert committed.is_kept(kept.parent / "other.jsonl") is None
    assert committed.is_kept(tmp_path.parent / "forecasts.jsonl") is None


def test_check_tells_of_forecasts_taken_out(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chain that is sound up to its end does not show that its end was cut off; git does."""
    monkeypatch.setenv("H200_REGISTER", str(kept))
    lines = kept.read_bytes().splitlines(keepends=True)
    kept.write_bytes(b"".join(lines[:-1]))

    result = CliRunner().invoke(main, ["check"])

    assert 2 == result.exit_code
    assert "does not begin with the forecasts that are committed" in result.output
