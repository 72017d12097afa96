"""Logs are bounded, and a heartbeat is heard by a real server."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from h200analysis.delivery.schedule import heartbeat, log
from tests.delivery.schedule.small_catalogue import hour


def test_the_oldest_logs_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a thousand and more, the newest stay."""
    monkeypatch.setattr(log, "_MOST_FILES", 3)
    for day in range(1, 6):
        log.write(tmp_path, f"{log.FOLDER}/2026060{day}T063000Z-gap-1.log", ["said"])

    log.sweep(tmp_path)

    kept = sorted(path.name[:8] for path in (tmp_path / log.FOLDER).iterdir())
    assert ["20260603", "20260604", "20260605"] == kept


def test_a_disk_that_takes_no_log_does_not_end_a_run(tmp_path: Path) -> None:
    """Where a log cannot be written nothing is raised."""
    (tmp_path / log.FOLDER).touch()

    log.write(tmp_path, f"{log.FOLDER}/x.log", ["said"])

    assert (tmp_path / log.FOLDER).is_file()


@contextmanager
def _server(status: int) -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing on stderr."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/secret", asked
        server.shutdown()


def test_a_heartbeat_is_heard_and_says_whether_all_is_well() -> None:
    """The address itself after a sound run, with /fail at its end after another."""
    with _server(200) as (address, asked):
        heartbeat.beat(address, is_well=True)
        heartbeat.beat(address, is_well=False)

    assert ["/secret", "/secret/fail"] == asked


def test_an_address_that_does_not_answer_is_a_warning_without_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The address is a secret, which no log shows."""
    with _server(500) as (address, _):
        heartbeat.beat(address, is_well=True)
    heartbeat.beat(address, is_well=True)

    assert 2 == len(caplog.messages)
    assert all("did not answer" in each and "secret" not in each for each in caplog.messages)


def test_the_name_of_a_log_says_when_and_of_what() -> None:
    """Sorted by name, the oldest come first."""
    from h200analysis.delivery.schedule import hour as hours
    from tests.delivery.schedule.small_catalogue import catalogue

    entry = catalogue(gap="daily 06:30 UTC").briefing("gap")
    due = hours.of("gap", entry, hour("2026-06-01 06:30"))

    name = log.name(due, 2, hour("2026-06-01 06:31"))

    assert ".logs/20260601T063100Z-gap-due-20260601T0630Z-2.log" == name
