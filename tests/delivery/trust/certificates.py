"""An authority of the tests, and certificates that it issues."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

START = datetime(2026, 1, 1, tzinfo=UTC)
PASSPHRASE = "open sesame"  # noqa: S105 - that of the tests
_DAY = timedelta(days=1)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority, content_commitment=not is_authority,
        key_encipherment=False, data_encipherment=False, key_agreement=False,
        key_cert_sign=is_authority, crl_sign=is_authority, encipher_only=False,
        decipher_only=False,
    )  # fmt: skip


@dataclass(frozen=True)
class Authority:
    """Whoever vouches for signers."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def pem(self, folder: Path) -> Path:
        """Write the authority's certificate, and return where."""
        path = folder / "authority.pem"
        path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return path

    def issue(
        self, name: str, days: int, *extensions: x509.ExtensionType
    ) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
        """Return a key and its certificate, valid from the start of 2026 for so many days."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = _begun(name, self.certificate.subject, key, days)
        made = made.add_extension(_usage(is_authority=False), critical=True)
        issued_by = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        for each in (issued_by, *extensions):
            made = made.add_extension(each, critical=False)
        return key, made.sign(self.key, hashes.SHA256())

    def pkcs12(self, folder: Path, name: str = "The desk", days: int = 365_0) -> Path:
        """Write a certificate with its key as PKCS#12, and return where."""
        key, certificate = self.issue(name, days)
        locked = serialization.BestAvailableEncryption(PASSPHRASE.encode())
        path = folder / "desk.p12"
        path.write_bytes(
            pkcs12.serialize_key_and_certificates(
                b"desk", key, certificate, [self.certificate], locked
            )
        )
        return path

    def server(self, folder: Path) -> tuple[Path, Path]:
        """Write certificate and key of a server on loopback, and return where."""
        there = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
        key, certificate = self.issue("127.0.0.1", 365_0, there)
        paths = folder / "server.pem", folder / "server.key"
        paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        paths[1].write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return paths


def authority(name: str = "Authority of the tests") -> Authority:
    """Return a new authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    made = _begun(name, _name(name), key, 365_00)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    made = made.add_extension(_usage(is_authority=True), critical=True)
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    made = made.add_extension(own, critical=False)
    return Authority(key, made.sign(key, hashes.SHA256()))


def _begun(
    name: str, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(START)
        .not_valid_after(START + days * _DAY)
    )
