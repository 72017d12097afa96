"""A few days of the whole service with faults: nothing lost, nothing twice, the library whole."""

from pathlib import Path

from tests.delivery.post import certificates, mailserver
from tests.soaking import FAULTS, Soak

DAYS = (("killed",), ("full disk",), ("refused", "clock"), ("hung up", "broken"))


def test_days_with_faults_lose_nothing_and_send_nothing_twice(tmp_path: Path) -> None:
    """Each fault is met once: see `benchmarks/soak.py` for a quarter of a year."""
    with mailserver.running(certificates.make(tmp_path)) as server:
        soak = Soak(tmp_path, ["one", "other"], seed=1, server=server, jobs=1)

        soak.live(DAYS)

    assert soak.faults == []
    assert {fault for day in DAYS for fault in day} == set(FAULTS)
    assert server.taken
