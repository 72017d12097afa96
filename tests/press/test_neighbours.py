"""The other editions of a day: those alone that rest on the same are held to each other."""

import json
from pathlib import Path
from typing import Any

from h200analysis.press import neighbours

ABOUT = {"evidence": "e", "parameters": {"seed": 7}, "package": "p"}


def _edition(
    briefing: Path, manifest: dict[str, Any], figures: str = '[{"name": "gap"}]', number: int = 1
) -> None:
    folder = briefing / str(number)
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / "figures.json").write_text(figures, encoding="utf-8")


def test_only_like_editions_count(tmp_path: Path) -> None:
    """Other evidence, seed or software is another edition; of several numbers the newest counts."""
    day = tmp_path / "2026-01-15"
    _edition(day / "fee", {**ABOUT, "evidence": "older"}, "[]", 9)
    _edition(day / "fee", {**ABOUT, "briefing": "fee"}, number=10)
    _edition(day / "claim_audit", ABOUT, number=1)
    _edition(day / "claim_audit", {**ABOUT, "evidence": "newer"}, number=2)
    _edition(day / "fee--seed-8", {**ABOUT, "parameters": {"seed": 8}})
    _edition(day / "annex", {**ABOUT, "evidence": "other"})
    _edition(day / "executive", {**ABOUT, "package": "other"})
    _edition(day / "torn", ABOUT, "[{")
    _edition(day / "listed", {}, "[]")
    (day / "empty").mkdir()
    _edition(day / "supply_gap", ABOUT)

    found = neighbours.figures(day / "supply_gap", ABOUT)

    assert {"fee": [{"name": "gap"}]} == found


def test_the_first_edition_of_a_day_has_none(tmp_path: Path) -> None:
    """A folder that is not there yet has nothing beside it."""
    assert {} == neighbours.figures(tmp_path / "2026-01-15" / "fee", ABOUT)
