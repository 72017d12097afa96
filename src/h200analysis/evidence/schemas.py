"""The JSON Schemas of data/*.toml, made of the records themselves: editors complete by them."""

from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import models_json_schema

from h200analysis.evidence.kinds import KINDS
from h200analysis.evidence.qualifiers import Rules
from h200analysis.evidence.record import Record
from h200analysis.evidence.records import Claim, Conflict, MeasureName, Parameter, Scenario, Source

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DAY = {"type": "string", "format": "date", "description": "of all that does not say its own"}
RECORDS: Mapping[str, type[Record]] = {
    "sources": Source,
    "claims": Claim,
    "conflicts": Conflict,
    "measures": MeasureName,
    "parameters": Parameter,
    **{kind.name: kind.record for kind in KINDS},
}
"""The record that each kind of file of the data folder holds by id."""
_UNITS: Schema = {
    "$schema": DIALECT,
    "title": "Units",
    "type": "object",
    "properties": {
        "units": {
            "type": "array",
            "items": {"type": "string", "minLength": 1},
            "uniqueItems": True,
            "description": "the units that figures of the project may have",
        }
    },
    "required": ["units"],
    "additionalProperties": False,
}


def schemas() -> dict[str, Schema]:
    """Return the schema of each kind of file of the data folder by its name.

    A file holds records by their ids; its own `recorded` stands for those that say none.
    """
    files = {name: _file(kind) for name, kind in RECORDS.items()}
    return files | {"scenario": _schema(Scenario), "rules": _schema(Rules), "units": _UNITS}


def _file(kind: type[Record]) -> Schema:
    record = _schema(kind)
    told: Schema = {key: record.pop(key) for key in ("$schema", "$defs") if key in record}
    return {
        **told,
        "title": f"{kind.__name__} records by id",
        "type": "object",
        "properties": {"recorded": _DAY},
        "additionalProperties": _dated_by_file(record),
    }


def _schema(kind: type[Record]) -> Schema:
    _, told = models_json_schema([(kind, "validation")])
    record = told["$defs"].pop(kind.__name__)
    inner = {name: _dated_by_file(each) for name, each in told["$defs"].items()}
    return {"$schema": DIALECT, **record, **({"$defs": inner} if inner else {})}


def _dated_by_file(record: Schema) -> Schema:
    """Return a record's schema without the demand for a day that the file may give."""
    needed = [name for name in record.get("required", []) if name != "recorded"]
    return {**record, "required": needed} if "required" in record else record
