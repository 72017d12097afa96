"""Attempts that failed: noted beside the editions until one of the same place succeeds."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from h200analysis.press import placing
from h200analysis.press.clock import day_of_making

_FILE = ".failed.json"


@dataclass(frozen=True, slots=True)
class Attempt:
    """When an attempt failed, of inputs with which key, and why."""

    day: str
    key: str
    reason: str


def failed(out: Path) -> dict[str, Attempt]:
    """Return the attempts that failed last, by place in a folder of editions."""
    try:
        told = json.loads((out / _FILE).read_text(encoding="utf-8"))
        return {place: Attempt(**each) for place, each in told.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def note(out: Path, folder: Path, key: str, error: Exception | None) -> None:
    """Note how the last attempt at a place ended; where it cannot be written, status knows less."""
    place = folder.relative_to(out).as_posix()
    if error is None and place not in failed(out):
        return
    with suppress(OSError), placing.turn(out):
        every = failed(out)
        every.pop(place, None)
        if error is not None:
            every[place] = Attempt(str(day_of_making()), key, str(error).strip())
        _write(out / _FILE, every)


def _write(path: Path, every: dict[str, Attempt]) -> None:
    if not every:
        path.unlink(missing_ok=True)
        return
    aside = path.with_name(f"{path.name}.new")
    told = {place: asdict(each) for place, each in every.items()}
    aside.write_text(json.dumps(told, indent=1, ensure_ascii=False), encoding="utf-8")
    aside.replace(path)
