"""What is not installed with h200analysis itself: asked for when it is needed, and told by name."""

from importlib import import_module
from types import ModuleType

from h200analysis.errors import H200Error


class ExtraError(H200Error, ImportError):
    """A library of the extra `delivery` that is not installed."""


def needed(module: str, what_for: str) -> ModuleType:
    """Return a module of the extra `delivery`, or say in a sentence how to install it."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise ExtraError(
            f"{what_for} needs {error.name}, which is not installed; "
            "run: pip install h200analysis[delivery]"
        ) from None
