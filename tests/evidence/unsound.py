"""Records that are wrong in one way, and what the ledger says of a folder that holds them."""

from pathlib import Path

import pytest

from h200analysis import evidence

CLAIM = """
[wrong]
source = "{source}"
subject = "Nvidia"
metric = "price"
{figure}
qualifier = "{qualifier}"
as_of = {as_of}
attribution = "anonymous sources"
paraphrase = "A test."
"""


def claim(**fields: str) -> str:
    """Return a claim named `wrong`, sound but for the fields given."""
    sound = {
        "source": "newsbytes_2025_12_31",
        "figure": "",
        "qualifier": "about",
        "as_of": "2025-12-31",
    }
    return CLAIM.format(**(sound | fields))


PARAMETER = """
[wrong]
title = "A test"
unit = "chip"
{extra}
[[wrong.values]]
since = 2025-12-31
central = {central}
quality = "red"
{more}
"""


def parameter(extra: str = "", central: str = "1", more: str = 'assumed = "A test."') -> str:
    """Return a parameter named `wrong`, sound but for what is given."""
    return PARAMETER.format(extra=extra, central=central, more=more)


def faults_of(folder: Path) -> list[str]:
    """Return every fault of a data folder, as it is told."""
    with pytest.raises(evidence.DataError) as raised:
        evidence.read("2026-01-15", folder)
    return [str(fault) for fault in raised.value.faults]


def append(folder: Path, name: str, text: str) -> None:
    """Write text at the end of a file of the folder."""
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
