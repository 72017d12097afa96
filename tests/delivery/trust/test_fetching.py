"""Fetched from a real server: by https with a certificate that is checked, and not without end."""

import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from h200analysis.delivery.trust import fetching
from tests.delivery.trust.certificates import Authority


class _Answers(BaseHTTPRequestHandler):
    """Whatever is asked for by its path."""

    def do_GET(self) -> None:
        kind, _, rest = self.path.strip("/").partition("/")
        status = {"moved": 302, "again": 302, "none": 404}.get(kind, 200)
        self.send_response(status)
        if kind == "moved":
            self.send_header("Location", f"http://127.0.0.1/{rest}")
        elif kind == "again":
            self.send_header("Location", f"https://{self.headers['Host']}/{rest}")
        self.end_headers()
        self.wfile.write(b"%PDF" * 10)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    """A server that says nothing of clients that turn away."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(authority: Authority, tmp_path: Path) -> Iterator[str]:
    """The address of a server on loopback whose certificate is by the authority of the tests."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority.server(tmp_path))
    with _Server(("127.0.0.1", 0), _Answers) as serving:
        serving.socket = context.wrap_socket(
            serving.socket, server_side=True, do_handshake_on_connect=False
        )
        thread = threading.Thread(target=serving.serve_forever, args=(0.01,))
        thread.start()
        yield f"https://127.0.0.1:{serving.server_port}"
        serving.shutdown()
        thread.join()


@pytest.fixture
def trusted(authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have this process trust the authority of the tests, as an operator does with their own."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.pem(tmp_path)))


@pytest.mark.usefixtures("trusted")
def test_a_file_is_fetched(server: str) -> None:
    """What the server has comes whole, up to the bound."""
    assert b"%PDF" * 10 == fetching.fetched(f"{server}/briefing.pdf")
    assert b"%PDF" * 10 == fetching.fetched(f"{server}/briefing.pdf", largest=40)
    assert b"%PDF" * 10 == fetching.fetched(f"{server}/again/briefing.pdf")


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("none", "answers 404"),
        ("moved/briefing.pdf", "begins with https"),
        ("briefing.pdf", "more than 39 bytes"),
    ],
)
def test_what_cannot_be_had_is_a_sentence(server: str, path: str, told: str) -> None:
    """Not there, moved to where nobody checks, or larger than any edition."""
    with pytest.raises(fetching.FetchError, match=told):
        fetching.fetched(f"{server}/{path}", largest=39)


def test_a_server_that_nobody_vouches_for_is_refused(server: str) -> None:
    """Its certificate is checked before a byte is read."""
    with pytest.raises(fetching.FetchError, match="CERTIFICATE_VERIFY_FAILED"):
        fetching.fetched(f"{server}/briefing.pdf")


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/a.pdf", "file:///etc/passwd", "ftp://a/b", "https:///a", "https://[::"],
)
def test_only_https_is_fetched(url: str) -> None:
    """No other scheme, and no address without a host, is asked at all."""
    with pytest.raises(fetching.FetchError):
        fetching.fetched(url)


def test_a_password_is_not_repeated() -> None:
    """An address with one is refused, and the sentence leaves it out."""
    with pytest.raises(fetching.FetchError, match="leave the password out") as refused:
        fetching.fetched("https://desk:secret@127.0.0.1/a.pdf")
    assert "secret" not in str(refused.value)
