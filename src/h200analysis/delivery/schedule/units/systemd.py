"""A service and its timer for systemd, and a service that tells of silence if that one fails."""

import re
from collections.abc import Iterator

from h200analysis.delivery.schedule.units.place import Place

_SERVICE = """\
# Makes the editions of reports/briefings.toml when they are due. Install: copy h200.service,
# h200.timer and h200-alert.service to /etc/systemd/system, then systemctl daemon-reload and
# systemctl enable --now h200.timer. Secrets of channels belong in an EnvironmentFile.
[Unit]
Description=Briefings on the H200 and China: make what is due
OnFailure=h200-alert.service

[Service]
Type=oneshot
# Create a user that owns the editions and may read the checkout, and name it here.
# User=h200
ExecStart={run}
{afterwards}# 75: another run is at work.
SuccessExitStatus=75
TimeoutStartSec={longest}min
# What follows a run has as long: a mail server may take ten minutes for its last answer.
TimeoutStopSec={longest}min
KillMode=mixed
Nice=10
{hardening}
"""
_ALERT = """\
# Tells whoever keeps the service, after a run has failed, of hours that nothing was tried for.
[Unit]
Description=Briefings on the H200 and China: tell of what was not made

[Service]
Type=oneshot
# User=h200
ExecStart={status}
# 1: the service is not healthy, which it has told.
SuccessExitStatus=1
{hardening}
"""
_TIMER = """\
# Calls h200.service, which knows what is due; the catalogue names the time zones.
[Unit]
Description=Briefings on the H200 and China: look every five minutes for what is due

[Timer]
OnCalendar=*:0/5
AccuracySec=30s
Persistent=true

[Install]
WantedBy=timers.target
"""
_HARDENING = """\
NoNewPrivileges=true
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={written}
# The folders with a "-" above may be missing: those of the service are made here. With User=, give
# them to that user.
ExecStartPre=+/usr/bin/mkdir --parents {made}
CacheDirectory=h200analysis
StateDirectory=h200analysis
Environment=XDG_CACHE_HOME=%C/h200analysis XDG_STATE_HOME=%S/h200analysis
Environment=IPYTHONDIR=%S/h200analysis/ipython
PrivateTmp=true
PrivateDevices=true
ProtectClock=true
ProtectControlGroups=true
ProtectHostname=true
ProtectKernelLogs=true
ProtectKernelModules=true
ProtectKernelTunables=true
# AF_NETLINK, since ZeroMQ, by which notebooks are run, asks which interfaces there are.
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=true
RestrictRealtime=true
RestrictSUIDSGID=true
LockPersonality=true
SystemCallArchitectures=native
UMask=0022"""


def files(place: Place) -> dict[str, str]:
    """Return the units by their names. The register of forecasts is written too, in `data`."""
    made = [_quoted(str(each)) for each in place.folders]
    may_be_missing = [*place.folders, *place.shares]  # without "-" not even mkdir would begin
    written = [place.known.root / "data", *(f"-{each}" for each in may_be_missing)]
    told = {
        "run": _command(place, "run"),
        "status": _command(place, "status", "--service", "--alert"),
        "longest": place.longest,
        "afterwards": "".join(_afterwards(place)),
        "hardening": _HARDENING.format(
            written=" ".join(_quoted(str(each)) for each in written), made=" ".join(made)
        ),
    }
    return {
        "h200.service": _SERVICE.format(**told),
        "h200.timer": _TIMER,
        "h200-alert.service": _ALERT.format(**told),
    }


def _afterwards(place: Place) -> Iterator[str]:
    """Yield what follows a run, whether or not an edition failed in it."""
    for words in place.afterwards:
        yield f"ExecStopPost=-{_command(place, *words)}\n"


def _command(place: Place, *words: str) -> str:
    return " ".join(map(_quoted, place.words(*words)))


def _quoted(path: str) -> str:
    """Return a path as a unit has it: percent signs doubled, in quotes where there is a space."""
    escaped = path.replace("%", "%%").replace("\\", r"\\").replace('"', r"\"")
    return escaped if re.fullmatch(r"[\w@%+=:,./-]+", escaped) else f'"{escaped}"'
