"""h200 publish as it is called: what it tells, and with which exit code it ends."""

from pathlib import Path

from click.testing import CliRunner, Result

from h200analysis.cli import main


def _run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["publish", *map(str, words)])


def test_it_tells_where_the_library_is_and_what_it_did(
    published: tuple[Path, Path], tmp_path: Path
) -> None:
    """One line on stdout: the first page, how many editions, how many files."""
    site = tmp_path / "site"

    first = _run(site, "--out", published[0])
    again = _run(site, "--out", published[0])

    assert (first.exit_code, again.exit_code, first.stderr) == (0, 0, "")
    assert first.stdout.startswith(f"{site / 'index.html'}: 5 editions, ")
    assert again.stdout == f"{site / 'index.html'}: 5 editions, 0 files written, 0 removed\n"


def test_the_catalogue_gives_the_names(published: tuple[Path, Path], tmp_path: Path) -> None:
    """What a briefing is called there, it is called in the library."""
    _run(tmp_path / "site", "--out", published[0])

    assert "<h1>The fee</h1>" in (tmp_path / "site/briefings/fee.html").read_text(encoding="utf-8")


def test_a_mistake_is_a_sentence_and_exit_code_2(
    published: tuple[Path, Path], tmp_path: Path
) -> None:
    """A folder of others is named, and what to do."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")

    ran = _run(tmp_path, "--out", published[0])

    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"h200: {tmp_path}: this folder holds files and is no library")


def test_a_damaged_edition_is_named_and_exit_code_1(
    copied: tuple[Path, Path], tmp_path: Path
) -> None:
    """The others are published, and the operator learns which one to restore."""
    out, _ = copied
    (out / "2026-03-11/fee/1/figures.csv").unlink()

    ran = _run(tmp_path / "new", "--out", out)

    assert ran.exit_code == 1
    assert ran.stderr == (
        f"h200: {out}/2026-03-11/fee/1: left out, since its files are not those of its manifest; "
        "restore it from a backup.\n"
    )
    assert ": 4 editions, " in ran.stdout
