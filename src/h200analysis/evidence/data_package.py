"""The ledger of a day as a Frictionless data package: typed tables with keys, for other tools."""

import hashlib
import json
from typing import TYPE_CHECKING, Any

from h200analysis.evidence.ledger import Ledger

if TYPE_CHECKING:
    import pandas as pd

DESCRIPTOR = "datapackage.json"
_KINDS = {
    "sources": "Who published something, where and when",
    "claims": "What each source says, in its own words and in ours",
    "parameters": "The values that we compute with, and what each rests on",
    "measures": "Measures of governments, and how they stood on the day",
    "conflicts": "Questions that several claims answer, and how they are weighed",
}
_KEYS: dict[str, list[dict[str, Any]]] = {
    "claims": [
        {"fields": ["source"], "reference": {"resource": "sources", "fields": ["id"]}},
        {"fields": ["supersedes"], "reference": {"resource": "", "fields": ["id"]}},
    ],
    "conflicts": [{"fields": ["claim"], "reference": {"resource": "claims", "fields": ["id"]}}],
}
_TYPES = {"M": "date", "f": "number", "i": "integer", "b": "boolean"}  # by numpy's kinds
_LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0; quotations remain their publishers’",
}


def written(ledger: Ledger) -> dict[str, bytes]:
    """Return the files of the package by name: a CSV for each kind, and what describes them.

    It holds what was known on the day of the ledger; the same ledger gives the same bytes.
    """
    frames = {kind: ledger.frame(kind) for kind in _KINDS}
    tables = {f"{kind}.csv": _csv(frame) for kind, frame in frames.items()}
    told = {
        "profile": "tabular-data-package",
        "name": "h200analysis-evidence",
        "title": f"Reports on Nvidia’s H200 and China, as known on {ledger.as_of}",
        "version": str(ledger.as_of),
        "licenses": [_LICENCE],
        "resources": [_resource(kind, frames[kind], tables[f"{kind}.csv"]) for kind in _KINDS],
    }
    descriptor = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    return {**tables, DESCRIPTOR: descriptor.encode()}


def _csv(frame: "pd.DataFrame") -> bytes:
    return frame.to_csv(date_format="%Y-%m-%d", lineterminator="\n").encode()


def _resource(kind: str, frame: "pd.DataFrame", content: bytes) -> dict[str, Any]:
    keys = [str(name) for name in frame.index.names]
    schema: dict[str, Any] = {
        "fields": [*({"name": name, "type": "string"} for name in keys), *_fields(frame)],
        "missingValues": [""],
        "primaryKey": keys,
    }
    if kind in _KEYS:
        schema["foreignKeys"] = _KEYS[kind]
    return {
        "profile": "tabular-data-resource",
        "name": kind,
        "path": f"{kind}.csv",
        "title": _KINDS[kind],
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


def _fields(frame: "pd.DataFrame") -> list[dict[str, Any]]:
    described = frame.attrs["columns"]
    return [
        {"name": str(name), "type": _type(column), "description": described[name]}
        for name, column in frame.items()
    ]


def _type(column: "pd.Series[Any]") -> str:
    return _TYPES.get(getattr(column.dtype, "kind", ""), "string")
