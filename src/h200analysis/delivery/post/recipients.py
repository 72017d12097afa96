"""Recipients: who gets which briefings, by which channels and rules, from `deliveries.toml`."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from h200analysis.delivery.archive import Edition
from h200analysis.delivery.post import plain
from h200analysis.delivery.post.destinations import Channel, Mail, Signature, Webhook
from h200analysis.delivery.post.fields import Address, Host, Names, Port, Table, Text, Url
from h200analysis.delivery.post.rules import Digest, Rule
from h200analysis.delivery.post.secrets import Secret
from h200analysis.errors import H200Error

_FROM_PYDANTIC = re.compile(r"^Value error, ")


class RecipientsError(H200Error, ValueError):
    """A file of recipients that cannot be read, or a recipient that it does not have."""


class Server(Table):
    """The server by which mail goes out. Sizes are in megabytes of 1,000,000 bytes, times in s."""

    host: Host
    port: Port = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    ca: str | None = None
    user: Text | None = None
    password: Secret | None = None
    sender: Address
    sender_name: Text = "H200 briefings"
    unsubscribe_address: Address | None = None
    unsubscribe_url: Url | None = None
    largest_megabytes: Annotated[float, Field(strict=False, gt=0)] = 10.0
    patience_seconds: Annotated[float, Field(strict=False, gt=0)] = 60.0

    @model_validator(mode="after")
    def _is_sound(self) -> "Server":
        if (self.user is None) != (self.password is None):
            raise ValueError("expected both user and password, or neither")
        if self.user is not None and self.security == "none":
            raise ValueError('a password goes only over TLS; expected security = "starttls"')
        if self.unsubscribe_url and not self.unsubscribe_url.startswith("https://"):
            raise ValueError("unsubscribe_url: expected an address that begins with https://")
        return self


class Recipient(Table):
    """Who gets editions: of which briefings (all, if not said), when, and by which channels.

    `digest` gathers them into one message; stores take each edition by itself.
    """

    name: Text | None = None
    briefings: Names = ()
    variants: bool = False
    when: Rule = "every edition"
    digest: Digest | None = None
    channels: Annotated[tuple[Channel, ...], Field(strict=False, min_length=1)]

    def wants(self, edition: Edition) -> bool:
        """Whether an edition is of a briefing that it gets, and a variant only where asked for."""
        is_asked = not self.briefings or edition.briefing in self.briefings
        return is_asked and (self.variants or not edition.variant)


class Recipients(Table):
    """Everybody by name, the mail server, those who keep the service, and where the library is."""

    folder: Path  # of the file: what it says of other files is relative to that
    recipients: dict[str, Recipient]
    keepers: Names = ()
    mail: Server | None = None
    signature: Signature | None = None
    library: Url | None = None

    @model_validator(mode="after")
    def _is_sound(self) -> "Recipients":
        if lost := set(self.keepers) - set(self.recipients):
            raise ValueError(f"keepers: found {sorted(lost)}, expected names of recipients")
        by_mail = [
            name
            for name, each in self.recipients.items()
            if any(isinstance(channel, Mail) for channel in each.channels)
        ]
        if by_mail and self.mail is None:
            raise ValueError(f"{by_mail[0]} gets mail; expected a table [mail] with the server")
        return self

    def named(self, names: Iterable[str]) -> dict[str, Recipient]:
        """Return the recipients of these names, or refuse in a sentence that lists all."""
        asked = tuple(names)
        for name in asked:
            if name not in self.recipients:
                known = ", ".join(self.recipients) or "nobody"
                raise RecipientsError(f"There is no recipient {name!r}; the file has {known}.")
        return {name: self.recipients[name] for name in asked or self.recipients}

    def without_words(self, names: Iterable[str]) -> list[str]:
        """Return those of some names whom no notice reaches: they get files alone, or are gone."""
        return [
            name
            for name in names
            if name not in self.recipients
            or not any(isinstance(each, Mail | Webhook) for each in self.recipients[name].channels)
        ]

    def link(self, address: str) -> str | None:
        """Return where the published library has an edition, if there is one."""
        base = self.library and self.library.rstrip("/")
        return f"{base}/editions/{address}/index.html" if base else None


def read(path: Path, briefings: Iterable[str] | None = None) -> Recipients:
    """Read a file of recipients; `briefings` are the names of the catalogue, if it is at hand.

    Raises `RecipientsError`, which names file and field.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RecipientsError(
            f"There is no {path}; copy reports/deliveries.example.toml there and fill it in."
        ) from None
    except ValueError as error:  # TOML, or not UTF-8
        raise RecipientsError(f"{path}: {error}.") from None
    if "folder" in tables:
        raise RecipientsError(f"{path}: folder: Extra inputs are not permitted.")
    try:
        found = Recipients.model_validate({"recipients": {}, **tables, "folder": path.parent})
    except ValidationError as error:
        raise RecipientsError(f"{path}: {_told(error)}.") from None
    _check(path, found, None if briefings is None else set(briefings))
    return found


def _check(path: Path, found: Recipients, known: set[str] | None) -> None:
    for name, recipient in found.recipients.items():
        if not re.fullmatch(r"[\w\-]+", name, re.ASCII):
            raise RecipientsError(
                f"{path}: recipients: found the name {plain.line(name)!r}, expected letters, "
                "digits, underscores and hyphens; what is shown to readers is its field name."
            )
        if known is not None and (lost := sorted(set(recipient.briefings) - known)):
            raise RecipientsError(
                f"{path}: recipients.{name}.briefings: found {lost[0]!r}, expected names of the "
                f"catalogue: {', '.join(sorted(known))}."
            )
        told = [str(channel) for channel in recipient.channels]
        if twice := [each for each in told if told.count(each) > 1]:
            raise RecipientsError(f"{path}: recipients.{name}.channels: {twice[0]} stands twice.")


def _told(error: ValidationError) -> str:
    """Return the first fault; never the value, which may be a secret in the wrong place."""
    first: Any = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(plain.line(str(part)) for part in first["loc"])
    reason = _FROM_PYDANTIC.sub("", first["msg"])
    return f"{place}: {reason}" if place else reason
