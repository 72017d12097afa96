"""The evidence that a forked kernel is to read was read before the fork, as it is now."""

import shutil
from pathlib import Path

import pytest

from h200analysis.project import root
from tests.kernels.started import ENVIRONMENT, Started, started

READ = "__import__('h200analysis.evidence.reading').evidence.reading._record.cache_info().misses"
SAYS = """
from h200analysis import evidence
title = evidence.read("2026-01-15").parameter("orders_chips").title
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a copy of the evidence, which a test may change."""
    return Path(shutil.copytree(root() / "data", tmp_path / "data"))


def _env(data: Path) -> dict[str, str]:
    return ENVIRONMENT | {"H200_DATA": str(data)}


def _title(kernel: Started) -> str:
    assert kernel.run(SAYS)["status"] == "ok"
    return str(kernel.told("title"))


def test_a_kernel_reads_no_file_again(data: Path) -> None:
    """Its cells have what the process that it was forked from has read, once for all kernels."""
    for _ in range(2):
        with started(env=_env(data)) as kernel:
            assert kernel.told(READ) >= 1
            before = kernel.told(READ)
            assert _title(kernel) == "Orders reported"
            assert kernel.told(READ) == before


def test_evidence_that_has_changed_is_read_as_it_is(data: Path) -> None:
    """Between two kernels, and after the fork as well."""
    parameters = data / "parameters.toml"
    with started(env=_env(data)) as kernel:
        _change(parameters, "Orders reported", "Orders told")
        assert _title(kernel) == "Orders told"
    _change(parameters, "Orders told", "Orders heard of")
    with started(env=_env(data)) as kernel:
        before = kernel.told(READ)
        assert _title(kernel) == "Orders heard of"
        assert kernel.told(READ) == before


def test_a_fault_in_it_is_told_by_the_cell_that_reads_it(data: Path) -> None:
    """The kernel starts all the same, and so does the next."""
    (data / "units.toml").write_text("no TOML")
    with started(env=_env(data)) as kernel:
        assert kernel.run(SAYS)["ename"] == "DataError"
    shutil.copy(root() / "data" / "units.toml", data)
    with started(env=_env(data)) as kernel:
        assert _title(kernel) == "Orders reported"


def test_a_folder_named_from_where_a_kernel_is_is_left_to_it(data: Path) -> None:
    """The process that forks it is elsewhere."""
    with started(cwd=str(data.parent), env=_env(Path("data"))) as kernel:
        before = kernel.told(READ)
        assert _title(kernel) == "Orders reported"
        assert kernel.told(READ) == before + 1


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
