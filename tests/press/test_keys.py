"""The key of an edition changes with all that the edition depends on; its name is a folder's."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest

from h200analysis.press import catalogue, editions, keys
from h200analysis.press.variants import variant
from tests.conftest import ROOT
from tests.evidence.later import add_later_news


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of one file in a checkout with a lock file, which is the project."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "briefings.toml").touch()
    monkeypatch.setenv("H200_ROOT", str(tmp_path))
    folder = tmp_path / "src" / "package"
    folder.mkdir(parents=True)
    (folder / "model.py").write_text("rate = 1\n", encoding="utf-8")
    (tmp_path / "requirements.lock").write_text("numpy==2.3.0\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "name",
    [
        "src/package/model.py",
        "src/package/new.css",
        "src/package/room/sample/a.py",
        "requirements.lock",
    ],
)
def test_each_file_of_the_package_counts(package: Path, name: str) -> None:
    """A source of the package, a new file in it, and the lock file."""
    before = keys.package(package)

    (package / "room" / "sample").mkdir(parents=True)
    with (package.parents[1] / name).open("a", encoding="utf-8") as file:
        file.write("x = 2\n")

    assert before != keys.package(package)


def test_the_sample_of_a_wheel_counts_for_nothing(package: Path) -> None:
    """It is laid out for a new project, and no edition is made of it."""
    before = keys.package(package)

    (package / "sample").mkdir()
    (package / "sample" / "rates.toml").write_text("rate = 1\n", encoding="utf-8")

    assert before == keys.package(package)


def test_compiled_files_change_nothing(package: Path) -> None:
    """What Python compiles beside the sources is no part of them."""
    before = keys.package(package)
    (package / "model.pyc").write_bytes(b"compiled")

    assert before == keys.package(package)


def test_the_key_is_the_hash_of_what_a_manifest_tells() -> None:
    """Parts that many jobs share are written once, and come to the same as all written anew."""
    known = catalogue.read()
    first, second = (editions.job(known, "fee", {"seed": seed}) for seed in ("7", "8"))

    for each in (first, second):
        assert hashlib.sha256(keys.as_json(each.inputs.told())).hexdigest() == each.key
    assert first.key != second.key


def test_an_order_hands_every_part_to_its_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job's key changes with the notebook, a parameter, the day's view and a version."""
    for name in ("notebooks", "reports"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("editions"))
    known = catalogue.read(tmp_path)
    plain = editions.job(known, "supply_gap", {}).key

    seeded = editions.job(known, "supply_gap", {"seed": "8"}).key
    earlier = editions.job(known, "supply_gap", {"as_of": "2026-01-14"}).key
    with known.notebook("supply_gap").open("a", encoding="utf-8") as file:
        file.write("\n")
    edited = editions.job(known, "supply_gap", {}).key
    monkeypatch.setattr(keys, "versions", lambda: {"typst": "0"})
    upgraded = editions.job(known, "supply_gap", {}).key

    assert 5 == len({plain, seeded, earlier, edited, upgraded})


def test_later_news_leave_the_key(data_folder: Path) -> None:
    """What was published after the day is no part of its view."""
    known = catalogue.read()
    before = editions.job(known, "supply_gap", {}).key
    add_later_news(data_folder)

    assert before == editions.job(known, "supply_gap", {}).key


def test_the_versions_are_those_of_the_tools() -> None:
    """They are part of the key. Python's is not, since the tools give the same bytes on each.

    The package's own comes from git: an editable install records that of its day.
    """
    assert {"numpy", "typst", "papermill"} <= keys.versions().keys()
    assert "python" not in keys.versions()
    assert "h200analysis" not in keys.versions()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, ""),
        ({"scenario": "import_duty", "seed": 8}, "--import_duty--seed=8"),
        ({"set_by_hand": {"fee_rate": 0.15}}, "--fee_rate=0.15"),
        ({"set_by_hand": {"change": -1e-05}}, "--change=-1e-05"),
    ],
)
def test_a_plain_variant_is_called_by_what_was_changed(
    changed: dict[str, Any], expected: str
) -> None:
    """Names and values are read in the folder's name."""
    assert expected == variant(changed)


@pytest.mark.parametrize(
    "text", ["../../etc", "a/b", "a b", "C:\\x", "two\nlines", "ü", "a--b=1", "x" * 300, "\0"]
)
def test_a_strange_variant_is_fit_for_a_folder(text: str, tmp_path: Path) -> None:
    """No character of a path, at most 80 of them, and no name that another variant has."""
    name = variant({"note": text})

    (tmp_path / f"gap{name}").mkdir()
    assert 80 >= len(name)
    assert name.isascii()
    assert {name} == {n for n in [name] if "/" not in n and "\\" not in n and "\n" not in n}
    assert name != variant({"note": f"{text}."})
    assert name != variant({"note": "a", "b": 1})
