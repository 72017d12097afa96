"""An edition of a small notebook, made once, and an authority that vouches for signers."""

import shutil
from pathlib import Path

import pytest

from h200analysis import project
from h200analysis.press import catalogue, editions
from tests import small
from tests.delivery.trust import certificates
from tests.delivery.trust.certificates import Authority

ADDRESS = "2026-01-15/gap/1"


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with one small notebook."""
    root = tmp_path_factory.mktemp("checkout")
    small.lay_out(root, ["gap"])
    return root


@pytest.fixture(scope="session")
def made(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of editions with one in it, which no test may change."""
    out = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(project.ROOT, str(checkout))
        job = editions.job(catalogue.read(checkout), "gap", {"as_of": "2026-01-15"})
        assert editions.publish(job, out).made
    return out


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    """A copy of it, which a test may change."""
    return Path(shutil.copytree(made, tmp_path / "out"))


@pytest.fixture
def folder(out: Path) -> Path:
    """The folder of that edition."""
    return out / ADDRESS


@pytest.fixture(scope="session")
def authority() -> Authority:
    """Whoever vouches for signers in the tests."""
    return certificates.authority()
