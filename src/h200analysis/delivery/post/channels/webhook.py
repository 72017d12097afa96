"""Webhooks: a short message by apprise, which knows Slack, Teams, plain JSON and many others."""

import io
import logging
import os
import re
import socket
import ssl
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies

from h200analysis.delivery.post import plain
from h200analysis.delivery.post.answers import Answer, State
from h200analysis.delivery.post.destinations import Webhook
from h200analysis.delivery.post.letter import Letter, Outline
from h200analysis.errors import H200Error

_CODE = re.compile(r"error=(\d{3})")
_LATER = {408, 425, 429, 503}  # codes of HTTP by which a server asks to come again
_NOT_LET_IN = {401, 403, 404, 410}  # codes for an address that is wrong, or holds no longer
_PORTS = {"https": 443, "jsons": 443, "workflow": 443, "workflows": 443, "http": 80, "json": 80}
_IN_THE_CLEAR = {"http", "json"}
_PATIENCE = 20.0  # seconds
_LONGEST = 3_000  # characters, which Slack takes in one block


class WebhookError(H200Error):
    """A webhook that apprise does not know, or apprise itself not installed."""


class WebhookCarrier:
    """Sends letters to one webhook."""

    is_message = True
    is_repeatable = False

    def __init__(self, channel: Webhook) -> None:
        self._channel = channel

    def outline(self, letter: Letter) -> Outline:
        """Return the words and their size; nothing is attached."""
        text = words(letter)
        return Outline(len((letter.subject + text).encode()), (), text)

    def send(self, letter: Letter) -> Answer:
        """Send a letter. A code of HTTP says that it was not taken; silence is unknown."""
        url = self._channel.url.value()
        service = _service(url)
        if refused := _unreachable(url):
            return refused
        with _captured() as told:
            try:
                is_sent = service.notify(
                    body=words(letter), title=plain.line(letter.subject), body_format="text"
                )
            except Exception as error:  # its words may hold parts of the address
                return Answer(State.UNKNOWN, f"{type(error).__name__} while it was being sent")
        return Answer(State.SENT) if is_sent else _by_words(told.getvalue())


def words(letter: Letter) -> str:
    """Return the text of a letter at the length that a chat takes."""
    text = letter.text()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _service(url: str) -> Any:
    with _captured():
        try:
            from apprise import Apprise
        except ImportError:
            raise WebhookError(
                "a webhook needs a library; run: pip install h200analysis[delivery]"
            ) from None
        try:
            service = Apprise.instantiate(url)
        except Exception:  # its words may hold parts of the address
            service = None
    if service is None:
        raise WebhookError("its address is of no service that apprise knows")
    service.socket_connect_timeout = service.socket_read_timeout = _PATIENCE
    return service


def _unreachable(url: str) -> Answer | None:
    """Return the answer where no connection can be had, found out before anything is said.

    Where the address does not name the server, or a proxy stands between, it is not tried.
    """
    if url.partition(":")[0].lower() not in _PORTS or getproxies():
        return None  # of other schemes the rest may be no host and port at all, but a token
    parts = urlsplit(url)
    if not parts.hostname:
        return None
    port = _port(parts)
    try:
        with socket.create_connection((parts.hostname, port), _PATIENCE) as connection:
            if parts.scheme not in _IN_THE_CLEAR:
                _tls().wrap_socket(connection, server_hostname=parts.hostname).close()
    except ssl.SSLError as error:
        return Answer(State.HELD, f"its certificate is not accepted ({error.reason})")
    except OSError as error:
        told = f"it cannot be reached ({error.strerror or type(error).__name__})"
        return Answer(State.DEFERRED, told)
    return None


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or _PORTS[parts.scheme]
    except ValueError:  # whose words hold what stands there
        raise WebhookError("its address has a port that is no number") from None


def _tls() -> ssl.SSLContext:
    """Return what requests, on which apprise rests, trusts."""
    import certifi

    return ssl.create_default_context(
        cafile=os.environ.get("REQUESTS_CA_BUNDLE") or certifi.where()
    )


def _by_words(told: str) -> Answer:
    """Return the answer by what apprise has logged, which is all that it says of a failure."""
    found = _CODE.search(told)
    if found is None:
        return Answer(State.UNKNOWN, "the connection was lost before an answer came")
    code = int(found[1])
    if code in _LATER:
        return Answer(State.DEFERRED, f"HTTP {code}")
    if code in _NOT_LET_IN:
        return Answer(State.HELD, f"HTTP {code}; look at the address")
    if 300 <= code < 500:
        return Answer(State.REFUSED, f"HTTP {code}")
    return Answer(State.UNKNOWN, f"HTTP {code}, after which it may have been taken")


@contextmanager
def _captured() -> Iterator[io.StringIO]:
    """Keep what apprise logs from everybody else, for there are addresses in it."""
    logger, told = logging.getLogger("apprise"), io.StringIO()
    before = logger.propagate, logger.level
    handler = logging.StreamHandler(told)
    logger.addHandler(handler)
    logger.propagate, logger.level = False, logging.WARNING
    try:
        with warnings.catch_warnings(action="ignore"):
            yield told
    finally:
        logger.removeHandler(handler)
        logger.propagate, logger.level = before
