"""Writing a claim, and how we read it, into the ledger: checked first, and put in its place."""

import logging
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from h200analysis.evidence import reading
from h200analysis.evidence.ledger import Ledger
from h200analysis.evidence.lines import end_of
from h200analysis.evidence.readings import READINGS, Reading
from h200analysis.evidence.record import Judgement, Record
from h200analysis.evidence.records import Claim, Source

logger = logging.getLogger(__name__)

Fields = Mapping[str, str]


class Addition:
    """A claim, with its source where that is new and its reading where it has one.

    They are tried on a copy of the data folder. `against` of a reading is given as text, such as
    "approvals=strong, open=weak". Raises `DataError` with every fault the folder would then have,
    and leaves the folder alone.
    """

    def __init__(
        self,
        topic: str,
        claim: tuple[str, Fields],
        source: tuple[str, Fields] | None,
        data: Path,
        read: Fields | None = None,
    ) -> None:
        self.name, self._data = claim[0], data
        self._before = reading.read(date.max, data)
        self._texts: dict[str, str] = {}
        if source is not None:
            self._texts["sources.toml"] = self._sources(*source)
        self._texts[f"claims/{topic}.toml"] = self._claims(f"claims/{topic}.toml", *claim)
        if read is not None:
            self._texts[READINGS.file] = self._readings(read)
        self.views = self._tried()

    @property
    def files(self) -> tuple[str, ...]:
        """Return the files that would be written, as they are called inside the data folder."""
        return tuple(self._texts)

    @property
    def claim(self) -> Claim:
        """Return the claim as it was checked."""
        return self.views(date.max).claim(self.name)

    def write(self) -> None:
        """Put the files in place, or none of them: all are written aside before the first is moved.

        A source stands before its claim, and a claim before its reading, so that none lacks its
        own at any moment.
        """
        asides: dict[Path, Path] = {}
        try:
            for name, text in self._texts.items():
                path = self._data / name
                asides[path] = path.with_suffix(".toml.new")
                asides[path].write_text(text, encoding="utf-8")
        except OSError:
            for aside in asides.values():
                if aside.is_file():
                    aside.unlink()
            raise
        for path, aside in asides.items():
            aside.replace(path)
            logger.info("%s: written", path)

    def _tried(self) -> Callable[[str | date], Ledger]:
        """Return what gives the ledger of any day, the new records in it."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "data"
            shutil.copytree(self._data, copy)
            for name, text in self._texts.items():
                (copy / name).write_text(text, encoding="utf-8")
            return reading.views(copy)

    def _claims(self, file: str, name: str, fields: Fields) -> str:
        """Return the topic's file with the claim after the last of its group, or at the end."""
        path = self._data / file
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        group = fields.get("conflict_group")
        after = [n for n, c in self._before.claims.items() if group and c.conflict_group == group]
        return _inserted(text, after, _block(name, fields, Claim))

    def _sources(self, name: str, fields: Fields) -> str:
        """Return the sources with the new one after the last of its kind."""
        text = (self._data / "sources.toml").read_text(encoding="utf-8")
        kind = fields.get("kind")
        after = [n for n, source in self._before.sources.items() if source.kind == kind]
        return _inserted(text, after, _block(name, fields, Source))

    def _readings(self, fields: Fields) -> str:
        """Return the readings with the new one after those of its report, else of its gate."""
        path = self._data / READINGS.file
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        known = self._before.of(READINGS)
        of_report = [n for n, each in known.items() if each.report == fields.get("report")]
        of_gate = [n for n, each in known.items() if each.gate == fields.get("gate")]
        return _inserted(text, of_report or of_gate, _block(self.name, fields, Reading))


def topic_of(ledger_: Ledger, data: Path, group: str | None) -> str | None:
    """Return the topic under which the claims of a group stand, if they stand together."""
    import tomllib

    members = set(ledger_.group(group)) if group else set()
    files = [
        path.stem
        for path in sorted((data / "claims").glob("*.toml"))
        if members & tomllib.loads(path.read_text(encoding="utf-8")).keys()
    ]
    return files[0] if len(files) == 1 else None


def _inserted(text: str, after: list[str], block: str) -> str:
    lines = text.splitlines()
    ends = [end for name in after if (end := end_of(text, name)) is not None]
    place = max(ends, default=len(lines))
    before, rest = "\n".join(lines[:place]).rstrip(), "\n".join(lines[place:]).strip("\n")
    return "\n\n".join(part for part in (before, block.strip(), rest) if part) + "\n"


def _block(name: str, fields: Fields, kind: type[Record]) -> str:
    """Return the record as TOML, its fields in the order of the codebook."""
    import tomlkit

    table = tomlkit.table()
    own = [field for field in kind.model_fields if field not in Judgement.model_fields]
    for field in dict.fromkeys((*own, *kind.model_fields)):
        if field in fields:
            table[field] = _typed(fields[field], str(kind.model_fields[field].annotation))
    return tomlkit.dumps({name: table})


def _typed(text: str, annotation: str) -> Any:
    """Return text as the field's type; what does not fit stays text, for the check to tell."""
    kind = next((kind for kind in _TYPES if kind in annotation), None)
    try:
        return _TYPES[kind](text) if kind else text
    except (ValueError, KeyError):
        return text


def _number(text: str) -> float:
    """Return a number; a comma parts thousands alone, since "1,5" is one and a half elsewhere."""
    number = float(text.replace(",", "") if _THOUSANDS.fullmatch(text) else text)
    return int(number) if number.is_integer() else number


def _marks(text: str) -> Any:
    """Return "approvals=strong, open=weak" as a table on one line."""
    import tomlkit

    pairs = (part.split("=") for part in text.split(",") if part.strip())
    marks = tomlkit.inline_table()
    marks.update({state.strip(): word.strip() for state, word in pairs})
    return marks


_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_TYPES: dict[str, Callable[[str], Any]] = {
    "dict": _marks,
    "date": date.fromisoformat,
    "bool": {"true": True, "false": False}.__getitem__,
    "int": int,
    "float": _number,
}
"""How a field is read from text, by a word in its annotation; the first that fits counts."""
