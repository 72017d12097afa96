"""The other editions of a day: those of the same evidence, parameters and software."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from h200analysis.press import manifest, placing

if TYPE_CHECKING:
    from h200analysis.press.gate.shown import Shown

_FIGURES = "figures.json"
_VARIANT = "--"  # no name of a briefing has two hyphens


def figures(folder: Path, about: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return the figures of the newest editions beside a briefing's folder, by briefing.

    Those count whose manifest has all of `about`. The briefing itself is left out, and so is what
    is no whole edition.
    """
    found: dict[str, list[Any]] = {}
    for other in sorted(_of_like_variant(folder)):
        newest = placing.newest(other)
        if newest is None:
            continue
        told = manifest.read(newest)
        try:
            if all(told.get(key) == value for key, value in about.items()):
                found[other.name] = json.loads((newest / _FIGURES).read_bytes())
        except (OSError, ValueError):
            continue
    return found


def refuse(briefing: str, shown: "Iterable[Shown]", folder: Path, about: Mapping[str, Any]) -> None:
    """Raise `GateError` where what an edition shows is stated otherwise in one beside it."""
    if beside := figures(folder, about):
        from h200analysis.press import gate
        from h200analysis.press.gate import agreement

        gate.refuse(briefing, list(agreement.reasons(shown, beside)))


def _of_like_variant(folder: Path) -> Iterator[Path]:
    """Yield the other folders of a day whose name ends alike; there may be a thousand variants."""
    _, _, variant = folder.name.partition(_VARIANT)
    if not folder.parent.is_dir():
        return
    with os.scandir(folder.parent) as entries:
        for each in entries:
            is_like = each.name.partition(_VARIANT)[2] == variant
            if is_like and each.name != folder.name and each.is_dir():
                yield Path(each.path)
