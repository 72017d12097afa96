"""Signing what is attached to a mail, where the file of recipients names a certificate."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

from h200analysis.delivery.post.destinations import Signature

Signs = Callable[[bytes, datetime], bytes]


def unsigned(pdf: bytes, _: datetime) -> bytes:
    """Return a PDF as it is."""
    return pdf


def by(told: Signature | None, folder: Path) -> Signs:
    """Return what signs a PDF at an hour; without a certificate it leaves it as it is.

    Paths are relative to `folder`. The certificate is opened when the first PDF is signed.
    """
    if told is None:
        return unsigned

    @cache
    def opened() -> "signing.Signer":
        passphrase = told.passphrase.value() if told.passphrase else ""
        return signing.signer(folder / told.pkcs12, passphrase)

    from h200analysis.delivery.trust import signing

    return lambda pdf, at: signing.signed(pdf, opened(), at)
