"""The passphrase comes from a variable, or else from the keyring, and from nowhere else."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend

from h200analysis.delivery.trust import secrets

VARIABLE = "H200_SIGNATURE_PASSPHRASE"


class _Held(KeyringBackend):
    """A keyring that holds one secret."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        """Return it to whoever asks by the right names."""
        return "of the keyring" if (service, username) == ("h200analysis", "desk.p12") else None


class _Locked(_Held):
    """A keyring that nobody has opened."""

    def get_password(self, service: str, username: str) -> str | None:
        """Refuse."""
        raise keyring.errors.KeyringLocked


@pytest.fixture(autouse=True)
def keyring_of_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave the keyring as it was, and no variable set."""
    monkeypatch.delenv(VARIABLE, raising=False)
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_a_variable_goes_before_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even an empty one, for a certificate without a passphrase."""
    keyring.set_keyring(_Held())
    assert "of the keyring" == secrets.passphrase(VARIABLE, "desk.p12")
    for given in ("given", ""):
        monkeypatch.setenv(VARIABLE, given)
        assert given == secrets.passphrase(VARIABLE, "desk.p12")


def test_no_secret_is_an_empty_one() -> None:
    """Where neither has it, or the keyring is locked, the certificate is tried without."""
    for ring in (_Held(), _Locked()):
        keyring.set_keyring(ring)
        assert secrets.passphrase(VARIABLE, "other.p12") == ""
