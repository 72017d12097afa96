"""Writing a claim into the ledger: checked first, put in its place, and nothing else moved."""

import logging
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from h200analysis.evidence import reading
from h200analysis.evidence.ledger import Ledger
from h200analysis.evidence.lines import end_of
from h200analysis.evidence.records import Claim, Record, Source

logger = logging.getLogger(__name__)

Fields = Mapping[str, str]


class Addition:
    """A claim, and a source where it has a new one, tried on a copy of the data folder.

    Raises `DataError` with every fault the folder would then have, and leaves the folder alone.
    """

    def __init__(
        self, topic: str, claim: tuple[str, Fields], source: tuple[str, Fields] | None, data: Path
    ) -> None:
        self._data = data
        self._before = reading.read(date.max, data)
        self._texts = {f"claims/{topic}.toml": self._claims(f"claims/{topic}.toml", *claim)}
        if source is not None:
            self._texts["sources.toml"] = self._sources(*source)
        self.name = claim[0]
        self.ledger = self._tried()

    @property
    def files(self) -> tuple[str, ...]:
        """Return the files that would be written, as they are called inside the data folder."""
        return tuple(self._texts)

    @property
    def claim(self) -> Claim:
        """Return the claim as it was checked."""
        return self.ledger.claim(self.name)

    def write(self) -> None:
        """Put the files in place, each whole; the source first, so that no claim lacks its own."""
        for name in sorted(self._texts, reverse=True):
            path = self._data / name
            aside = path.with_suffix(".toml.new")
            aside.write_text(self._texts[name], encoding="utf-8")
            aside.replace(path)
            logger.info("%s: written", path)

    def _tried(self) -> Ledger:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "data"
            shutil.copytree(self._data, copy)
            for name, text in self._texts.items():
                (copy / name).write_text(text, encoding="utf-8")
            return reading.read(date.max, copy)

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
    for field in kind.model_fields:
        if field in fields:
            table[field] = _typed(fields[field], str(kind.model_fields[field].annotation))
    return tomlkit.dumps({name: table})


def _typed(text: str, annotation: str) -> Any:
    """Return text as the field's type; what does not fit stays text, for the check to tell."""
    try:
        if "date" in annotation:
            return date.fromisoformat(text)
        if "bool" in annotation:
            return {"true": True, "false": False}[text]
        if "int" in annotation:
            return int(text)
        if "float" in annotation:
            number = float(text.replace("_", "").replace(",", ""))
            return int(number) if number.is_integer() else number
    except (ValueError, KeyError):
        return text
    return text
