"""Which revision of the software made an edition: version, commit, and what was not committed."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from h200analysis import project

_TAGS = "v[0-9]*"  # as in pyproject.toml
_DESCRIBED = re.compile(r"v(\d+)\.(\d+)\S*-(\d+)-g[0-9a-f]+")
_SHORT = 10  # fixed, since git would print more digits as a repository grows


@dataclass(frozen=True, slots=True)
class Revision:
    """A version, the commit that last changed the sources, and whether they differ from it.

    `commit` is None where there is no git history to ask; `version` is then the installed one.
    """

    version: str
    commit: str | None
    is_modified: bool

    def __str__(self) -> str:
        """Return it as it is printed: "0.2.0.dev64, commit 6c8142a7ee"."""
        if self.commit is None:
            return f"{self.version}, commit unknown"
        changes = " with uncommitted changes" if self.is_modified else ""
        return f"{self.version}, commit {self.commit[:_SHORT]}{changes}"


def of(sources: Sequence[Path], root: Path) -> Revision:
    """Return the revision of some files and folders, as the checkout at `root` has them now.

    The commit is the last that changed one of the sources, not the newest: a commit to the README,
    or to the evidence, which an edition names by its own hash, leaves every edition's bytes alone.
    In a shallow clone it is the oldest commit of the clone at the earliest. An editable install
    records its version once, so the checkout is asked whenever it can be. The first source is the
    package: installed from a wheel, it says itself of which version and commit it is.
    """
    if (sources[0] / project.SAMPLE).is_dir():
        return _of_wheel(version("h200analysis"))
    inside = [str(path.relative_to(root)) for path in sources if path.is_relative_to(root)]
    is_ours = sources[0].is_relative_to(root)
    commit = _git(root, "log", "-1", "--format=%H", "--", *inside) if is_ours else ""
    if not commit:
        return Revision(version("h200analysis"), None, is_modified=False)
    changes = _git(root, "status", "--porcelain", "--untracked-files=normal", "--", *inside)
    is_modified = bool(changes) or len(inside) < len(sources)  # what lies elsewhere has no commit
    return Revision(_version(root, commit), commit, is_modified)


def _of_wheel(told: str) -> Revision:
    """Return the revision in a wheel's version: 0.2.0.dev64+g6c8142a7e, with .d20261128 if changed.

    That of a release names no commit, which its tag does.
    """
    plain, _, local = told.partition("+g")
    commit, _, changed = local.partition(".")
    return Revision(plain, commit or None, is_modified=bool(changed))


def _version(root: Path, commit: str) -> str:
    """Return the first release that has a commit, or else a development version of the next one.

    The rule is that of pyproject.toml, which sets the version of an installed package.
    """
    merged = ("--contains", commit, "--merged", "HEAD", "--sort=creatordate")
    if released := _git(root, "tag", "--list", _TAGS, *merged):
        return released.split()[0].removeprefix("v")
    described = _git(root, "describe", "--tags", "--long", "--match", _TAGS, commit)
    if release := _DESCRIBED.fullmatch(described):
        major, minor, distance = map(int, release.groups())
        return f"{major}.{minor + 1}.0.dev{distance}"
    coming, _, _ = version("h200analysis").partition(".dev")
    return f"{coming}.dev{_git(root, 'rev-list', '--count', commit)}"


def _git(root: Path, *words: str) -> str:
    """Return in a line what git says of the checkout, or nothing where there is none to ask."""
    return (output(root, *words) or b"").decode(errors="replace").strip()


def output(root: Path, *words: str) -> bytes | None:
    """Return what git writes of the checkout at `root`; None where it refuses or is not there."""
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():  # a repository around the checkout is not ours
        return None
    # A git hook sets these for the repository that it runs in, which may be another one.
    foreign = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"}
    surroundings = {name: value for name, value in os.environ.items() if name not in foreign}
    command = [git, "--no-optional-locks", "-C", str(root), *words]
    ran = subprocess.run(command, capture_output=True, env=surroundings, check=False)
    return ran.stdout if ran.returncode == 0 else None
