"""What is asked of jupyter_client, as an order for a forked kernel if that can honour it all."""

import os
import resource
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from h200analysis.kernels import environment
from h200analysis.kernels.order import PARENT, Order

SWITCH = "H200_KERNEL"
_UNDERSTOOD = {"env", "cwd", "stdin", "stdout", "stderr"}
_LIMITED = ("AS", "CORE", "CPU", "DATA", "FSIZE", "NOFILE", "NPROC", "STACK")


def order(command: Sequence[str], asked: Mapping[str, Any]) -> Order | None:
    """Return the order for a kernel, or None where only a new process does what is asked.

    So it is with another program or interpreter, with a variable that `environment` names, with a
    folder that cannot be entered, and with what only `subprocess.Popen` knows.
    """
    flags, arguments = _parts(command)
    env = asked.get("env") or dict(os.environ)
    folder, umask = _folder(asked.get("cwd")), _umask()
    if (
        arguments is None
        or folder is None
        or umask is None
        or os.environ.get(SWITCH) == "ordinary"
        or not {name for name, value in asked.items() if value} <= _UNDERSTOOD
        or not environment.can_be_given(env)
    ):
        return None
    own = {**env, PARENT: str(os.getpid())}
    return Order(list(command), flags, arguments, own, folder, umask, _limits())


def _parts(command: Sequence[str]) -> tuple[list[str], list[str] | None]:
    """Return the interpreter's -X flags and ipykernel's arguments; None if it is not run by ours.

    `python -X frozen_modules=off` is what ipykernel writes for debuggers.
    """
    executable, *rest = (os.path.expanduser(each) for each in command)  # noqa: PTH111
    flags = []
    while rest and rest[0].startswith("-X"):
        flags.append(rest.pop(0))
    ours = Path(executable).absolute() == Path(sys.executable).absolute()
    known = ours and "-X" not in flags and rest[:2] == ["-m", "ipykernel_launcher"]
    return flags, rest[2:] if known else None


def _folder(asked: str | os.PathLike[str] | None) -> str | None:
    """Return the folder where the kernel is to run, or None if it cannot be entered and listed."""
    try:
        folder = Path(asked or ".").absolute()
    except FileNotFoundError:  # this process's own is gone
        return None
    return str(folder) if folder.is_dir() and os.access(folder, os.R_OK | os.X_OK) else None


def _umask() -> int | None:
    """Return which permissions new files lack, or None where the system does not show it.

    To ask by `os.umask` would change it, and for other threads too.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1], 8) for line in lines if line.startswith("Umask:")), None)


def _limits() -> dict[int, tuple[int, int]]:
    numbers = [getattr(resource, f"RLIMIT_{name}") for name in _LIMITED]
    return {number: resource.getrlimit(number) for number in numbers}
