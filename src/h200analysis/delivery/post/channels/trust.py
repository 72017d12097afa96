"""Which certificates are trusted: those of the system, or of an authority's file alone."""

import ssl
from pathlib import Path

from h200analysis.errors import H200Error


class TrustError(H200Error, ValueError):
    """A file of an authority's certificate that cannot be read."""


def context(folder: Path, ca: str | None) -> ssl.SSLContext:
    """Return what a connection is checked with; `ca` is a file, relative to a folder."""
    if ca is None:
        return ssl.create_default_context()
    try:
        return ssl.create_default_context(cafile=folder / ca)
    except OSError as error:  # ssl's own errors among them
        raise TrustError(f"{folder / ca}: no certificate can be read there ({error}).") from None
