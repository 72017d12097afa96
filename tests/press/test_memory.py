"""Too few addresses are told at once: the library that draws charts would end its process."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

_GB = 2**30


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
def test_a_limit_on_addresses_is_told_before_anything_is_made(tmp_path: Path) -> None:
    """Under `ulimit -v` of 4 GB a build is refused in a sentence that says what to do instead."""
    command = [str(Path(sys.executable).with_name("h200")), "build", "fee"]

    ran = subprocess.run(
        [*command, "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (4 * _GB, 4 * _GB)),
    )

    assert 2 == ran.returncode
    assert "limited to 4.0 GB (ulimit -v)" in ran.stderr
    assert "--limit memory_mb" in ran.stderr
    assert not (tmp_path / "out").exists()
