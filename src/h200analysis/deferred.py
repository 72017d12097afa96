"""Modules that take their time to import and are hardly ever used: loaded when they are used.

`jsonschema` imports the grammars of addresses that are installed, as they are beside JupyterLab;
Altair and nbformat import `jsonschema`. No schema of theirs asks for one.
"""

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

GRAMMARS = {  # and the function that jsonschema has from each: a second's import, a fiftieth
    "rfc3987_syntax": "is_valid_syntax",
    "rfc3986_validator": "validate_rfc3986",
}


class _Deferred(ModuleType):
    """Stands in for a module until something of it is used."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        own = GRAMMARS[name]

        def function(*args: Any, **kwargs: Any) -> Any:
            """Do what the module's own function does."""
            return getattr(self._loaded(), own)(*args, **kwargs)

        self.__dict__[own] = function

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what the machinery of imports asks for
            raise AttributeError(name)
        return getattr(self._loaded(), name)

    def _loaded(self) -> ModuleType:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return import_module(self.__name__)


def defer() -> None:
    """Put stand-ins in their places, unless a module is loaded already or not installed."""
    for name in GRAMMARS:
        if name not in sys.modules and (found := find_spec(name)) is not None:
            sys.modules[name] = stand_in = _Deferred(name)
            stand_in.__spec__ = found
