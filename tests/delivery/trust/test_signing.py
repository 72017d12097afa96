"""Signed, checked, and refused where a bit, a page, a date or an authority is not as it was."""

import io
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from pyhanko.sign import signers

from h200analysis.delivery.trust import appended, extra, pdf, signature, signing
from h200analysis.delivery.trust.checks import State, verdict
from tests.conftest import needed
from tests.delivery.trust import certificates, pages
from tests.delivery.trust.certificates import PASSPHRASE, Authority

AT = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture
def content(folder: Path) -> bytes:
    """The PDF of an edition."""
    return (folder / "briefing.pdf").read_bytes()


@pytest.fixture
def signed(content: bytes, authority: Authority, tmp_path: Path) -> bytes:
    """The same, signed."""
    return signing.signed(content, signing.signer(authority.pkcs12(tmp_path), PASSPHRASE), AT)


def _states(content: bytes, trust: Path | None, at: datetime = AT) -> list[State]:
    return [check.state for check in signature.checks(content, trust, at)]


def test_a_signed_edition_is_sound(
    content: bytes, signed: bytes, authority: Authority, tmp_path: Path
) -> None:
    """The copy begins with the edition, is intact, and is trusted where its authority is."""
    trust = authority.pem(tmp_path)

    assert signed.startswith(content)
    assert [State.SOUND, State.SOUND] == _states(signed, trust)
    assert [State.SOUND, State.NOTED] == _states(signed, None)
    assert State.SOUND is verdict(list(pdf.checks(signed)))
    told = signature.checks(signed, trust, AT)[0].told
    assert "as The desk signed it, on 2026-11-28" in told


def test_nothing_but_a_signature_follows_the_edition(
    content: bytes, signed: bytes, authority: Authority, tmp_path: Path
) -> None:
    """A page slipped in by whoever signs is found beside the edition of the archive."""
    key = signing.signer(authority.pkcs12(tmp_path), PASSPHRASE).key
    about = signers.PdfSignatureMetadata(field_name="Signature")
    other = signers.sign_pdf(pages.grown(content), about, key).getvalue()

    assert appended.is_only_signed(content, signed)
    assert State.SOUND is signature.checks(other, authority.pem(tmp_path), AT)[0].state
    assert not appended.is_only_signed(content, other)
    assert [State.DIFFERS] == _states(content + b"/ByteRange", None)
    assert not appended.is_only_signed(content, signed[1:])


def test_poppler_agrees(signed: bytes, authority: Authority, tmp_path: Path) -> None:
    """Debian's pdfsig finds a valid signature over the whole file."""
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed)

    ran = subprocess.run(
        [needed("pdfsig"), "-nocert", path], capture_output=True, text=True, check=True
    )

    assert "Signature is Valid" in ran.stdout
    assert "Total document signed" in ran.stdout
    assert "ETSI.CAdES.detached" in ran.stdout


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_one_bit_is_told(signed: bytes, share: float) -> None:
    """Wherever a bit is turned outside of the signature itself, the file differs."""
    flipped = bytearray(signed)
    flipped[int(len(signed) * share)] ^= 1

    assert State.DIFFERS in _states(bytes(flipped), None)


def test_an_appended_page_is_told(signed: bytes) -> None:
    """What is saved behind the signature is not covered by it."""
    found = signature.checks(pages.with_page(signed), None, AT)[0]

    assert State.DIFFERS is found.state
    assert found.told == "Something was added to the file after The desk signed it."


def test_a_file_written_anew_is_told(signed: bytes) -> None:
    """A program that writes the PDF again breaks its signature."""
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed)) as opened:
        opened.save(saved)

    assert State.DIFFERS in _states(saved.getvalue(), None)


def test_an_expired_certificate_cannot_be_told(
    content: bytes, authority: Authority, tmp_path: Path
) -> None:
    """Nothing proves that it was valid when it signed; before its time it is none yet."""
    by = signing.signer(authority.pkcs12(tmp_path, days=30), PASSPHRASE)
    signed = signing.signed(content, by, AT)
    trust = authority.pem(tmp_path)

    assert [State.SOUND, State.UNKNOWN] == _states(signed, trust)
    assert "expired on 2026-01-31" in signature.checks(signed, trust, AT)[1].told
    before = datetime(2025, 6, 1, tzinfo=UTC)
    assert [State.SOUND, State.DIFFERS] == _states(signed, trust, before)


def test_another_authority_is_not_trusted(signed: bytes, tmp_path: Path) -> None:
    """A sound signature by whom nobody vouches for differs from what was asked."""
    other = certificates.authority("Somebody else").pem(tmp_path)

    assert [State.SOUND, State.DIFFERS] == _states(signed, other)


