"""Webhooks: Slack, Teams and plain JSON by apprise, to a real server."""

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from apprise.plugins.slack import NotifySlack

from h200analysis.delivery.post import letter
from h200analysis.delivery.post.channels.webhook import WebhookCarrier
from h200analysis.delivery.post.destinations import Webhook
from h200analysis.delivery.post.secrets import Reference
from tests.delivery.post import standing, webserver
from tests.delivery.post.certificates import Certificates
from tests.delivery.post.webserver import WebServer

HOUR = datetime(2026, 5, 21, 7, 0, tzinfo=UTC)


@pytest.fixture
def hook(certified: Certificates, monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    """A server over TLS, whose authority is trusted."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certified.authority))
    with webserver.running(certified) as server:
        monkeypatch.setenv("H200_HOOK", f"jsons://127.0.0.1:{server.port}/path")
        yield server


def _sent() -> tuple[str, str]:
    carrier = WebhookCarrier(Webhook(kind="webhook", url=Reference(env="H200_HOOK")))
    answer = carrier.send(letter.of_notice("d", "D", "w", "s", "Title", "One <b>&\ntwo", HOUR))
    return answer.state, answer.told


def test_plain_json_is_taken(hook: WebServer) -> None:
    """Title and words come as they are."""
    assert _sent() == ("sent", "")
    assert (hook.taken[0]["title"], hook.paths) == ("Title", ["/path"])
    assert hook.taken[0]["message"].split() == ["One", "<b>&", "two"]


def test_slack_is_told_in_its_own_form(hook: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its address has three parts, which are the secret."""
    monkeypatch.setattr(NotifySlack, "webhook_url", f"https://127.0.0.1:{hook.port}/services")
    parts = "T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
    monkeypatch.setenv("H200_HOOK", f"slack://{parts}")

    assert _sent() == ("sent", "")
    assert hook.paths == [f"/services/{parts}"]
    assert "Title" in json.dumps(hook.taken[0]["attachments"])


def test_teams_is_told_in_its_own_form(hook: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workflow of Teams takes an adaptive card."""
    monkeypatch.setenv("H200_HOOK", f"workflow://127.0.0.1:{hook.port}/abcd/efgh1234")

    assert _sent() == ("sent", "")
    (card,) = hook.taken[0]["attachments"]
    assert card["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert "Title" in json.dumps(card)


@pytest.mark.parametrize(
    ("status", "state", "told"),
    [
        (400, "refused", "HTTP 400"),
        (404, "held", "HTTP 404; look at the address"),
        (429, "deferred", "HTTP 429"),
        (503, "deferred", "HTTP 503"),
        (502, "unknown", "HTTP 502, after which it may have been taken"),
        (0, "unknown", "the connection was lost before an answer came"),
    ],
)
def test_what_a_server_answers_decides(hook: WebServer, status: int, state: str, told: str) -> None:
    """A message that may have been taken is never sent twice, and none is by apprise itself."""
    hook.status = status

    assert _sent() == (state, told)
    assert len(hook.taken) == 1


def test_nothing_that_apprise_logs_gets_out(
    hook: WebServer, caplog: pytest.LogCaptureFixture
) -> None:
    """There may be addresses in it, which are secrets."""
    caplog.set_level(logging.DEBUG)
    hook.status = 404

    assert _sent()[0] == "held"
    assert [each.name for each in caplog.records if each.name.startswith("apprise")] == []


def test_a_certificate_that_is_not_trusted_gets_no_message(
    hook: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is looked at before anything is said."""
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")

    assert _sent() == ("held", "its certificate is not accepted (CERTIFICATE_VERIFY_FAILED)")
    assert hook.taken == []


@pytest.mark.parametrize(
    "address",
    [
        "tgram://123456789:AbcdEfgh_secret-token/987654321",
        "jsons://127.0.0.1:secret-token/x",
        "discord://4174216298/secret-token",
    ],
)
def test_no_part_of_an_address_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """What looks like a port may be a token; neither the answer nor the book has any of it."""
    monkeypatch.setenv("H200_HOOK", address)
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    (tmp_path / "deliveries.toml").write_text(
        '[recipients.d]\nchannels = [{kind = "webhook", url = {env = "H200_HOOK"}}]\n',
        encoding="utf-8",
    )
    standing.stand(tmp_path / "out", "2026-05-20/supply_gap/1")

    ran = standing.ran(tmp_path, "-vv")

    written = [path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert ran.exit_code in {1, 2}
    assert "secret-token" not in ran.output
    assert not any(b"secret-token" in each for each in written)


def test_a_server_that_is_down_gets_it_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no connection was had, nothing was sent."""
    with webserver.running() as gone:
        pass
    monkeypatch.setenv("H200_HOOK", f"json://127.0.0.1:{gone.port}/")

    state, told = _sent()

    assert state == "deferred"
    assert "cannot be reached" in told


def test_an_address_that_apprise_does_not_know_is_told_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence names no part of it."""
    monkeypatch.setenv("H200_HOOK", "fax://secret-number")
    (tmp_path / "deliveries.toml").write_text(
        '[recipients.d]\nchannels = [{kind = "webhook", url = {env = "H200_HOOK"}}]\n',
        encoding="utf-8",
    )
    standing.stand(tmp_path / "out", "2026-05-20/supply_gap/1")

    (ended,), _ = standing.delivered(tmp_path)

    assert (ended["state"], ended["channel"]) == ("held", "webhook H200_HOOK")
    assert ended["told"] == "its address is of no service that apprise knows"
