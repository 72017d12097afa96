"""What Altair never asks for costs no time, and is there for whoever does."""

import os
import subprocess
import sys
from pathlib import Path

_GRAMMAR = """
LOADED = True
def is_valid_syntax(term, value):
    return (term, value) == ("iri", "https://例え.jp")
"""
_TOLD = """
import sys
import h200analysis
import altair
print("rfc3987_syntax.helpers" in sys.modules)
from jsonschema import FormatChecker
print(FormatChecker().conforms("https://例え.jp", "iri"), FormatChecker().conforms("x", "iri"))
print("rfc3987_syntax.helpers" in sys.modules)
import rfc3987_syntax
print(rfc3987_syntax.LOADED)
import rfc3986_validator
print(type(rfc3986_validator).__name__)
print(FormatChecker().conforms("https://a.org", "uri"), FormatChecker().conforms("x", "uri"))
import rfc3986_validator
print(type(rfc3986_validator).__name__)
"""


def test_the_grammar_of_addresses_is_loaded_when_it_is_used(tmp_path: Path) -> None:
    """Altair is imported without it; an address is checked by it all the same."""
    package = tmp_path / "rfc3987_syntax"
    package.mkdir()
    (package / "__init__.py").write_text("from .helpers import *\n")
    (package / "helpers.py").write_text(_GRAMMAR, encoding="utf-8")

    ran = subprocess.run(
        [sys.executable, "-c", _TOLD],
        env=os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    told = ["False", "True False", "True", "True", "_Deferred", "True False", "module"]
    assert told == ran.stdout.splitlines()
