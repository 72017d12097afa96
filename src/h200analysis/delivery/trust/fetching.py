"""A file from an address on the web: by https alone, its certificate checked, never without end."""

import http.client
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from h200analysis.errors import H200Error

LARGEST = 64 * 1024 * 1024
"""The most bytes that are fetched; an edition's PDF has less than one million."""
_PATIENCE = 30.0  # seconds without an answer


class FetchError(H200Error, OSError):
    """An address from which nothing can be fetched."""


class _OnlyHttps(urllib.request.HTTPRedirectHandler):
    """Follow no redirection that leads away from https."""

    def redirect_request(
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Any:
        fp.close()
        _refuse_all_but_https(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetched(url: str, largest: int = LARGEST) -> bytes:
    """Return what an address has, or say in a sentence why not."""
    _refuse_all_but_https(url)
    opener = urllib.request.build_opener(_OnlyHttps())
    try:
        with opener.open(url, timeout=_PATIENCE) as answer:
            content: bytes = answer.read(largest + 1)
    except urllib.error.HTTPError as error:
        error.close()
        raise FetchError(f"{url}: the server answers {error.code} {error.reason}.") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise FetchError(f"{url}: it cannot be fetched ({reason}).") from None
    if len(content) > largest:
        raise FetchError(
            f"{url}: found more than {largest:,} bytes, expected the PDF of an edition."
        )
    return content


def _refuse_all_but_https(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, secret = parts.hostname, parts.password
    except ValueError as error:
        raise FetchError(f"{url}: it is no address on the web ({error}).") from None
    if secret is not None:
        raise FetchError(f"…@{host}{parts.path}: leave the password out of the address.")
    if parts.scheme != "https" or not host:
        raise FetchError(f"{url}: expected an address that begins with https://.")
