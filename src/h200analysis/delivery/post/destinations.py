"""Destinations: each kind of channel by which a recipient can be reached, as it is written down.

As text each says what it is without secrets; by that the book knows what went where.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from h200analysis.delivery.post.fields import Address, Host, Port, Table, Text, Url
from h200analysis.delivery.post.secrets import Secret


class Signature(Table):
    """The certificate with which PDFs are signed as they are sent: a PKCS#12 file."""

    pkcs12: Text
    passphrase: Secret | None = None


class Mail(Table):
    """A mailbox."""

    kind: Literal["mail"]
    address: Address

    def __str__(self) -> str:
        return f"mail {self.address}"


class Folder(Table):
    """A folder of this machine, or one that is mounted."""

    kind: Literal["folder"]
    path: Text

    def __str__(self) -> str:
        return f"folder {self.path}"


class S3(Table):
    """A bucket of an object store that speaks the S3 protocol; `prefix` comes before addresses."""

    kind: Literal["s3"]
    bucket: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.\-]+$")]
    prefix: Annotated[str, Field(pattern=r"^[\w./\-]*$")] = ""
    endpoint: Url | None = None
    region: Annotated[str, Field(pattern=r"^[\w\-]+$")] | None = None
    ca: str | None = None
    key: Secret | None = None
    secret: Secret | None = None

    @model_validator(mode="after")
    def _is_sound(self) -> "S3":
        if (self.key is None) != (self.secret is None):
            raise ValueError("expected both key and secret, or neither (the machine's own role)")
        return self

    def __str__(self) -> str:
        return f"s3 {self.bucket}/{self.prefix.strip('/')}".rstrip("/")


class Sftp(Table):
    """A folder of an SFTP server, known by `host_key`, or else by the user's known_hosts."""

    kind: Literal["sftp"]
    host: Host
    port: Port = 22
    path: Text
    user: Text
    password: Secret | None = None
    private_key: str | None = None
    host_key: Annotated[str, Field(pattern=r"^[\w\-@.]+ [A-Za-z0-9+/=]+$")] | None = None

    def __str__(self) -> str:
        return f"sftp {self.host}:{self.port}/{self.path.lstrip('/')}"


class WebDav(Table):
    """A folder of a WebDAV server."""

    kind: Literal["webdav"]
    url: Url
    ca: str | None = None
    user: Text | None = None
    password: Secret | None = None

    @model_validator(mode="after")
    def _is_sound(self) -> "WebDav":
        if (self.user is None) != (self.password is None):
            raise ValueError("expected both user and password, or neither")
        if self.user is not None and not self.url.startswith("https://"):
            raise ValueError("a password goes only over TLS; expected an address with https://")
        return self

    def __str__(self) -> str:
        return f"webdav {self.url}"


class Webhook(Table):
    """An address of Slack, Teams, or another service that apprise knows; it is itself a secret."""

    kind: Literal["webhook"]
    url: Secret

    def __str__(self) -> str:
        return f"webhook {self.url}"


Channel = Annotated[Mail | Folder | S3 | Sftp | WebDav | Webhook, Field(discriminator="kind")]
