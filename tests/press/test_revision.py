"""The revision of an edition: version and commit of the sources that a key covers, from git."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from h200analysis import project
from h200analysis.press import catalogue, editions, keys, revision
from tests.conftest import ROOT

HATCHLING = Path(sys.executable).with_name("hatchling")
SOURCE = "src/h200analysis/model.py"


def _git(root: Path, *words: str) -> str:
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", "-C", str(root), *who, *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _commit(root: Path, name: str, text: str) -> str:
    """Write a file, commit it, and return the commit."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    _git(root, "add", "--all")
    _git(root, "commit", "--quiet", "--message", f"Write {name}")
    return _git(root, "rev-parse", "HEAD")


def _now(root: Path) -> revision.Revision:
    sources = keys.software(root / "src" / "h200analysis")
    return revision.of((*sources, root / "notebooks" / "gap.ipynb"), root)


def _by_hatch(root: Path) -> str:
    """Return the version that an install of this checkout would get, without the commit."""
    ran = subprocess.run(
        [HATCHLING, "version"], cwd=root, capture_output=True, text=True, check=True
    )
    return ran.stdout.strip().partition("+")[0]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of two commits with the build settings of this one, and no tag."""
    folder = tmp_path / "checkout"
    (folder / "reports").mkdir(parents=True)
    (folder / "reports" / "briefings.toml").touch()
    monkeypatch.setenv("H200_ROOT", str(folder))
    _git(folder, "init", "--quiet", "--initial-branch=main")
    shutil.copy(ROOT / "pyproject.toml", folder)
    _commit(folder, "requirements.lock", "numpy==2.3.0\n")
    _commit(folder, SOURCE, "rate = 1\n")
    return folder


def test_the_version_is_the_one_that_an_install_gets(root: Path) -> None:
    """Without a tag, at a release, and after it, the page says what hatch-vcs says."""
    found = [(_now(root).version, _by_hatch(root))]
    _git(root, "tag", "v0.2.0")
    found.append((_now(root).version, _by_hatch(root)))
    _commit(root, SOURCE, "rate = 2\n")
    found.append((_now(root).version, _by_hatch(root)))
    _git(root, "tag", "--annotate", "--message", "Fix", "v0.2.1")
    found.append((_now(root).version, _by_hatch(root)))
    _commit(root, SOURCE, "rate = 3\n")
    _git(root, "tag", "editions-2026-01-15")  # a tag of something else
    found.append((_now(root).version, _by_hatch(root)))
    _commit(root, SOURCE, "rate = 4\n")
    found.append((_now(root).version, _by_hatch(root)))

    expected = ["0.2.0.dev2", "0.2.0", "0.3.0.dev1", "0.2.1", "0.3.0.dev1", "0.3.0.dev2"]
    assert [(version, version) for version in expected] == found


def test_a_release_names_the_sources_that_it_left_alone(root: Path) -> None:
    """A release that changed the README only has the sources of before, which take its name."""
    _commit(root, "README.md", "Release 0.2.0\n")
    _git(root, "tag", "v0.2.0")
    _commit(root, "README.md", "After the release\n")

    assert "0.2.0" == _now(root).version


@pytest.mark.parametrize("name", ["README.md", "data/claims/orders.toml", "notebooks/other.ipynb"])
def test_a_commit_to_something_else_leaves_the_revision(root: Path, name: str) -> None:
    """The README, later news and another notebook are no sources of this edition's bytes."""
    before = _now(root)
    _commit(root, name, "text\n")
    (root / name).write_text("uncommitted\n", encoding="utf-8")

    assert before == _now(root)
    assert not before.is_modified


@pytest.mark.parametrize("name", [SOURCE, "requirements.lock", "notebooks/gap.ipynb"])
def test_a_source_that_differs_from_its_commit_is_told(root: Path, name: str) -> None:
    """A change is told until it is committed; the commit is then the one that made it."""
    path = root / name
    path.parent.mkdir(exist_ok=True)
    before = _now(root)
    path.write_text("changed = 1\n", encoding="utf-8")
    changed = _now(root)
    commit = _commit(root, name, "changed = 1\n")

    assert (before.commit, True) == (changed.commit, changed.is_modified)
    assert str(changed).endswith(f"commit {str(before.commit)[:10]} with uncommitted changes")
    assert (commit, False) == (_now(root).commit, _now(root).is_modified)
    assert str(_now(root)).endswith(f"commit {commit[:10]}")


def test_a_new_file_among_the_sources_is_told(root: Path) -> None:
    """A module that git does not know yet is an uncommitted change too."""
    (root / "src" / "h200analysis" / "new.py").write_text("x = 1\n", encoding="utf-8")
    _git(root, "config", "status.showUntrackedFiles", "no")

    assert _now(root).is_modified


