"""A heartbeat: an address that is asked for after each run, and whose keeper misses it.

Silence can be noticed only by somebody else. Services such as healthchecks.io, or one's own, send
word when an address has not been asked for in time.
"""

import logging
from urllib.error import URLError
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
    """Ask for an address, or for the one with "/fail" at its end where something went wrong.

    An address that does not answer is a warning, which does not show it: it is a secret.
    """
    asked = Request(address if is_well else f"{address.rstrip('/')}/fail")  # noqa: S310 - looked at
    try:
        urlopen(asked, timeout=_PATIENCE).close()  # noqa: S310 - looked at
    except (URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or type(error).__name__
        logger.warning("--ping: the address did not answer (%s).", reason)
