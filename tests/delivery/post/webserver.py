"""A web server on loopback that takes messages, answers as it is told, or drops the connection."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from tests.delivery.post.certificates import Certificates


@dataclass
class WebServer:
    """What it answers with (0 drops the connection), and what it has been sent."""

    port: int = 0
    status: int = 200
    taken: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


@contextmanager
def running(certificates: Certificates | None = None) -> Iterator[WebServer]:
    """Run a server in a thread, over TLS if there is a certificate."""
    told = WebServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            told.taken.append(json.loads(self.rfile.read(length)))
            told.paths.append(self.path)
            if told.status:
                self.send_response(told.status)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:
            """Say nothing of a client that only knocks."""

    server = Server(("127.0.0.1", 0), Handler)
    told.port = server.server_address[1]
    if certificates is not None:
        context = certificates.context()
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