def test_a_notebook_outside_the_checkout_has_no_commit(root: Path, tmp_path: Path) -> None:
    """What lies elsewhere cannot be found under the commit, so the page says so."""
    sources = (*keys.software(root / "src" / "h200analysis"), tmp_path / "gap.ipynb")

    assert revision.of(sources, root).is_modified


def test_a_shallow_clone_says_what_it_can(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a single commit of the history, the commit is that one, and nothing fails."""
    _commit(root, "README.md", "text\n")
    shallow = tmp_path / "shallow"
    _git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), str(shallow))
    monkeypatch.setenv("H200_ROOT", str(shallow))

    found = _now(shallow)

    assert (_git(root, "rev-parse", "HEAD"), False) == (found.commit, found.is_modified)


def test_an_exported_tree_says_that_its_commit_is_unknown(root: Path) -> None:
    """Without a history of its own it has the installed version; one around it is not asked."""
    exported = root / "vendored"
    shutil.copytree(root / "src", exported / "src")
    shutil.copy(root / "pyproject.toml", exported)
    _commit(root, "README.md", "The repository around it.\n")

    found = _now(exported)

    assert (None, False) == (found.commit, found.is_modified)
    assert str(found).endswith(", commit unknown")
    assert "0.2.0.dev0" == _by_hatch(exported)


def test_a_machine_without_git_makes_editions_all_the_same(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where git is not installed the commit is unknown."""
    monkeypatch.setenv("PATH", str(tmp_path))

    assert _now(root).commit is None


def test_a_hook_of_another_repository_does_not_mislead(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The variables that git sets for its hooks leave the checkout's own answer as it is."""
    before = _now(root)
    _git(tmp_path, "init", "--quiet", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other" / ".git" / "index"))

    assert before == _now(root)


def test_the_command_tells_the_revision_of_the_checkout() -> None:
    """`h200 --version` asks git, since an editable install records its version only once."""
    package, lock = keys.software()
    h200 = Path(sys.executable).with_name("h200")
    ran = subprocess.run([h200, "--version"], capture_output=True, text=True, check=True)

    assert f"h200, version {revision.of((package, lock), ROOT)}\n" == ran.stdout


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("0.2.0", "0.2.0, commit unknown"),
        ("0.2.0.dev64+g6c8142a7e", "0.2.0.dev64, commit 6c8142a7e"),
        (
            "0.2.0.dev64+g6c8142a7e.d20261128",
            "0.2.0.dev64, commit 6c8142a7e with uncommitted changes",
        ),
    ],
)
def test_a_wheel_says_what_it_was_built_from(
    root: Path, monkeypatch: pytest.MonkeyPatch, version: str, told: str
) -> None:
    """Its own version counts, and not the history of the project that it works on."""
    (root / "src" / "h200analysis" / project.SAMPLE).mkdir()
    monkeypatch.setattr(revision, "version", lambda _: version)

    assert told == str(_now(root))


def test_a_commit_to_the_readme_leaves_an_edition_unmade(root: Path) -> None:
    """Neither key nor revision changes with it; both do with a commit to the package."""
    for name in ("src", "notebooks", "data", "reports"):
        leave = shutil.ignore_patterns("editions", "__pycache__")
        shutil.copytree(ROOT / name, root / name, ignore=leave, dirs_exist_ok=True)
    _commit(root, "README.md", "A text.\n")
    first = _keyed(root)
    _commit(root, "README.md", "Another text.\n")
    second = _keyed(root)
    _commit(root, "src/h200analysis/model/new.py", '"""New."""\n')
    third = _keyed(root)

    assert first == second
    assert first["revision"].startswith("0.2.0.dev3, commit ")
    assert {} == dict(first.items() & third.items())


def _keyed(root: Path) -> dict[str, str]:
    """Return key and revision of an edition, as the package in this checkout gives them."""
    code = (
        "import json\n"
        "from h200analysis.press import catalogue, editions\n"
        "job = editions.job(catalogue.read(), 'supply_gap', {})\n"
        "print(json.dumps({'key': job.key, 'revision': str(job.revision)}))\n"
    )
    surroundings = {**os.environ, "PYTHONPATH": str(root / "src")}
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=surroundings, check=True
    )
    found: dict[str, str] = json.loads(ran.stdout)
    return found


def test_the_key_leaves_the_commit_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two histories of the same sources give an edition the same key."""
    known = catalogue.read()
    before = editions.job(known, "supply_gap", {})
    other = revision.Revision("9.9.9", "f" * 40, is_modified=True)
    monkeypatch.setattr(revision, "of", lambda *_: other)
    after = editions.job(known, "supply_gap", {})

    assert before.revision != after.revision
    assert before.key == after.key
