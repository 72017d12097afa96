"""A library of small editions, with one of each kind: withdrawn, corrected, a variant, hostile."""

import shutil
from pathlib import Path

import pytest

from h200analysis.delivery.library.publishing import publish
from h200analysis.press import withdrawals
from h200analysis.press.withdrawals import Withdrawal
from tests.delivery.library.fakes import figure, stand

TITLES = {"supply_gap": "Supply gap", "fee": "The fee"}
HOSTILE = "</title><script>alert(1)</script> & “so”"
WHY = "The stock was counted <twice>"


def fill(out: Path) -> None:
    """Put editions of each kind into a folder of editions."""
    for day, chips in (("2026-03-10", 40_000.0), ("2026-03-11", 30_000.0)):
        figures = [
            figure("delivered_chips", chips),
            figure("delivered_chips", 0.0, "p05"),
            figure("delivered_chips", chips * 4, "p95"),
            figure("orders_chips", 2e6, "as reported"),
        ]
        records = {"claims.orders_seed": "1", f"claims.of_{day}": "1"}
        stand(out, f"{day}/supply_gap/1", figures, records=records)
    later = [figure("delivered_chips", 25_000.0)]
    stand(out, "2026-03-11/supply_gap/2", later, changed=["the stock"])
    stand(out, "2026-03-11/supply_gap--half_firm/1", later)
    stand(out, "2026-03-11/fee/1", [figure("fee_rate", 0.25, unit="share")], HOSTILE, HOSTILE)
    withdrawals.append(out, Withdrawal("2026-03-11/supply_gap/1", "0f", "2026-11-29", WHY))


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a folder of editions and the library of them; tests that change either take copies."""
    folder = tmp_path_factory.mktemp("library")
    fill(folder / "editions")
    publish(folder / "editions", folder / "site", titles=TITLES)
    return folder / "editions", folder / "site"


@pytest.fixture
def copied(published: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """Return copies of both that a test may change."""
    for original, name in zip(published, ("editions", "site"), strict=True):
        shutil.copytree(original, tmp_path / name)
    return tmp_path / "editions", tmp_path / "site"
