"""Fixtures shared by every room's tests."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from h200analysis import cases, evidence, project

# A slow or busy machine is no reason to fail.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session", autouse=True)
def register_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A register of forecasts for all tests, so that no build of theirs writes in the checkout."""
    path = tmp_path_factory.mktemp("register") / "forecasts.jsonl"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("H200_REGISTER", str(path))
        yield path


@pytest.fixture(scope="session", autouse=True)
def project_of_the_tests() -> Iterator[None]:
    """This checkout is the project of all tests, and its evidence that of those with another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(project.ROOT, str(ROOT))
        patch.setenv("H200_DATA", str(ROOT / "data"))
        yield


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the evidence that a test may change; everything in this process reads it."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    monkeypatch.setenv("H200_DATA", str(folder))
    return folder


@pytest.fixture(scope="session")
def january() -> evidence.Ledger:
    """The ledger of 15 January 2026, read when the first test asks for it."""
    return evidence.read("2026-01-15")


@pytest.fixture
def case(january: evidence.Ledger) -> cases.Case:
    """The central case of January, which remembers nothing of other tests."""
    return cases.Case(january)


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every edition of the catalogue, made once in a run of the tests; nobody changes what stands.

    Of two processes that ask at once each begins at another end, and takes what the other has made.
    """
    from h200analysis.press import catalogue, editions

    own, worker = tmp_path_factory.getbasetemp(), os.environ.get("PYTEST_XDIST_WORKER", "")
    out = (own.parent if worker else own) / "archive"
    out.mkdir(exist_ok=True)
    known = catalogue.read()
    wanted = [(name, day) for name, each in known.briefings.items() for day in each.as_of]
    for name, day in reversed(wanted) if worker.endswith(tuple("13579")) else wanted:
        editions.publish(editions.job(known, name, {"as_of": day}), out)
    return out


LONG = (
    "test_kills", "test_soak", "test_days", "test_mutations", "test_rests_on_run", "test_lab",
    "test_site", "test_tutorial",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files with few but long tests first: at the end a processor would wait for them."""
    items.sort(key=lambda item: item.path.stem not in LONG)


def needed(program: str) -> str:
    """Return the path of a program, or skip; under CI its absence is a failure."""
    beside = Path(sys.executable).with_name(program)  # as those of the lock
    path = shutil.which(program) or (beside if beside.exists() else None)
    if path is None:
        reason = f"{program} is not installed; .ci/run installs it from Debian"
        (pytest.fail if "CI" in os.environ else pytest.skip)(reason)
    return str(path)
