"""`h200 verify`, `sign`, `withdraw` and `keep`, as they are typed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from h200analysis.cli import main
from h200analysis.inquiry import register
from h200analysis.press import removals
from tests.conftest import ROOT
from tests.delivery.trust.certificates import PASSPHRASE, Authority
from tests.delivery.trust.conftest import ADDRESS
from tests.delivery.trust.test_keeping import stand


def _run(*words: str | Path, **environment: str) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], env=environment)


def test_verify_tells_a_line_a_check_and_the_verdict_by_its_code(folder: Path, out: Path) -> None:
    """0 sound, 1 it differs, 2 it cannot be told; the same in JSON."""
    sound = _run("verify", folder)
    (folder / "figures.csv").write_text("a,b")
    differs = _run("verify", folder, "--format", "json")
    unknown = _run("verify", out / "none")

    assert 0 == sound.exit_code, sound.output
    assert all(line.startswith(("sound", "noted")) for line in sound.stdout.splitlines())
    told = json.loads(differs.stdout)
    assert (1, "differs") == (differs.exit_code, told["verdict"])
    changed = {"state": "differs", "told": "figures.csv was changed after it was made."}
    assert changed in told["checks"]
    assert 2 == unknown.exit_code
    assert "there is no such file or folder" in unknown.stderr


def test_a_pdf_is_verified_without_a_kernel_or_a_signature_s_library(folder: Path) -> None:
    """A reader's check loads neither Jupyter, papermill, Altair nor pyHanko."""
    program = (
        "import sys\nfrom h200analysis.cli import main\n"
        "try:\n    main()\nexcept SystemExit as ended:\n"
        "    names = {'jupyter_client', 'papermill', 'altair', 'pyhanko', 'scipy'}\n"
        "    print(ended.code, sorted(names & sys.modules.keys()))\n"
    )
    command = [sys.executable, "-c", program, "verify", str(folder / "briefing.pdf")]

    ran = subprocess.run(command, capture_output=True, text=True, check=True)

    assert ran.stdout.splitlines()[-1] == "0 []"


def test_a_signed_copy_is_written_beside_the_archive(
    folder: Path, out: Path, authority: Authority, tmp_path: Path
) -> None:
    """Signed by its address, verified by whoever trusts the authority; the edition is untouched."""
    copy, trust = tmp_path / "signed.pdf", authority.pem(tmp_path)
    asked = ("--with", authority.pkcs12(tmp_path), "--out", out)

    signed = _run("sign", ADDRESS, *asked, "--to", copy, H200_SIGNATURE_PASSPHRASE=PASSPHRASE)
    verified = _run("verify", copy, "--trust", trust, "--out", out)

    assert 0 == signed.exit_code, signed.output
    assert str(copy) == signed.stdout.strip()
    assert 0 == verified.exit_code, verified.output
    assert f"It is the PDF of {ADDRESS} in the archive, with a signature added." in verified.stdout
    assert 0 == _run("verify", folder).exit_code
    assert 1 == _run("verify", folder / "briefing.pdf", "--trust", trust).exit_code


def test_nothing_is_written_into_an_edition(
    folder: Path, out: Path, authority: Authority, tmp_path: Path
) -> None:
    """A signed copy among its files would make it differ from its manifest."""
    refused = _run(
        "sign", ADDRESS, "--with", authority.pkcs12(tmp_path), "--out", out,
        "--to", folder / "signed.pdf", H200_SIGNATURE_PASSPHRASE=PASSPHRASE,
    )  # fmt: skip

    assert 2 == refused.exit_code
    assert "name another folder" in refused.stderr
    assert not (folder / "signed.pdf").exists()


def test_a_wrong_passphrase_is_not_printed(out: Path, authority: Authority, tmp_path: Path) -> None:
    """The sentence says what to look at, and keeps the secret."""
    refused = _run(
        "sign", ADDRESS, "--with", authority.pkcs12(tmp_path), "--out", out,
        "--passphrase-env", "MINE", MINE="hush, a secret",
    )  # fmt: skip

    assert 2 == refused.exit_code
    assert "the right passphrase" in refused.stderr
    assert "hush" not in refused.output


def test_an_edition_is_withdrawn_once(out: Path) -> None:
    """The second time, and for what never was, the command says so."""
    words = ("withdraw", ADDRESS, "--why", "It counted chips twice.", "--out", out)

    done, again = _run(*words), _run(*words)

    assert 0 == done.exit_code, done.output
    assert f"{ADDRESS} is withdrawn as of " in done.stdout
    assert "it was sent to nobody from here" in done.stdout
    assert 2 == again.exit_code
    assert "was withdrawn already" in again.stderr
    assert "It was withdrawn on" in _run("verify", out / ADDRESS).stdout


def test_keep_shows_first_and_deletes_then(tmp_path: Path) -> None:
    """A dry run changes nothing; what goes is told with its size, and leaves a line."""
    for number in (1, 2, 3):
        stand(tmp_path, f"2026-01-15/gap/{number}")
    rules = tmp_path / "keep.toml"
    rules.write_text("last = 2")
    words = ("keep", "--rules", rules, "--out", tmp_path)

    shown = _run(*words, "--dry-run")
    assert 0 == shown.exit_code, shown.output
    assert "1 edition, 0.0 MB, to be deleted" in shown.stdout
    assert (tmp_path / "2026-01-15/gap/1").is_dir()
    done = _run(*words)

    assert shown.stdout.splitlines()[0] == done.stdout.splitlines()[0]
    assert not (tmp_path / "2026-01-15/gap/1").exists()
    assert "no rule keeps it (the last 2)" == removals.removed(tmp_path)["2026-01-15/gap/1"].why
    assert "0 editions, 0.0 MB, deleted" in _run(*words).stdout


def test_a_changed_odds_file_is_caught(data_folder: Path) -> None:
    """One digit of one locked forecast, and the line is named; git alone knows of the last ones."""
    path = data_folder / register.NAME
    kept = _run("verify", ROOT / "data")
    copied = _run("verify", data_folder)
    path.write_bytes(path.read_bytes().replace(b"0.", b"1.", 1))
    changed = _run("verify", data_folder)

    assert 0 == kept.exit_code, kept.output
    assert "It begins with all that is committed." in kept.stdout
    assert (2, 1) == (copied.exit_code, changed.exit_code)
    assert "under no version control here" in copied.stdout
    assert "forecasts.jsonl, line 1: found" in changed.stdout


@pytest.mark.parametrize("command", ["verify", "sign", "withdraw", "keep"])
def test_help_teaches_by_example(command: str) -> None:
    """Each command shows a line that can be copied."""
    taught, _, _ = _run(command, "--help").stdout.partition("Options:")

    assert f"\n  h200 {command} " in taught
