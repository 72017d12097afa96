"""A connection to an SFTP server, whose key must be known before it is told anything."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

from h200analysis.delivery.post.destinations import Sftp
from h200analysis.errors import H200Error


class UntrustedError(H200Error):
    """A server whose key is not the one that is known, or that is not known at all."""


class _NoneUnknown(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]
    """Refuses a server that is not known, in an error of its own."""

    def missing_host_key(self, client: Any, hostname: str, key: Any) -> None:  # noqa: ARG002
        raise UntrustedError(f"the server is not trusted: {hostname} has no known key")


class _Known(SFTPFileSystem):  # type: ignore[misc]
    """An SFTP server whose key is the one of the file, or of the user's known_hosts."""

    def __init__(self, channel: Sftp, patience: float, **options: Any) -> None:
        self._channel, self._patience = channel, patience
        super().__init__(channel.host, **options)

    def _connect(self) -> None:
        self.client = paramiko.SSHClient()
        self.client.set_missing_host_key_policy(_NoneUnknown())
        _learn_key(self.client, self._channel)
        try:
            self.client.connect(self.host, **self.ssh_kwargs)
            self.ftp = self.client.open_sftp()
            self.ftp.get_channel().settimeout(self._patience)
        except BaseException:
            self.client.close()
            raise


@contextmanager
def opened(channel: Sftp, folder: Path, patience: float) -> Iterator[Any]:
    """Open a server as a file system, and close it; it may be silent for `patience` seconds.

    Paths of keys are relative to `folder`. Raises `UntrustedError`, and `PermissionError` where
    user, password or key are not accepted.
    """
    options: dict[str, Any] = {
        "port": channel.port, "username": channel.user, "timeout": patience, "allow_agent": False,
        "look_for_keys": channel.password is None and channel.private_key is None,
        "password": channel.password and channel.password.value(),
        "key_filename": str(folder / channel.private_key) if channel.private_key else None,
    }  # fmt: skip
    try:
        store = _Known(channel, patience, skip_instance_cache=True, **options)
    except paramiko.AuthenticationException:
        raise PermissionError("user, password or key not accepted") from None
    except paramiko.BadHostKeyException as error:
        raise UntrustedError(f"the server is not trusted: {error}") from None
    with closing(store.client):
        yield store


def _learn_key(client: paramiko.SSHClient, channel: Sftp) -> None:
    if channel.host_key is None:
        client.load_system_host_keys()
        return
    kind, _, key = channel.host_key.partition(" ")
    named = channel.host if channel.port == 22 else f"[{channel.host}]:{channel.port}"
    entry = paramiko.hostkeys.HostKeyEntry.from_line(f"{named} {kind} {key}")
    client.get_host_keys().add(named, kind, entry.key)
