"""The passphrase of a certificate: from the environment or the system's keyring, never a file."""

import os
from typing import Any

from h200analysis.delivery.trust import extra

SERVICE = "h200analysis"


def passphrase(variable: str, name: str) -> str:
    """Return what a variable holds, or what the keyring has under a name; empty if neither does."""
    if (given := os.environ.get(variable)) is not None:
        return given
    keyring: Any = extra.needed("keyring", "Asking the keyring for a passphrase")
    try:
        return keyring.get_password(SERVICE, name) or ""
    except keyring.errors.KeyringError:  # there is none on this machine, or it is locked
        return ""
