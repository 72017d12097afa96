"""What a folder holds, checked against its manifest: one edition, or all of an archive."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any

from h200analysis.counting import counted
from h200analysis.delivery.archive import Edition
from h200analysis.delivery.trust import pdf
from h200analysis.delivery.trust.checks import Check, State, differs, noted, sound
from h200analysis.delivery.trust.standing import Shelf
from h200analysis.press import keys, manifest
from h200analysis.press.attachments import EDITION, FIGURES, NOTEBOOK
from h200analysis.press.formats import PDF
from h200analysis.press.gate import attached
from h200analysis.press.inputs import Inputs


def checks(folder: Path) -> Iterator[Check]:
    """Yield what is found in the folder of an edition, its PDF included."""
    told = manifest.read(folder)
    if not isinstance(told.get("files"), dict):
        yield differs(f"{folder / manifest.NAME}: it cannot be read as the manifest of an edition.")
        return
    yield _files(folder, told)
    yield _key(told)
    try:
        content = (folder / PDF.file).read_bytes()
    except OSError:
        return  # told as missing
    yield from pdf.checks(content)
    yield from _against(content, folder, told)


def of_archive(shelf: Shelf) -> Iterator[Check]:
    """Yield a line for each edition of an archive, and whether what is told of them fits."""
    for each in shelf.editions:
        faults = [check.told for check in checks(each.folder) if check.state is State.DIFFERS]
        faults += list(_misplaced(each))
        yield differs(f"{each.address}: {' '.join(faults)}") if faults else sound(each.address)
    yield from _told_of(shelf)


def _told_of(shelf: Shelf) -> Iterator[Check]:
    """Yield what was withdrawn and removed, and which numbers are missing without a word."""
    standing = {each.address: each for each in shelf.editions}
    for address, past in shelf.withdrawn.items():
        if address not in standing and address not in shelf.removed:
            yield differs(f"{address} was withdrawn on {past.on}, and is not in the archive.")
        else:
            yield noted(f"{address} was withdrawn on {past.on}: {past.why}")
    for address, gone in shelf.removed.items():
        is_there = " by its record, and still stands" if address in standing else ""
        yield noted(f"{address} was removed on {gone.on}{is_there}: {gone.why}")
    for before, after in pairwise(shelf.editions):
        if before.folder.parent == after.folder.parent and _is_earlier(after, before):
            yield differs(f"{after.address} was made before the edition that it replaces.")
    for each in shelf.editions:
        for number in range(1, each.number):
            address = f"{each.day}/{each.name}/{number}"
            if address not in standing and address not in shelf.removed:
                yield differs(f"{address} is missing, and nothing says that it was removed.")


def _is_earlier(one: Edition, other: Edition) -> bool:
    return one.made is not None and other.made is not None and one.made < other.made


def placed(each: Edition) -> list[Check]:
    """Return whether an edition stands where its manifest tells that it does."""
    return [differs(told) for told in _misplaced(each)]


def _misplaced(each: Edition) -> Iterator[str]:
    """Yield where an edition does not stand in the place that its manifest tells."""
    told = each.manifest
    parameters = told.get("parameters")
    day = parameters.get("as_of") if isinstance(parameters, dict) else None
    if (day, told.get("briefing"), told.get("edition")) != (
        str(each.day),
        each.briefing,
        each.number,
    ):
        yield f"It stands in the place of another edition than its {manifest.NAME} tells of."


def _files(folder: Path, told: Mapping[str, Any]) -> Check:
    named: dict[str, str] = told["files"]
    found = {path.name for path in folder.iterdir()} - {manifest.NAME}
    faults = [f"{name} is missing." for name in sorted(named.keys() - found)]
    faults += [f"{name} is not of the edition." for name in sorted(found - named.keys())]
    for name in sorted(found & named.keys()):
        if manifest.hashes({name: (folder / name).read_bytes()})[name] != named[name]:
            faults.append(f"{name} was changed after it was made.")
    if faults:
        return differs(" ".join(faults))
    return sound(
        f"It holds {counted(len(named), 'file')}, each with the hash that {manifest.NAME} has."
    )


def _key(told: Mapping[str, Any]) -> Check:
    """Return whether the key of an edition is the hash of the inputs that its manifest tells."""
    inputs = {each.name: told.get(each.name) for each in fields(Inputs)}
    if hashlib.sha256(keys.as_json(inputs)).hexdigest() != told.get("key"):
        return differs(f"{manifest.NAME} was changed: its key is not the hash of its inputs.")
    return sound("Its key is the hash of the inputs that it tells of.")


def _is_other(one: bytes, other: bytes) -> bool:
    return one.rstrip(b"\n") != other.rstrip(b"\n")  # of old, only one of them ended its line


def _against(content: bytes, folder: Path, told: Mapping[str, Any]) -> Iterator[Check]:
    """Yield whether the PDF carries what stands beside it."""
    try:
        files = attached.held(content)
        beside = [name for name in (NOTEBOOK, FIGURES) if name in files]
        other = [name for name in beside if _is_other(files[name], (folder / name).read_bytes())]
    except (OSError, ValueError, RuntimeError):
        return  # told before
    record = {key: value for key, value in attached.record(files).items() if key != "files"}
    other += [f"{EDITION} ({name})" for name in record if record[name] != told.get(name)]
    if other:
        yield differs(f"The PDF carries another {', '.join(other)} than stands beside it.")
    elif record:
        yield sound("The PDF carries the notebook, the figures and the record of this folder.")
