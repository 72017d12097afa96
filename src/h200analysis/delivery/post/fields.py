"""The fields of `deliveries.toml`: what may stand in each, so that nothing else gets in by it."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from h200analysis.delivery.post import plain

_ADDRESS = re.compile(r"[!#-'*+\-/-9=?A-Z^-~]+(\.[!#-'*+\-/-9=?A-Z^-~]+)*@[\w\-]+(\.[\w\-]+)*")
_LONGEST_ADDRESS = 254  # RFC 5321


def _plain(text: str) -> str:
    if not text.strip() or not plain.is_plain(text):
        raise ValueError("expected one line without control characters, and not an empty one")
    return text


def _address(text: str) -> str:
    if len(text) > _LONGEST_ADDRESS or not text.isascii() or not _ADDRESS.fullmatch(text):
        raise ValueError(
            "expected an address such as desk@example.org, in ASCII (a domain with other letters "
            "as xn--…), without name or spaces"
        )
    return text


def _url(text: str) -> str:
    """Refuse a web address with a password in it, without saying it again."""
    parts = urlsplit(_plain(text))
    if parts.scheme not in {"https", "http"} or not parts.hostname:
        raise ValueError("expected an address that begins with https:// or http://")
    if "@" in parts.netloc:
        raise ValueError("found user or password in an address; write them as user and password")
    return text


Text = Annotated[str, AfterValidator(_plain)]
Address = Annotated[Text, AfterValidator(_address)]
Url = Annotated[str, AfterValidator(_url)]
Host = Annotated[str, Field(pattern=r"^[A-Za-z0-9.:\-]+$")]
Port = Annotated[int, Field(ge=1, le=65_535)]
Names = Annotated[tuple[str, ...], Field(strict=False)]


class Table(BaseModel):
    """A table of the file: nothing in it but its fields, each of the right kind."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
