"""A heartbeat: an address that is called after each run, so that silence is noticed.

Silence can be noticed only by somebody else. Services such as healthchecks.io, or one's own, send
word when an address has not been called in time.
"""

import logging
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from h200analysis.errors import ArgumentError

logger = logging.getLogger(__name__)
_PATIENCE = 10  # seconds


def sound(address: str | None) -> str | None:
    """Return an address of the web, or none; refuse another in a sentence that does not show it."""
    if address and not address.startswith(("http://", "https://")):
        raise ArgumentError("--ping: expected an address that begins with https:// or http://.")
    return address


def beat(address: str, is_well: bool) -> None:
    """Call an address, or the one with "/fail" at its end where something went wrong.

    Whatever goes wrong is a warning, which does not show the address: it is a secret.
    """
    try:
        asked = Request(address if is_well else f"{address.rstrip('/')}/fail")  # noqa: S310 - looked at
        urlopen(asked, timeout=_PATIENCE).close()  # noqa: S310 - looked at
    except Exception as error:  # also an answer that is no HTTP; no run fails for it
        logger.warning("--ping: the address did not answer as expected (%s).", _reason(error))


def _reason(error: Exception) -> str:
    """Return what went wrong without the words of the error, in which the address may stand."""
    if isinstance(error, HTTPError):
        return f"HTTP {error.code}"
    cause = getattr(error, "reason", error)
    told = getattr(cause, "strerror", None)
    return told if isinstance(told, str) else type(cause if cause is error else error).__name__
