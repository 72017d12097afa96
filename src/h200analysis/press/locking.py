"""Locking the forecast of an edition that passed, in the register of forecasts."""

import logging
import os
from collections.abc import Mapping
from io import FileIO
from pathlib import Path
from typing import Any

from h200analysis.cases import BASELINE
from h200analysis.inquiry import register
from h200analysis.inquiry.forecasts import Forecast

logger = logging.getLogger(__name__)

SEED, FEWEST_DRAWS = 7, 65_536


def is_locked(values: Mapping[str, Any], changed: Mapping[str, Any]) -> bool:
    """Whether an edition with these parameters locks its forecast.

    It does as our own belief: of the baseline, with nothing set by hand and nothing but draws
    changed in its notebook, the default seed and no fewer draws than the default.
    """
    is_baseline = values["scenario"] == BASELINE and not values["set_by_hand"]
    is_drawn = values["seed"] == SEED and values["draws"] >= FEWEST_DRAWS
    return is_baseline and is_drawn and changed.keys() <= {"draws"}


def lock(path: Path, forecast: Forecast, evidence: str) -> None:
    """Append a forecast to the register, unless the last revision of its day is the same.

    `evidence` is the hash of the evidence that it rests on. Builds at the same time wait for each
    other. A register that cannot be written is a warning, since the edition stands all the same; a
    `RegisterError` tells of one that was altered.
    """
    try:
        if register.following(register.read(path), forecast, evidence) is None:
            return  # so that a folder of which one may only read is no trouble
        with path.open("a+b", buffering=0) as file:
            register.hold(file.fileno(), is_written=True)
            file.seek(0)
            entries = register.parsed(file.readall())
            entry = register.following(entries, forecast, evidence)
            if entry is not None:
                _append(file, entry.line())
    except OSError as error:
        told = "%s: the forecast of %s could not be locked (%s); the edition stands without a lock."
        logger.warning(told, path, forecast.as_of, error.strerror)


def _append(file: FileIO, line: bytes) -> None:
    """Append a whole line or nothing; a disk that is full first takes a part of it."""
    size = file.seek(0, os.SEEK_END)
    try:
        while line:
            line = line[file.write(line) :]
    except OSError:
        file.truncate(size)
        raise
