"""How an edition stands in the archive: newest, replaced, withdrawn or removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from h200analysis.delivery import archive, stamp
from h200analysis.delivery.archive import Edition
from h200analysis.delivery.trust import appended, signature
from h200analysis.delivery.trust.checks import Check, differs, noted, sound
from h200analysis.exhibits.marks import day
from h200analysis.press import removals, withdrawals
from h200analysis.press.removals import Removal
from h200analysis.press.withdrawals import Withdrawal


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of editions, read once: what stands there, what was withdrawn and what removed."""

    out: Path
    editions: tuple[Edition, ...]
    withdrawn: Mapping[str, Withdrawal]
    removed: Mapping[str, Removal]

    def with_key(self, record: Mapping[str, Any]) -> Edition | None:
        """Return the edition of a record, of those that stand."""
        briefing, number = record.get("briefing"), record.get("edition")
        for each in self.editions:  # a manifest is only read where the name fits
            is_like = (each.briefing, each.number) == (briefing, number)
            if is_like and each.key == record.get("key"):
                return each
        return None

    def standing(self, address: str) -> list[Check]:
        """Return what has become of an edition, in sentences that decide nothing."""
        place, _, number = address.rpartition("/")
        later = [
            each
            for each in self.editions
            if each.address.rpartition("/")[0] == place and each.number > int(number)
        ]
        told = []
        if past := self.withdrawn.get(address):
            told.append(noted(f"It was withdrawn on {past.on}: {past.why}"))
        if gone := self.removed.get(address):
            told.append(noted(f"It was removed on {gone.on}: {gone.why}"))
        if later:
            told.append(noted(f"It was replaced by edition {_listed(later)}."))
        return told or [sound("It is the newest of its briefing and day in the archive.")]

    def against(self, record: Mapping[str, Any], content: bytes) -> list[Check]:
        """Return how a PDF compares with the edition of its record that stands in the archive."""
        address = self._removed_address(record)
        if address is not None:
            return self.standing(address)
        edition = self.with_key(record)
        if edition is None:
            return [noted(f"No edition in {self.out} is the one that it says it is.")]
        kept = _bytes(edition.folder / "briefing.pdf")
        past = self.withdrawn.get(edition.address)
        if content == kept:
            same = sound(f"It is, byte for byte, the PDF of {edition.address} in the archive.")
        elif kept and past and content == stamp.stamped(kept, past):
            same = sound(
                f"It is the PDF of {edition.address} in the archive, stamped as withdrawn."
            )
        elif kept and signature.is_signed(content) and appended.is_only_signed(kept, content):
            told = f"It is the PDF of {edition.address} in the archive, with a signature added."
            same = sound(told)
        else:
            same = differs(f"It is not the PDF of {edition.address} in the archive.")
        return [same, *self.standing(edition.address)]

    def _removed_address(self, record: Mapping[str, Any]) -> str | None:
        number = str(record.get("edition"))
        for address, gone in self.removed.items():
            if gone.key == record.get("key") and address.rpartition("/")[2] == number:
                return address
        return None


def shelf(out: Path) -> Shelf:
    """Read a folder of editions."""
    return Shelf(
        out,
        tuple(archive.editions(out)),
        withdrawals.withdrawn(out),
        removals.removed(out),
    )


def _listed(later: list[Edition]) -> str:
    newest = later[-1]
    made = f" of {day(newest.made)}" if newest.made else ""
    return f"{newest.number}{made}"


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
