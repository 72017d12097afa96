"""Secrets: named in a file, kept in the environment or the keyring, shown nowhere."""

import base64
import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any
from urllib.parse import quote

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from h200analysis.errors import H200Error

HIDDEN = "[secret]"
_SHORTEST = 4  # characters; hiding less would blot out ordinary words
_SHORTEST_PART = 8  # characters of a part of an address


class SecretError(H200Error, LookupError):
    """A secret that the environment or the keyring does not have."""


class Reference(BaseModel):
    """Where a secret is kept: a variable of the environment, or an entry of the system's keyring.

    The entry is written "service/user".
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    env: Annotated[str, Field(pattern=r"^\w+$")] | None = None
    keyring: Annotated[str, Field(pattern=r"^[^/]+/.+$")] | None = None

    @model_validator(mode="after")
    def _is_one(self) -> "Reference":
        if (self.env is None) == (self.keyring is None):
            raise ValueError('expected either {env = "NAME"} or {keyring = "service/user"}')
        return self

    def __str__(self) -> str:
        """Return the name under which it is kept, never the secret."""
        return self.env or f"keyring {self.keyring}"

    def value(self) -> str:
        """Return the secret. Raises `SecretError`, which names where it should be kept."""
        found = os.environ.get(self.env) if self.env else _in_keyring(str(self.keyring))
        if not found:
            where = "the environment" if self.env else "the keyring"
            raise SecretError(f"{where} has no {self.env or self.keyring}; set it there.")
        return found


def _refuse_literal(value: Any) -> Any:
    """Refuse a secret that is written out, without saying it again."""
    if isinstance(value, str):
        raise ValueError(  # noqa: TRY004 - pydantic words this kind alone
            "a secret is never written into this file; expected "
            '{env = "NAME"} or {keyring = "service/user"}'
        )
    return value


Secret = Annotated[Reference, BeforeValidator(_refuse_literal)]


def _in_keyring(place: str) -> str | None:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise SecretError(
            "the keyring needs a library; run: pip install h200analysis[delivery]"
        ) from None
    service, _, user = place.partition("/")
    try:
        return keyring.get_password(service, user)
    except KeyringError as error:
        raise SecretError(f"the keyring could not be asked ({type(error).__name__}).") from None


def parts_of(address: str) -> Iterator[str]:
    """Yield the longer parts of a secret address, which may be tokens, as a library words them."""
    for part in re.split(r"[^\w.~%+-]+", address.partition(":")[2]):
        if len(part) >= _SHORTEST_PART:
            yield from {part, part.lower()}


def hider(secrets: Iterable[str]) -> Callable[[str], str]:
    """Return a function that blots secrets out of a text, also as a server might echo them."""
    forms = {form for secret in secrets if len(secret) >= _SHORTEST for form in _forms(secret)}
    longest_first = sorted(forms, key=len, reverse=True)

    def hide(text: str) -> str:
        for form in longest_first:
            text = text.replace(form, HIDDEN)
        return text

    return hide


def _forms(secret: str) -> set[str]:
    """Return a secret as it is, percent-encoded, and in base64 at each of its three offsets."""
    forms = {secret, quote(secret), quote(secret, safe="")}
    for offset in range(3):
        padded = base64.b64encode(b"\0" * offset + secret.encode()).decode()
        inner = padded[(0, 2, 3)[offset] :].rstrip("=")
        forms.add(inner[: -1 if (offset + len(secret.encode())) % 3 else None])
    return {form for form in forms if len(form) >= _SHORTEST}
