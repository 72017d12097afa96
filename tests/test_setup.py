"""What is committed sets itself up: lock, environment, make, and no trace of any machine."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
DIRECT = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]


def _name(requirement: str) -> str:
    return re.split(r"[<>=!~ \[]", requirement)[0].lower().replace("_", "-")


def test_the_environment_has_the_ranges_of_the_project() -> None:
    """environment.yml lists every direct dependency as pyproject does, and the package."""
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    listed = re.findall(r'^      - "?([^"\n]+)"?$', text, re.MULTILINE)

    assert [*DIRECT, "-e ."] == listed


def test_the_lock_pins_every_direct_dependency_with_hashes() -> None:
    """Each package of the lock has one version and its hashes; the build backend and uv as well."""
    blocks = re.split(r"\n(?=\S)", LOCK.strip())
    pinned = {_name(block): block for block in blocks}

    assert {_name(requirement) for requirement in DIRECT} <= pinned.keys()
    assert all("==" in block and "--hash=sha256:" in block for block in blocks)
    assert {"uv", "hatchling", "editables"} <= pinned.keys()


def test_the_lock_names_no_place() -> None:
    """Versions and hashes only: no registry, no address."""
    assert "://" not in LOCK
    assert "--index" not in LOCK
    assert "--find-links" not in LOCK


def test_make_offers_what_the_readme_promises() -> None:
    """Every make target and every h200 command named in the README exists."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    folder = ROOT / "src" / "h200analysis" / "cli"
    commands = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))

    assert set(re.findall(r"(?:^|`)make ([a-z]+)", readme, re.MULTILINE)) <= targets
    for command in set(re.findall(r"(?:^|`)h200 ([a-z]+)", readme, re.MULTILINE)):
        assert re.search(rf"def {command}_?\(", commands), command


def test_every_dependency_earns_its_line() -> None:
    """The README says of each direct dependency what it is for."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8").lower().replace("_", "-")

    assert [] == [name for name in map(_name, DIRECT) if f"`{name}`" not in readme]


@pytest.mark.parametrize(
    "pattern", [r"(?<![\w.])/(?:root|home|tmp)/\w", r"pythonhosted", r"/simple/"]
)
def test_no_committed_file_names_a_machine_or_a_registry(pattern: str) -> None:
    """Paths of a machine and hosts of a registry stay out of the history."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    this = Path(__file__).resolve()
    found = []
    for name in filter(None, tracked):
        path = ROOT / name
        if path.resolve() == this or path.suffix in {".png", ".pdf"} or not path.is_file():
            continue
        if re.search(pattern, path.read_text(encoding="utf-8")):
            found.append(name)

    assert [] == found
