"""Signing a PDF with the organisation's certificate, as PAdES asks.

The signature is appended: the first bytes of the signed file are the edition as it stands in the
archive, and nothing but a signature follows.
"""

import io
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from h200analysis.delivery.trust import extra
from h200analysis.errors import H200Error

if TYPE_CHECKING:
    from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner

_FIELD = "Signature"
_WHAT_FOR = "Signing"


class SigningError(H200Error, ValueError):
    """A certificate that cannot be used, or a file that cannot be signed."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A certificate with its key, read from a PKCS#12 file."""

    name: str
    key: "SimpleSigner" = field(repr=False)


def signer(pkcs12: Path, passphrase: str) -> Signer:
    """Return the certificate and the key of a PKCS#12 file (`.p12` or `.pfx`).

    Raises `SigningError`, which never tells the passphrase.
    """
    signers: Any = extra.needed("pyhanko.sign.signers", _WHAT_FOR)
    try:
        content = pkcs12.read_bytes()
    except OSError as error:
        raise SigningError(f"{pkcs12}: it cannot be read ({error.strerror}).") from None
    try:
        key = signers.SimpleSigner.load_pkcs12_data(content, [], passphrase.encode() or None)
        name = key.signing_cert.subject
        return Signer(str(name.native.get("common_name") or name.human_friendly), key)
    except (ValueError, AttributeError):  # without a key or a certificate in it, the latter
        raise SigningError(
            f"{pkcs12}: expected a PKCS#12 file with a certificate and its key, and the right "
            "passphrase; found that it does not open."
        ) from None


def signed(pdf: bytes, by: Signer, at: datetime) -> bytes:
    """Return a PDF with an invisible signature appended that covers all of it.

    `at` is the hour, with its time zone, that the signature states. Raises `SigningError` where the
    file is no PDF or is signed already.
    """
    extra.needed("pyhanko", _WHAT_FOR)
    from pyhanko.pdf_utils.misc import PdfError

    try:
        writer = _writer(pdf)
        if writer.prev.embedded_signatures:
            raise SigningError("The file bears a signature already; sign the edition itself.")
        written: io.BytesIO = _signer(by, at).sign_pdf(writer)
    except (PdfError, OSError) as error:
        raise SigningError(f"The file cannot be signed: {error}.") from None
    return written.getvalue()


def _writer(pdf: bytes) -> Any:
    """Return a writer of pyHanko's that appends, and leaves the metadata of PDF/A as they are.

    Its own would have the clock say when the file was changed.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class _Appending(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            pass

    return _Appending(io.BytesIO(pdf))


def _signer(by: Signer, at: datetime) -> Any:
    """Return a signer of pyHanko's whose signatures state a given hour, not the clock's."""
    from pyhanko.sign import fields, signers

    class _At(signers.PdfSigner):
        def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = at
            return session

    place = fields.SigFieldSpec(_FIELD, readable_field_name=f"Signature of {by.name}")
    return _At(_metadata(), by.key, new_field_spec=place)


def _metadata() -> "PdfSignatureMetadata":
    from pyhanko.sign import fields, signers

    return signers.PdfSignatureMetadata(
        field_name=_FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
    )
