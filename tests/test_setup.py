"""What is committed sets itself up: lock, environment, make, and no trace of any machine."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from pre_commit import clientlib

from h200analysis.cli import main

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
DIRECT = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]


def _name(requirement: str) -> str:
    return re.split(r"[<>=!~ \[]", requirement)[0].lower().replace("_", "-")


def test_the_environment_has_the_ranges_of_the_project() -> None:
    """environment.yml has each direct dependency with its range: of conda-forge, else of pip."""
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    read = yaml.safe_load(text)
    told = tomllib.loads((ROOT / "tests" / "conda_forge.toml").read_text(encoding="utf-8"))
    *of_conda, of_pip = read["dependencies"]
    bare = {wanted: re.split(r"[<>=!~ \[]", wanted)[0] for wanted in DIRECT}
    from_pip = [wanted for wanted, name in bare.items() if name in told["pip"]]
    from_conda = [
        told["names"].get(name, name.lower()) + wanted.removeprefix(name)
        for wanted, name in bare.items()
        if wanted not in from_pip
    ]

    assert ["conda-forge"] == read["channels"]
    assert {"pip": [*from_pip, "-e ."]} == of_pip
    assert ["python>=3.11", "pip", *from_conda] == of_conda
    assert {*told["names"], *told["pip"]} <= set(bare.values())


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
    promised = set(re.findall(r"(?:^|`|\s{2})make ([a-z]+)", readme, re.MULTILINE))
    commands = set(re.findall(r"(?:^|`|\s{2})h200 ([a-z]+)", readme, re.MULTILINE))

    assert {"briefings", "test", "lab"} <= promised <= targets
    assert {"build", "list", "check", "formulas", "evidence"} <= commands <= set(main.commands)


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


def _hooks() -> list[dict[str, Any]]:
    """Return the hooks of .pre-commit-config.yaml, as pre-commit itself reads them."""
    read = clientlib.load_config(ROOT / ".pre-commit-config.yaml")
    assert ["local"] == [repository["repo"] for repository in read["repos"]]
    hooks: list[dict[str, Any]] = read["repos"][0]["hooks"]
    return hooks


NBSTRIPOUT = (
    'sh -c \'for it; do git show ":$it" | .venv/bin/nbstripout --verify --keep-id >/dev/null ||'
    ' { echo "$it: it has outputs or counts"; bad=1; }; done; exit ${bad:-0}\' --'
)


def test_make_check_is_the_list_of_hooks() -> None:
    """`make check` runs the hooks over everything and nothing else, and CI runs `make check`."""
    recipe = re.search(r"^check: .*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.MULTILINE)

    assert recipe
    assert "\t@$(BIN)/pre-commit run --all-files\n" == recipe[1]
    assert re.search(r"^make check\b", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)
    assert [
        "ruff check",
        "ruff format --check",
        NBSTRIPOUT,
        "codespell",
        "mypy",
        "python -m pytest -q tests/test_imports.py",
        "h200 check",
    ] == [hook["entry"].removeprefix(".venv/bin/") for hook in _hooks()]


def test_every_hook_runs_a_tool_of_the_lock() -> None:
    """The tools are those installed into .venv, in the versions of the lock."""
    ours = {"python", "h200"}

    for hook in _hooks():
        tools = re.findall(r"\.venv/bin/(\S+)", hook["entry"])
        assert tools
        assert set(tools) <= ours | {_name(requirement) for requirement in DIRECT}


GOOD_CELL = "total = 1 + 1\nprint(total)"
BAD = {
    "ruff-check": ("bad.ipynb", "print(no_such_name)", None),
    "ruff-format": ("bad.ipynb", "total = 1+1\nprint( total )", None),
    "nbstripout": ("bad.ipynb", GOOD_CELL, 1),
    "codespell": ("bad.md", "To " + "eveicer"[::-1] + " a letter.\n", None),  # unseen in this file
}


@pytest.mark.parametrize("hook", BAD)
def test_each_hook_refuses_what_it_is_for(hook: str, tmp_path: Path) -> None:
    """Run by pre-commit over one bad file, a notebook or a text, the hook fails and it alone."""
    name, text, count = BAD[hook]
    for file in (".pre-commit-config.yaml", "pyproject.toml", "notebooks/ruff.toml"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / file, tmp_path / file)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    cell: dict[str, Any] = {
        "cell_type": "code",
        "execution_count": count,
        "id": "cell-1",
        "metadata": {},
    }
    cells = [cell | {"outputs": [], "source": text.splitlines(keepends=True)}]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    content = json.dumps(notebook, indent=1) + "\n" if name.endswith(".ipynb") else text
    (tmp_path / "notebooks" / name).write_text(content, encoding="utf-8")

    assert [hook] == _failing(tmp_path)


def _failing(root: Path) -> list[str]:
    """Return the hooks that fail in a repository with the files of a folder."""
    for words in (["init", "--quiet"], ["add", "notebooks", "pyproject.toml"]):
        subprocess.run(["git", "-C", str(root), *words], check=True)
    surroundings = os.environ | {
        "PRE_COMMIT_HOME": str(root / "pre-commit"),
        "SKIP": "mypy,imports,evidence",  # which look at all of a checkout
    }
    command = [str(Path(sys.executable).with_name("pre-commit")), "run", "--all-files"]
    ran = subprocess.run(
        command, cwd=root, capture_output=True, text=True, env=surroundings, check=False
    )
    assert "Skipped" in ran.stdout, ran.stdout + ran.stderr
    return re.findall(r"^- hook id: (.+)$", ran.stdout, re.MULTILINE)


def test_a_save_in_lab_changes_nothing_in_git(tmp_path: Path) -> None:
    """Once `make setup` has run, outputs, counts and what Lab notes of itself are in no commit."""
    committed = ROOT / "notebooks" / "supply_gap.ipynb"
    saved = tmp_path / "notebooks" / "supply_gap.ipynb"
    saved.parent.mkdir()
    shutil.copy(committed, saved)
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    (tmp_path / ".venv").symlink_to(sys.prefix)

    def git(*words: str) -> str:
        command = ["git", "-C", str(tmp_path), *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    git("init", "--quiet")
    settings = [line for line in _dry("setup").splitlines() if line.startswith("git config")]
    subprocess.run(["sh", "-e"], input="\n".join(settings), text=True, cwd=tmp_path, check=True)
    git("add", ".gitattributes", "notebooks")
    git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "-m", "x")
    told = json.loads(saved.read_text(encoding="utf-8"))
    told["metadata"]["kernelspec"]["display_name"] = "Python 3 (ipykernel)"
    told["metadata"]["language_info"] |= {"version": "3.12.1", "mimetype": "text/x-python"}
    for cell in (each for each in told["cells"] if each["cell_type"] == "code"):
        cell["execution_count"] = 3
        cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": ["2"]}]
        cell["metadata"] |= {"execution": {"iopub.status.busy": "now"}, "trusted": True}
        cell["metadata"] |= {"editable": True, "slideshow": {"slide_type": ""}, "scrolled": True}
    saved.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    git("add", "notebooks")
    assert "" == git("diff", "--cached", "--name-only")
    assert committed.read_bytes() == git("show", "HEAD:notebooks/supply_gap.ipynb").encode()
    told["cells"][0]["source"] = ["# Another"]
    saved.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert "Another" in git("diff")  # of cells, by nbdime
    assert "iopub" not in git("diff")


def _dry(target: str, folder: Path = ROOT) -> str:
    """Return what make would run."""
    command = ["make", "--dry-run", target]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return ran.stdout


def test_a_build_installs_what_it_needs_and_no_more(tmp_path: Path) -> None:
    """Tests, checks and JupyterLab come with the targets that run them, and from the same lock."""
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    extras = {target: re.findall(r"--extra (\w+)", _dry(target, tmp_path))
              for target in ("briefings", "lab", "test", "check")}  # fmt: skip

    assert {"briefings": [], "lab": ["lab"], "test": ["dev"], "check": ["dev"]} == extras
    assert "--require-hashes --constraint requirements.lock" in _dry("briefings", tmp_path)
    assert {"jupyterlab", "matplotlib"}.isdisjoint(map(_name, PROJECT["dependencies"]))


def test_tidying_leaves_editions_alone() -> None:
    """What was published is no waste of a build."""
    assert "editions" not in _dry("clean")


def test_a_copied_checkout_sets_up_an_environment_of_its_own(tmp_path: Path) -> None:
    """The environment that came along runs the original's code; in its own place it is kept."""
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    ready = tmp_path / ".venv" / ".builds"
    ready.parent.mkdir()
    ready.write_text(f"{tmp_path}\n", encoding="utf-8")
    at_home = _dry("briefings", tmp_path)
    ready.write_text(f"{ROOT}\n", encoding="utf-8")

    copied = _dry("briefings", tmp_path)

    assert "-m venv" not in at_home
    assert "-m venv" in copied
    assert not ready.exists()