def test_an_unsigned_edition_is_said_to_be(
    content: bytes, authority: Authority, tmp_path: Path
) -> None:
    """It is no fault, unless a signature was asked for: else it could just be taken off."""
    assert [State.NOTED] == _states(content, None)
    assert [State.DIFFERS] == _states(content, authority.pem(tmp_path))


def test_marks_of_archive_and_access_stay(content: bytes, signed: bytes) -> None:
    """Tags, language, metadata of PDF/A and PDF/UA, and attachments are those of the edition.

    The field is named for those who hear it, printed with the page, and takes no place there.
    """
    with pikepdf.open(io.BytesIO(content)) as before, pikepdf.open(io.BytesIO(signed)) as after:
        assert before.Root.Metadata.read_bytes() == after.Root.Metadata.read_bytes()
        assert b"pdfuaid" in after.Root.Metadata.read_bytes()
        for key in ("/StructTreeRoot", "/MarkInfo", "/Lang", "/OutputIntents", "/AF"):
            assert before.Root[key].unparse() == after.Root[key].unparse()
        assert sorted(before.attachments) == sorted(after.attachments)
        field = after.Root.AcroForm.Fields[0]
        assert (str(field.TU), int(field.F) & 4) == ("Signature of The desk", 4)
        assert [0, 0, 0, 0] == [int(side) for side in field.Rect.as_list()]
        assert "/S" == str(after.pages[0].Tabs)


def test_a_signed_file_is_not_signed_again(
    signed: bytes, authority: Authority, tmp_path: Path
) -> None:
    """It certifies that nothing follows."""
    by = signing.signer(authority.pkcs12(tmp_path), PASSPHRASE)

    with pytest.raises(signing.SigningError, match="signature already"):
        signing.signed(signed, by, AT)
    with pytest.raises(signing.SigningError, match="cannot be signed"):
        signing.signed(b"no PDF", by, AT)


def test_a_certificate_that_does_not_open_is_a_sentence(
    authority: Authority, tmp_path: Path
) -> None:
    """The wrong passphrase, another file or none at all: told by name, without the passphrase."""
    path = authority.pkcs12(tmp_path)
    for place, passphrase in ((path, "wrong"), (authority.pem(tmp_path), PASSPHRASE)):
        with pytest.raises(signing.SigningError, match="expected a PKCS#12") as refused:
            signing.signer(place, passphrase)
        assert passphrase not in str(refused.value)
    with pytest.raises(signing.SigningError, match="cannot be read"):
        signing.signer(tmp_path / "none.p12", PASSPHRASE)


def test_what_is_no_certificate_to_trust_is_a_sentence(signed: bytes, tmp_path: Path) -> None:
    """`--trust` names a file with certificates in it."""
    (tmp_path / "empty.pem").write_text("nothing")
    for name in ("empty.pem", "none.pem"):
        with pytest.raises(signature.TrustError, match=name):
            signature.checks(signed, tmp_path / name, AT)


def test_a_missing_library_is_told_by_its_extra() -> None:
    """Whoever installed h200analysis alone learns what to install."""
    with pytest.raises(extra.ExtraError, match=r"pip install h200analysis\[delivery\]"):
        extra.needed("no_such_library", "Signing")


def test_another_root_behind_an_edition_is_found(content: bytes) -> None:
    """Pages that an appended catalogue puts in place of the edition's are no signature."""
    with pikepdf.open(io.BytesIO(content)) as read:
        first, start = len(read.objects) + 1, content.rindex(b"startxref")
        links = read.pages[0].obj.get("/Annots", pikepdf.Array()).unparse().decode()
    previous = content[start:].split()[1].decode()
    catalog, tree, page = (f"{first + n} 0 R" for n in range(3))
    bodies = (
        f"<</Type/Catalog/Pages {tree}>>",
        f"<</Type/Pages/Count 1/Kids[{page}]>>",
        f"<</Type/Page/Parent {tree}/MediaBox[0 0 9 9]/Annots {links}>>",
    )
    forged, table = content + b"\n", f"xref\n{first} {len(bodies)}\n"
    for number, body in enumerate(bodies, start=first):
        table += f"{len(forged):010} 00000 n \n"
        forged += f"{number} 0 obj\n{body}\nendobj\n".encode()
    at = len(forged)
    forged += f"{table}trailer\n<</Size {first + 3}/Root {catalog}/Prev {previous}>>\n".encode()
    forged += f"startxref\n{at}\n%%EOF\n".encode()

    with pikepdf.open(io.BytesIO(forged)) as read:
        assert read.pages[0].mediabox[2] == 9
    assert not appended.is_only_signed(content, forged)
