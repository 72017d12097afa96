"""How long editions are kept: by the rules of a file, for ever where something rests on them."""

import json
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from h200analysis.delivery import archive, database
from h200analysis.delivery.archive import Edition
from h200analysis.errors import H200Error
from h200analysis.inquiry import register
from h200analysis.press import making, placing, removals, withdrawals
from h200analysis.press.removals import Removal

NAME = "keep.toml"
_HIDDEN = ".making-removed-"  # taken away by the next build, should a kill leave it


class KeepError(H200Error, ValueError):
    """Rules of retention that cannot be read."""


class Rules(BaseModel):
    """What is kept of each briefing, counted from the newest; without a rule, everything.

    `last` is a number of editions, `monthly` how many of each month. What was delivered is kept for
    ever, whether the file says so or not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    last: Annotated[int, Field(ge=1)] | None = None
    monthly: Annotated[int, Field(ge=1)] | None = None
    delivered: Literal["for ever"] = "for ever"

    @property
    def keep_everything(self) -> bool:
        """Whether no rule lets anything go."""
        return self.last is None and self.monthly is None

    @property
    def told(self) -> str:
        """The rules in words."""
        told = [f"the last {self.last}"] if self.last else []
        told += [f"{self.monthly} of each month"] if self.monthly else []
        return ", ".join(told) or "everything is kept"

    def kept(self, editions: list[Edition]) -> set[str]:
        """Return the addresses that the rules keep of the editions of one name, by rising day."""
        newest = editions[-(self.last or 1) :]  # the newest is kept in any case
        of_months = groupby(editions, key=lambda each: (each.day.year, each.day.month))
        monthly = [each for _, month in of_months for each in _last(list(month), self.monthly)]
        return {each.address for each in (*newest, *monthly)}


@dataclass(frozen=True, slots=True)
class Spent:
    """An edition that no rule keeps, and its size in bytes."""

    edition: Edition
    size: int


def rules(path: Path) -> Rules:
    """Read the rules of a file; where there is none, everything is kept."""
    try:
        return Rules.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Rules()
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise KeepError(f"{path}: {place}: {first['msg']}; expected {_EXPECTED}.") from None
    except ValueError as error:
        raise KeepError(f"{path}: {error}.") from None


_SENT = """select subject from messages where state not in ('refused', 'skipped') union
    select subject from messages join decisions on message = id
    where decisions.state not in ('refused', 'skipped')"""
_EXPECTED = 'last = 30, monthly = 1, or delivered = "for ever"'


def spent(out: Path, given: Rules, forecasts: Path) -> list[Spent]:
    """Return the editions of a folder that neither a rule nor anything that rests on them keeps.

    Kept for ever are those that were delivered or may have been, those withdrawn, for audit, and
    those whose forecast is locked in the register at `forecasts`, since scores rest on it.
    """
    if given.keep_everything:
        return []
    found = sorted(archive.editions(out), key=lambda each: (each.name, each.day, each.number))
    held = {*_delivered(out), *withdrawals.withdrawn(out)}
    for _, of_name in groupby(found, key=lambda each: each.name):
        held |= given.kept(list(of_name))
    locked = {(entry.forecast.as_of, entry.evidence) for entry in register.read(forecasts)}
    return [
        Spent(each, _size(each.folder))
        for each in found
        if each.address not in held and not _is_locked(each, locked)
    ]


def remove(out: Path, gone: Edition, on: date, why: str) -> None:
    """Delete an edition, once a line says so beside the editions.

    Raises `TakenError` where a build has the place just now.
    """
    with placing.alone(gone.folder.parent, waits=False):
        if gone.address not in removals.removed(out):
            files = gone.manifest.get("files", {})
            removals.append(out, Removal(gone.address, gone.key, files, str(on), why))
        hidden = gone.folder.with_name(f"{_HIDDEN}{gone.number}")
        gone.folder.rename(hidden)
        shutil.rmtree(hidden)


def _last(editions: list[Edition], count: int | None) -> list[Edition]:
    return editions[-count:] if count else []


def _delivered(out: Path) -> Iterator[str]:
    """Yield what messages were sent about, may have been or are to be: addresses among others."""
    with database.seen(out) as book:
        yield from [row["subject"] for row in book.execute(_SENT)]


def _is_locked(edition: Edition, locked: set[tuple[date, str]]) -> bool:
    """Whether an edition gives a forecast, and one of its day and evidence is in the register."""
    if (edition.day, edition.manifest.get("evidence")) not in locked:
        return False
    try:
        return bool(json.loads((edition.folder / making.FORECASTS).read_bytes()))
    except (OSError, ValueError):
        return True  # what cannot be read is not deleted


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())
