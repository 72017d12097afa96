"""The passphrase comes from a variable, or else from the keyring, and from nowhere else."""

import keyring
import keyring.errors
import pytest

from h200analysis.delivery.trust import passphrases

VARIABLE = "H200_SIGNATURE_PASSPHRASE"


def _held(service: str, name: str) -> str | None:
    """Return what a keyring with one secret has."""
    return "of the keyring" if (service, name) == ("h200analysis", "desk.p12") else None


def _locked(*_: str) -> str | None:
    """Refuse, as a keyring that nobody has opened."""
    raise keyring.errors.KeyringLocked


def test_a_variable_goes_before_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even an empty one, for a certificate without a passphrase."""
    monkeypatch.setattr(keyring, "get_password", _held)
    monkeypatch.delenv(VARIABLE, raising=False)
    assert "of the keyring" == passphrases.passphrase(VARIABLE, "desk.p12")
    for given in ("given", ""):
        monkeypatch.setenv(VARIABLE, given)
        assert given == passphrases.passphrase(VARIABLE, "desk.p12")


def test_no_secret_is_an_empty_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where neither has it, or the keyring is locked, the certificate is tried without."""
    monkeypatch.delenv(VARIABLE, raising=False)
    for asked in (_held, _locked):
        monkeypatch.setattr(keyring, "get_password", asked)
        assert passphrases.passphrase(VARIABLE, "other.p12") == ""
