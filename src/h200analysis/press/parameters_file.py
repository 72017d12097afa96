"""A file of parameters, as --params has it: names and values in YAML, TOML or JSON."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from h200analysis.press.parameters import ParameterError


def read(path: Path) -> dict[str, Any]:
    """Return the values in a file by name; ParameterError for a file that holds no such thing."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        endings = ", ".join(_READERS)
        raise ParameterError(f"--params {path}: expected a file whose name ends in {endings}.")
    try:
        values = reader(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError) as error:
        raise ParameterError(f"--params {path}: it cannot be read ({error}).") from None
    except ValueError as error:
        told = " ".join(str(error).split())
        raise ParameterError(f"--params {path}: {told}.") from None
    if not isinstance(values, dict) or not all(isinstance(name, str) for name in values):
        raise ParameterError(f"--params {path}: expected names and values, such as seed: 7.")
    return values


def _yaml(text: str) -> Any:
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ParameterError(str(error)) from None


_READERS: dict[str, Callable[[str], Any]] = {
    ".yaml": _yaml,
    ".yml": _yaml,
    ".toml": tomllib.loads,
    ".json": json.loads,
}
