"""Servers of the tests: each is the real one, on loopback."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.delivery.post import certificates, mailserver
from tests.delivery.post.certificates import Certificates
from tests.delivery.post.mailserver import MailServer


@pytest.fixture(scope="session")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """An authority, and a certificate for 127.0.0.1."""
    return certificates.make(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def mail(certified: Certificates) -> Iterator[MailServer]:
    """A mail server with STARTTLS and AUTH."""
    with mailserver.running(certified) as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path, mail: MailServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose deliveries.toml has one recipient, by that server; editions stand in out/.

    Nobody is told of what does not arrive; `standing.keep` has desk be told.
    """
    monkeypatch.setenv("H200_TEST_PASSWORD", mailserver.PASSWORD)
    (tmp_path / "deliveries.toml").write_text(
        f"""{mailserver.settings(mail)}
[recipients.desk]
channels = [{{kind = "mail", address = "desk@example.org"}}]
""",
        encoding="utf-8",
    )
    (tmp_path / "out").mkdir()
    return tmp_path
