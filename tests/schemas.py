"""Writes anew the schemas of the data folder, by which editors complete: make schemas."""

import json
from pathlib import Path

from h200analysis.evidence.schemas import schemas
from tests.conftest import ROOT

FOLDER = ROOT / "data" / "schemas"


def files() -> dict[Path, str]:
    """Return each schema as it is to stand, by its file."""
    return {
        FOLDER / f"{name}.json": json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
        for name, schema in schemas().items()
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, text in files().items():
        file.write_text(text, encoding="utf-8")
