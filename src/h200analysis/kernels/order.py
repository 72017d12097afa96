"""A kernel as it is asked for, on its way to the process that forks it."""

import json
import os
from dataclasses import asdict, dataclass
from typing import Self

PARENT = "JPY_PARENT_PID"


@dataclass(frozen=True, slots=True)
class Order:
    """All that a kernel has from the process that asks for it, but for its three streams."""

    command: list[str]
    flags: list[str]  # of the interpreter
    arguments: list[str]  # of ipykernel
    env: dict[str, str]
    cwd: str
    umask: int
    limits: dict[int, tuple[int, int]]  # of resources, by the system's number

    @property
    def orderer(self) -> int:
        """The number of the process that asked for it, as ipykernel is told it."""
        return int(self.env[PARENT])

    def written(self) -> int:
        """Return the descriptor of a file in memory that holds the order."""
        descriptor = os.memfd_create("order")
        with open(descriptor, "w", encoding="ascii", closefd=False) as file:
            json.dump(asdict(self) | {"limits": list(self.limits.items())}, file)
        return descriptor

    @classmethod
    def read(cls, descriptor: int) -> Self:
        """Return the order that a descriptor holds, and close it."""
        os.lseek(descriptor, 0, os.SEEK_SET)
        with open(descriptor, encoding="ascii") as file:
            held = json.load(file)
        limits = {which: (soft, hard) for which, (soft, hard) in held.pop("limits")}
        return cls(**held, limits=limits)
