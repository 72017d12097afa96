"""JSON Schemas of what every edition carries: figures.json, claims.json and manifest.json."""

import json
from importlib.resources import files
from typing import Any

NAMES = ("figures", "claims", "manifest")


def address(name: str) -> str:
    """Return what a schema is called, in its own `$id` and in the files that follow it."""
    return f"urn:h200analysis:schema:{name}"


def text(name: str) -> bytes:
    """Return a schema as it ships with the package."""
    return (files(__name__) / f"{name}.json").read_bytes()


def schema(name: str) -> dict[str, Any]:
    """Return a schema to validate by."""
    read: dict[str, Any] = json.loads(text(name))
    return read
