"""Stores on loopback: an object store, an SFTP server and a WebDAV server, each a real one."""

import asyncio
import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

import asyncssh
from tornado.httpserver import HTTPServer
from tornado.wsgi import WSGIContainer
from wsgidav.wsgidav_app import WsgiDAVApp

from tests.conftest import needed
from tests.delivery.post.certificates import Certificates

USER, PASSWORD = "h200", "store of a test"
_PATIENCE = 60.0  # seconds for a server to come up


@dataclass(frozen=True, slots=True)
class Store:
    """A server that is up: its port, the folder in which its files lie, and its own key."""

    port: int
    folder: Path
    host_key: str = ""


@contextmanager
def seaweed(folder: Path) -> Iterator[Store]:
    """Run SeaweedFS, one process with all its parts, for S3."""
    names = ("master", "volume", "filer", "s3")
    ports = _free(2 * len(names) + 2)
    places = [f"-{name}.port{kind}={ports.pop()}" for name in names for kind in ("", ".grpc")]
    s3 = next(int(each.partition("=")[2]) for each in places if each.startswith("-s3.port="))
    may = ["Admin", "Read", "List", "Tagging", "Write"]
    identity = {"name": USER, "actions": may,
                "credentials": [{"accessKey": USER, "secretKey": PASSWORD}]}  # fmt: skip
    (folder / "s3.json").write_text(json.dumps({"identities": [identity]}), encoding="utf-8")
    (folder / "data").mkdir()
    command = [
        needed("weed"), "server", "-ip=127.0.0.1", f"-dir={folder / 'data'}", "-s3", "-filer",
        f"-s3.config={folder / 's3.json'}", "-master.volumeSizeLimitMB=64", "-volume.max=50",
        "-s3.port.iceberg=0", *places,
    ]  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    try:
        _wait_for(f"http://127.0.0.1:{s3}/")
        yield Store(s3, folder)
    finally:
        process.kill()
        process.wait()


@contextmanager
def sftp(folder: Path) -> Iterator[Store]:
    """Run an SFTP server that shows one folder as its root."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    told: dict[str, Any] = {}
    is_up, loop = Event(), asyncio.new_event_loop()

    class Server(asyncssh.SSHServer):
        def begin_auth(self, _username: str) -> bool:
            return True

        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            return (username, password) == (USER, PASSWORD)

    def rooted(channel: Any) -> asyncssh.SFTPServer:
        return asyncssh.SFTPServer(channel, chroot=str(folder).encode())

    async def serve() -> None:
        told["server"] = server = await asyncssh.listen(
            "127.0.0.1", 0, server_factory=Server, server_host_keys=[key], sftp_factory=rooted
        )
        told["port"] = server.get_port()
        is_up.set()
        await server.wait_closed()
        await asyncio.sleep(0.05)  # for connections to be taken down

    thread = Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    assert is_up.wait(_PATIENCE)
    public = key.export_public_key().decode().split()
    try:
        yield Store(told["port"], folder, " ".join(public[:2]))
    finally:
        loop.call_soon_threadsafe(told["server"].close)
        thread.join()
        loop.close()


@contextmanager
def webdav(folder: Path, certificates: Certificates) -> Iterator[Store]:
    """Run a WebDAV server over TLS that shows one folder."""
    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": str(folder)},
            "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    told: dict[str, Any] = {}
    is_up = Event()

    def serve() -> None:
        async def run() -> None:
            server = HTTPServer(WSGIContainer(app), ssl_options=certificates.context())
            (port,) = _free(1)
            server.listen(port, "127.0.0.1")
            told.update(port=port, loop=asyncio.get_running_loop(), end=asyncio.Event())
            is_up.set()
            await told["end"].wait()
            server.stop()
            await server.close_all_connections()

        asyncio.run(run())

    thread = Thread(target=serve)
    thread.start()
    assert is_up.wait(_PATIENCE)
    try:
        yield Store(told["port"], folder)
    finally:
        told["loop"].call_soon_threadsafe(told["end"].set)
        thread.join()


def _free(count: int) -> list[int]:
    """Return ports that are free just now, all different."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [int(each.getsockname()[1]) for each in sockets]
    for each in sockets:
        each.close()
    return ports


def _wait_for(address: str) -> None:
    """Wait until a server answers, with whatever."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - on loopback
                return
        except urllib.error.HTTPError as answered:
            answered.close()
            return
        except OSError:
            with suppress(InterruptedError):
                time.sleep(0.2)
    raise TimeoutError(f"nothing answers at {address}")
