"""The units under a real systemd: `python -m benchmarks.systemd`, by root.

A systemd of its own runs in namespaces of its own, with the units of a checkout of one small
briefing that is due every minute. The service is begun by hand, where none of its folders stands
yet, and then by its timer, which is set to every minute. It ends with 1 where no edition was made,
published and delivered, or a unit has failed.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from h200analysis.delivery import archive
from h200analysis.delivery.schedule.units import systemd
from h200analysis.delivery.schedule.units.place import Place
from h200analysis.press import catalogue
from tests.delivery.schedule.service import lay_out

_PLACE = Path("/srv")  # a folder of the trial is mounted there, since the units hide /tmp
_SYSTEMD = "/usr/lib/systemd/systemd"
_TARGETS = ("sysinit", "basic", "timers", "multi-user", "shutdown")
_RECIPIENT = '[recipients.archive]\nchannels = [{kind = "folder", path = "/srv/kept"}]\n'
_OFTEN = "[Timer]\nOnCalendar=\nOnCalendar=*:0/1\nAccuracySec=1s\n"
_SAID = "[Service]\nStandardOutput=append:/srv/said\nStandardError=append:/srv/said\n"
_PATIENCE = 240.0  # seconds in which the timer is to have an edition made


def main() -> None:
    """Begin the service, wait for its timer, and say what came of it."""
    if sys.argv[1:2] == ["--inside"]:
        _become_systemd(Path(sys.argv[2]))
    with tempfile.TemporaryDirectory() as folder, _running(Path(folder)) as process:
        begun = _systemctl(process, "start", "h200.service")
        _systemctl(process, "start", "h200.timer")
        deadline = time.monotonic() + _PATIENCE
        while not (found := _found(Path(folder))) and time.monotonic() < deadline:
            time.sleep(2)
        failed = _systemctl(process, "list-units", "--failed", "--plain", "--no-legend")
        print((Path(folder) / "said").read_text("utf-8"))
    print(f"systemctl start h200.service ended with {begun.returncode}. {begun.stderr}".strip())
    print(f"failed units: {failed.stdout.strip() or 'none'}")
    print("\n".join(found) or "No edition was made, published and delivered.")
    sys.exit(1 if begun.returncode or failed.stdout.strip() or not found else 0)


def _found(folder: Path) -> list[str]:
    """Return the editions that stand, are in the library, and were put into the recipient's."""
    return [
        each.address
        for each in archive.editions(folder / "editions")
        if (folder / "site" / "editions" / each.address / "index.html").exists()
        and list((folder / "kept").rglob("*.pdf"))
    ]


@contextmanager
def _running(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Run systemd as the first process of namespaces of its own; it ends with this."""
    unshare = ["unshare", "--pid", "--fork", "--mount", "--uts", "--ipc", "--kill-child"]
    inside = [sys.executable, "-m", "benchmarks.systemd", "--inside", str(folder)]
    with subprocess.Popen([*unshare, *inside], stdin=subprocess.DEVNULL) as process:
        try:
            while _systemctl(process, "is-system-running").stdout.strip() != "running":
                if process.poll() is not None:
                    sys.exit("systemd could not be started here; it takes root and namespaces.")
                time.sleep(0.5)
            yield process
        finally:
            process.kill()


def _systemctl(
    process: "subprocess.Popen[bytes]", *words: str
) -> "subprocess.CompletedProcess[str]":
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("utf-8").split()
    enter = ["nsenter", "--target", *children[:1], "--mount", "--pid", "--uts", "--ipc"]
    return subprocess.run(
        [*enter, "systemctl", *words], capture_output=True, text=True, check=False
    )


def _become_systemd(folder: Path) -> None:
    """Lay out checkout and units, and go on as systemd, which knows no other units."""
    for what in (["--bind", str(folder), str(_PLACE)], ["-t", "proc", "proc", "/proc"],
                 ["-t", "tmpfs", "tmpfs", "/run"]):  # fmt: skip
        subprocess.run(["/usr/bin/mount", *what], check=True)
    made = lay_out(_PLACE / "house", ["one"], 'schedule = "* * * * * UTC"\n')
    for name in ("house/data", "kept", "units/h200.timer.d", "units/h200.service.d"):
        (_PLACE / name).mkdir(parents=True)
    (made.root / "reports" / "deliveries.toml").write_text(_RECIPIENT, encoding="utf-8")
    place = Place(
        catalogue.read(made.root), made.program, _PLACE / "editions", date(2026, 1, 1),
        site=_PLACE / "site",
    )  # fmt: skip
    units = dict(systemd.files(place))
    units |= {f"{name}.target": "[Unit]\nDefaultDependencies=no\n" for name in _TARGETS}
    units |= {"h200.timer.d/often.conf": _OFTEN, "h200.service.d/said.conf": _SAID}
    for name, text in units.items():
        (_PLACE / "units" / name).write_text(text, encoding="utf-8")
    surroundings = os.environ | {"container": "unshared", "SYSTEMD_UNIT_PATH": "/srv/units"}
    os.execve(_SYSTEMD, ["systemd", "--system", "--unit=basic.target"], surroundings)  # noqa: S606


if __name__ == "__main__":
    main()
