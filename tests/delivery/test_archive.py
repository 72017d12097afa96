"""The archive: what stands in a folder of editions, found by its address."""

import json
from datetime import date
from pathlib import Path

import pytest

from h200analysis.delivery import archive

_PAGE = """<details>code</details><h1>Up to <a class="figure">5 chips</a> for
China</h1><div class="deck"><p>None has arrived<a class="reference">a</a>.</p></div>"""


def _stand(out: Path, address: str) -> Path:
    folder = out / address
    folder.mkdir(parents=True)
    told = {"key": "0f", "made": "2026-11-28", "files": {}}
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    (folder / "briefing.html").write_text(_PAGE, encoding="utf-8")
    return folder


def test_editions_come_by_day_name_and_number(tmp_path: Path) -> None:
    """The tenth edition follows the ninth; what is hidden or is no day is no edition."""
    addresses = ["2026-01-15/gap/9", "2026-01-15/gap/10", "2025-12-31/gap--x/1", "2026-01-15/a/1"]
    for address in [*addresses, "notes/gap/1", "2026-01-15/.making-x/1"]:
        _stand(tmp_path, address)

    found = [each.address for each in archive.editions(tmp_path)]

    assert found == [addresses[2], addresses[3], addresses[0], addresses[1]]


def test_an_edition_is_found_by_its_address_and_the_newest_without_a_number(tmp_path: Path) -> None:
    """A variant is told apart from its briefing."""
    for address in ("2026-01-15/gap--x/1", "2026-01-15/gap--x/2"):
        _stand(tmp_path, address)

    found = archive.edition(tmp_path, "2026-01-15/gap--x")

    assert (found.number, found.briefing, found.variant) == (2, "gap", "x")
    assert archive.edition(tmp_path, "2026-01-15/gap--x/1").made == date(2026, 11, 28)


def test_an_address_of_nothing_is_refused_with_what_stands_there(tmp_path: Path) -> None:
    """The sentence names the folder and the editions of that day and name."""
    _stand(tmp_path, "2026-01-15/gap/1")

    with pytest.raises(archive.ArchiveError, match=r"expected an address .* 2026-01-15/gap/1"):
        archive.edition(tmp_path, "2026-01-15/gap/7")
    with pytest.raises(archive.ArchiveError, match="nothing of that day and name"):
        archive.edition(tmp_path, "2026-01-16/gap")


def test_the_opening_is_plain_text_without_the_marks_of_notes(tmp_path: Path) -> None:
    """Title and answer are read from the page, spaces kept between words."""
    _stand(tmp_path, "2026-01-15/gap/1")

    opening = archive.edition(tmp_path, "2026-01-15/gap").opening

    assert opening == archive.Opening("Up to 5 chips for China", "None has arrived.")
