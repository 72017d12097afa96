"""The crontab, run by a real cron that sees no other job and that nobody else sees."""

import os
import shutil
import signal
import subprocess
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from h200analysis.delivery import archive
from h200analysis.delivery.schedule.units import cron
from h200analysis.delivery.schedule.units.place import Place
from h200analysis.press import catalogue
from tests.conftest import needed
from tests.delivery.schedule.service import lay_out

_ALONE = """set -e
mount --bind "$1/spool" /var/spool/cron/crontabs
mount --bind "$1/cron.d" /etc/cron.d
mount --bind "$1/crontab" /etc/crontab
mount --bind "$1/run" /run
exec "$2" '2026-06-01 06:04:58' "$3" -f
"""


def _has_namespaces() -> bool:
    unshare = shutil.which("unshare")
    if unshare is None:
        return False
    return subprocess.run([unshare, "--mount", "true"], check=False).returncode == 0


@pytest.mark.skipif(not _has_namespaces(), reason="a cron of one's own wants a mount namespace")
def test_cron_makes_what_is_due(tmp_path: Path) -> None:
    """At the fifth minute of its own clock cron calls h200 run, which makes an edition."""
    begun = datetime.now(UTC).date()
    programs = [needed("faketime"), needed("cron")]
    made = lay_out(tmp_path / "a b%c", ["one"], 'schedule = "daily 00:00 UTC"\n')
    place = Place(catalogue.read(made.root), made.program, made.out, date(2026, 6, 1))
    made.h200("run", "--at", "2026-06-01T12:00Z")
    for name in ("spool", "cron.d", "run"):
        (tmp_path / name).mkdir()
    (tmp_path / "crontab").touch()
    table = tmp_path / "spool" / "root"
    register = f"H200_REGISTER={os.environ['H200_REGISTER']}\n"
    table.write_text(register + cron.files(place)["h200.cron"], encoding="utf-8")
    table.chmod(0o600)

    command = ["unshare", "--mount", "sh", "-c", _ALONE, "sh", str(tmp_path), *programs]
    daemon = subprocess.Popen(command, start_new_session=True)
    try:
        for _ in range(1_000):  # a fifth of a second each
            if archive.editions(made.out) or daemon.poll() is not None:
                break
            time.sleep(0.2)
    finally:
        os.killpg(daemon.pid, signal.SIGTERM)  # faketime, and the cron that it has started
        daemon.wait(timeout=30)

    [edition] = archive.editions(made.out)
    assert "one" == edition.briefing
    assert begun <= edition.day
