"""A module that takes a second to import and is hardly ever used: loaded when it is used.

`jsonschema` imports the grammar of internationalised addresses whenever it is installed, as beside
JupyterLab it is, and Altair and nbformat import `jsonschema`. No schema of theirs asks for it.
"""

import sys
from importlib.util import find_spec
from types import ModuleType
from typing import Any

GRAMMAR = "rfc3987_syntax"


class _Deferred(ModuleType):
    """Stands in for a module until something of it is used."""

    def is_valid_syntax(self, *args: Any, **kwargs: Any) -> Any:
        """Do what the module's own function does."""
        return self._loaded().is_valid_syntax(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what the machinery of imports asks for
            raise AttributeError(name)
        return getattr(self._loaded(), name)

    def _loaded(self) -> ModuleType:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        import rfc3987_syntax

        loaded: ModuleType = rfc3987_syntax
        return loaded


def defer() -> None:
    """Put the stand-in in its place, unless the module is loaded already or not installed."""
    if GRAMMAR not in sys.modules and (found := find_spec(GRAMMAR)) is not None:
        sys.modules[GRAMMAR] = stand_in = _Deferred(GRAMMAR)
        stand_in.__spec__ = found
