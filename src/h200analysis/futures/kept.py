"""Beliefs that are kept in a folder: whoever believes the same maps them instead of drawing anew.

A belief follows from the evidence of a day, the scenario, what is set by hand, the seed and the
number of draws. The press computes it once and keeps it here; the kernels of all briefings of the
day share the pages of one file, which none of them can write.
"""

import hashlib
import json
import os
import pickle
import stat
from collections.abc import Sequence
from io import BytesIO
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from h200analysis import project
from h200analysis.cases.case import Case
from h200analysis.cases.evaluation import Computed
from h200analysis.evidence import reads
from h200analysis.evidence.answers import plain
from h200analysis.futures import untouched

if TYPE_CHECKING:
    from h200analysis.futures.belief import Belief

_FORM = b"h200analysis belief 1\n"
_ALIGNED = 64  # bytes, as arrays are that numpy makes


def key(case: Case, seed: int, draws: int) -> str | None:
    """Return the SHA-256 of all that a belief follows from, the package apart, in hexadecimal.

    None where a case cannot be told from another by it: it was given means, or a function.
    """
    ledger = plain(case.ledger)  # to name it is not to use it
    kinds = (ledger.sources, ledger.claims, ledger.parameters, ledger.scenarios)
    told = {
        "evidence": ledger.fingerprint(),
        "order": [list(records) for records in (*kinds, *ledger.kinds.values())],
        "scenario": case.scenario,
        "by_hand": list(case.by_hand.items()),
        "seed": seed,
        "draws": draws,
    }
    if case.given:
        return None
    try:
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()
    except TypeError:
        return None


def keep(folder: Path, name: str, belief: "Belief") -> None:
    """Keep a belief in a folder under its key, whole or not at all.

    With it is kept what this process has read of the evidence. The case is not: a reader has its
    own. Raises `OSError` where the disk refuses.
    """
    case, buffers, pickled = belief.drawn.case, list[pickle.PickleBuffer](), BytesIO()
    _Pickler(pickled, case, buffers).dump((belief, case.noted))
    parts: list[memoryview] = [pickled.getbuffer(), *(buffer.raw() for buffer in buffers)]
    noted = reads.of_process()  # asked last: whatever is kept whole was read whole
    used = noted.used() if noted else {}
    head = json.dumps({"used": used, "sizes": [len(part) for part in parts]})
    with NamedTemporaryFile(dir=folder, prefix=".keeping-", delete=False) as file:
        try:
            for part in (memoryview(_FORM + head.encode() + b"\n"), *parts):
                file.write(part)
                file.write(bytes(-file.tell() % _ALIGNED))
            file.flush()
            Path(file.name).rename(folder / name)
        finally:
            Path(file.name).unlink(missing_ok=True)


def kept(folder: Path, name: str, case: Case) -> "Belief | None":
    """Return the belief of a case that is kept under a key.

    Its arrays cannot be written. The case notes the inputs that it would have noted had it drawn
    them itself, and this process the evidence that it would have read. None where there is no such
    belief, or where anything about it is odd.
    """
    try:
        with (folder / name).open("rb") as file:
            _check(folder)
            head, pickled, *buffers = _parts(mmap(file.fileno(), 0, access=ACCESS_READ))
        belief, inputs = _Unpickler(BytesIO(pickled), case, buffers).load()
        used = json.loads(bytes(head))["used"]
    except (OSError, LookupError, TypeError, ValueError, EOFError, pickle.UnpicklingError):
        return None
    case.note(Computed(None, "", inputs))
    if noted := reads.of_process():
        noted.add(used)
    found: Belief = belief
    return found


def found(case: Case, seed: int, draws: int) -> "Belief | None":
    """Return the belief of a case from the folder that the environment names, if it is kept there.

    A notebook that has put something of its own in the library's place computes its own.
    """
    folder = os.environ.get(project.BELIEFS)
    # To name a changed copy of a ledger is to read all of it, which would be noted.
    is_nameable = case.ledger.noted_by is not None or reads.of_process() is None
    name = key(case, seed, draws) if folder and is_nameable else None
    if not (folder and name and Path(folder, name).exists()):
        return None
    if not untouched.is_untouched():  # asked last, since it takes longest
        return None
    return kept(Path(folder), name, case)


def _check(folder: Path) -> None:
    """Refuse a folder into which others may write: what is unpickled may run anything."""
    told = folder.stat()
    if os.name == "posix" and (told.st_uid != os.getuid() or stat.S_IMODE(told.st_mode) & 0o077):
        raise PermissionError(f"{folder}: others may write there.")


def _parts(mapped: mmap) -> list[memoryview]:
    """Return the head of a file and the parts that it names; UnpicklingError if it is cut."""
    view, end = memoryview(mapped), mapped.find(b"\n", len(_FORM))
    if mapped[: len(_FORM)] != _FORM or end < 0:
        raise pickle.UnpicklingError("no belief of this form")
    parts, place = [view[len(_FORM) : end]], end + 1
    for size in json.loads(bytes(parts[0]))["sizes"]:
        place += -place % _ALIGNED
        parts.append(view[place : place + size])
        place += size
    if place + -place % _ALIGNED != len(mapped):
        raise pickle.UnpicklingError("not as long as it says")
    return parts


class _Pickler(pickle.Pickler):
    """Writes a belief without its case and ledger, and its arrays aside."""

    def __init__(self, file: BytesIO, case: Case, buffers: list[pickle.PickleBuffer]) -> None:
        super().__init__(file, protocol=5, buffer_callback=buffers.append)
        self._case = case

    def persistent_id(self, it: Any) -> str | None:
        """Return what stands for the case and for its ledger."""
        if it is self._case:
            return "case"
        return "ledger" if it is self._case.ledger else None


class _Unpickler(pickle.Unpickler):
    """Reads a belief over the case of whoever asks for it."""

    def __init__(self, file: BytesIO, case: Case, buffers: Sequence[memoryview]) -> None:
        super().__init__(file, buffers=buffers)
        self._own = {"case": case, "ledger": case.ledger}

    def persistent_load(self, name: str) -> Any:
        """Return the reader's own case or ledger."""
        return self._own[name]
