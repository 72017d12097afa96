"""A server for the browser on this machine: it answers to no other name, and sends what changed."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any

from h200analysis.delivery.watching.news import News
from h200analysis.delivery.watching.worker import PAGE, PAPER

_LOOPBACK = "127.0.0.1"
_PATIENCE = 15.0  # seconds after which an idle stream says that it is alive
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
_OWN = {
    "/": ("frame.html", "text/html; charset=utf-8"),
    "/frame.js": ("frame.js", "text/javascript; charset=utf-8"),
    "/frame.css": ("frame.css", "text/css; charset=utf-8"),
}
_MADE = {"/page": (PAGE, "text/html; charset=utf-8"), f"/{PAPER}": (PAPER, "application/pdf")}


class Server:
    """Shows a folder's page and paper, and the news of it; to be used in a `with`."""

    def __init__(self, folder: Path, news: News) -> None:
        self._server = _Server((_LOOPBACK, 0), _Handler)
        self._server.folder, self._server.news = folder, news
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def address(self) -> str:
        """Where a browser of this machine finds it."""
        return f"http://{_LOOPBACK}:{self._server.server_address[1]}/"

    def __enter__(self) -> "Server":
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Answer nobody any more."""
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a browser may hold its stream open for ever
    folder: Path
    news: News


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a page, or with the stream of news."""
        path = self.path.partition("?")[0]
        if not self._is_asked_by_its_own_name():
            self._send(403, b"This server answers to this machine alone.", "text/plain")
        elif path in _OWN:
            name, kind = _OWN[path]
            place = files("h200analysis.delivery.watching") / "frame" / name
            self._send(200, place.read_bytes(), kind, {"Content-Security-Policy": _POLICY})
        elif path in _MADE:
            self._send_made(*_MADE[path])
        elif path == "/news":
            self._stream()
        else:
            self._send(404, b"There is no such page here.", "text/plain")

    def _is_asked_by_its_own_name(self) -> bool:
        """Whether a browser meant this server: another name may be a stranger's that leads here."""
        port = self.server.server_address[1]
        return self.headers.get("Host") in {f"{_LOOPBACK}:{port}", f"localhost:{port}"}

    def _send_made(self, name: str, kind: str) -> None:
        try:
            content = (self.server.folder / name).read_bytes()
        except FileNotFoundError:
            self._send(200, b"", "text/html; charset=utf-8")  # not made yet: an empty page
        else:
            self._send(200, content, kind)

    def _send(
        self, status: int, content: bytes, kind: str, further: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        told = {"Content-Type": kind, "Content-Length": str(len(content))}
        for name, value in (told | _SHARED | (further or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _stream(self) -> None:
        self.send_response(200)
        for name, value in ({"Content-Type": "text/event-stream"} | _SHARED).items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        count = -1
        while True:
            count, state = self.server.news.after(count, _PATIENCE)
            said = ": alive" if state is None else f"data: {json.dumps(state)}"
            try:
                self.wfile.write(f"{said}\n\n".encode())
                self.wfile.flush()
            except OSError:  # the browser has gone
                return

    def log_message(self, *_: Any) -> None:
        """Say nothing of each request."""


_SHARED = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}
