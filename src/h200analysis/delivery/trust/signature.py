"""The signatures of a PDF: by whom, whether intact, and whether they cover the whole file."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from h200analysis.delivery.trust import extra
from h200analysis.delivery.trust.checks import Check, differs, noted, sound, unknown
from h200analysis.errors import H200Error

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

_MARK = b"/ByteRange"  # a signature says what it covers in the open, since it covers that too
_USES = {"digital_signature", "non_repudiation"}


class TrustError(H200Error, ValueError):
    """A file of certificates to be trusted that cannot be read."""


def is_signed(content: bytes) -> bool:
    """Whether a PDF bears a signature, sound or not."""
    return _MARK in content


def checks(content: bytes, trust: Path | None, at: datetime) -> list[Check]:
    """Return what is to be said of the signatures of a PDF at an hour, given with its time zone.

    `trust` is a PEM file of certificates by which a signer must be vouched for; a file without a
    signature then differs from what was asked. Nothing is fetched, so revocations are not known.
    """
    if not is_signed(content):
        told = "It bears no signature, so nothing in it proves who made it"
        return [differs(f"{told}, and --trust asks for that.") if trust else noted(f"{told}.")]
    readers: Any = extra.needed("pyhanko.pdf_utils.reader", "Checking a signature")
    from pyhanko.pdf_utils.misc import PdfError

    roots = _certificates(trust) if trust else []
    with _quietly():
        try:
            found = readers.PdfFileReader(io.BytesIO(content), strict=False).embedded_signatures
            return list(_of_all(found, roots, at)) or [differs("Its signature cannot be read.")]
        except (PdfError, ValueError, KeyError) as error:
            return [differs(f"Its signature cannot be read ({error}).")]


@dataclass(frozen=True, slots=True)
class _Looked:
    """What pyHanko says of a signature, and whether anybody was to vouch for the signer."""

    signer: str
    status: Any
    has_roots: bool
    at: datetime


def _of_all(found: "list[EmbeddedPdfSignature]", roots: list[Any], at: datetime) -> Iterator[Check]:
    """Yield what is to be said of each signature; the last one has to cover the whole file."""
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    uses = KeyUsageConstraints(key_usage=_USES, match_all_key_usages=False)
    for place, each in enumerate(found, start=1):
        context = ValidationContext(trust_roots=roots, moment=at, allow_fetching=False)
        status = validate_pdf_signature(each, context, key_usage_settings=uses)
        looked = _Looked(_called(status.signing_cert.subject), status, bool(roots), at)
        yield from _integrity(looked, is_last=place == len(found))
        yield _signer(looked)


def _integrity(looked: _Looked, *, is_last: bool) -> Iterator[Check]:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    status = looked.status
    if not (status.intact and status.valid):
        yield differs(f"The file was changed after {looked.signer} signed it.")
    elif is_last and status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        yield differs(f"Something was added to the file after {looked.signer} signed it.")
    elif not status.docmdp_ok:
        yield differs(f"What was added after {looked.signer} signed is not allowed by the signer.")
    else:
        when = status.signer_reported_dt
        stated = f", on {when:%Y-%m-%d} by the signer's own clock" if when else ""
        yield sound(f"It is as {looked.signer} signed it{stated}; the signature covers all of it.")


def _signer(looked: _Looked) -> Check:
    status, at, signer = looked.status, looked.at, looked.signer
    certificate = status.signing_cert
    if certificate.not_valid_after < at:
        ended = f"{certificate.not_valid_after:%Y-%m-%d}"
        return unknown(
            f"The certificate of {signer} expired on {ended}, and no timestamp proves that it was "
            "still valid when the file was signed."
        )
    if certificate.not_valid_before > at:
        return differs(f"The certificate of {signer} is not valid before "
                       f"{certificate.not_valid_before:%Y-%m-%d}.")  # fmt: skip
    issuer = _called(certificate.issuer)
    if not looked.has_roots:
        return noted(
            f"Whether the signer is to be trusted was not asked: the certificate is by {issuer}; "
            "name those that you trust with --trust."
        )
    if not status.trusted:
        return differs(f"No certificate of --trust vouches for {signer} (issued by {issuer}).")
    return sound("The signer is vouched for by --trust; revocations were not looked up.")


def _called(name: Any) -> str:
    """Return what a certificate calls its holder or its issuer."""
    return str(name.native.get("common_name") or name.human_friendly)


def _certificates(path: Path) -> list[Any]:
    """Return the certificates of a PEM file."""
    keys: Any = extra.needed("pyhanko.keys", "Checking a signature")
    try:
        found = list(keys.load_certs_from_pemder([str(path)]))
    except OSError as error:
        raise TrustError(f"--trust {path}: it cannot be read ({error.strerror}).") from None
    except ValueError:
        found = []
    if not found:
        raise TrustError(f"--trust {path}: expected a file of certificates in PEM, found none.")
    return found


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep pyHanko from logging, with a traceback, what is told in a sentence here."""
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    before = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for each, level in zip(loggers, before, strict=True):
            each.setLevel(level)
