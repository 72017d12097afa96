"""Whether the service is healthy, for people, for programs and for Prometheus."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from h200analysis.cli import main
from h200analysis.delivery import database
from h200analysis.delivery.schedule import health, prometheus, taking
from h200analysis.delivery.schedule.book import ABANDONED, FAILED, MADE, UNCHANGED, Book
from h200analysis.press import catalogue as catalogues
from h200analysis.press.catalogue import Catalogue
from tests.delivery.schedule.small_catalogue import called, catalogue, hour

KNOWN = catalogue(gap="daily 06:30 Europe/London")
BEFORE, DUE = hour("2026-06-01 00:00"), hour("2026-06-01 05:30")
_SAMPLE = re.compile(r'h200_[a-z_]+(\{briefing="\w+"\})? -?\d+')


def _faults(book: Book, minutes: int) -> list[str]:
    [found] = health.of(KNOWN, book, DUE + timedelta(minutes=minutes))
    assert found.is_healthy == (not found.faults)
    return list(found.faults)


def test_before_the_first_run_there_is_no_service(book: Book) -> None:
    """Nothing can be ill that was never begun."""
    assert [] == health.of(KNOWN, book, DUE)


def test_an_hour_without_any_run_is_a_fault_once_its_deadline_has_passed(book: Book) -> None:
    """It names the hour in the schedule's zone, and what is not happening."""
    called(book, KNOWN, BEFORE)

    assert [] == _faults(book, 120)
    [fault] = _faults(book, 121)
    assert fault.startswith("Nothing was tried for 2026-06-01 06:30 BST")


@pytest.mark.parametrize(
    ("outcome", "minutes", "is_fault"),
    [
        (MADE, 600, False),
        (UNCHANGED, 600, False),
        (FAILED, 30, False),
        (FAILED, 121, True),
        (ABANDONED, 1, True),
        ("running", 30, False),
        ("running", 121, True),
    ],
)
def test_the_last_hour_decides(book: Book, outcome: str, minutes: int, is_fault: bool) -> None:
    """What was given up is a fault at once, what is on its way once its deadline has passed."""
    called(book, KNOWN, BEFORE)
    called(book, KNOWN, DUE, outcome)

    became = {
        FAILED: "failed, and its deadline has passed",
        ABANDONED: "failed and will not be tried again",
        "running": "is still being made, though its deadline has passed",
    }
    told = [f"The edition due 2026-06-01 06:30 BST {became[outcome]}."] if is_fault else []
    assert told == _faults(book, minutes)


def test_the_next_success_ends_a_fault(book: Book) -> None:
    """Only the latest hour counts."""
    called(book, KNOWN, BEFORE)
    called(book, KNOWN, DUE, ABANDONED)
    called(book, KNOWN, DUE + timedelta(days=1), MADE)

    assert [] == _faults(book, 24 * 60 + 1)


def test_prometheus_reads_a_gauge_of_each(book: Book) -> None:
    """Every line is a comment or a sample; each metric has its help and type before it."""
    called(book, KNOWN, BEFORE)
    called(book, KNOWN, DUE, ABANDONED)

    lines = prometheus.text(health.of(KNOWN, book, DUE + timedelta(minutes=1))).splitlines()

    samples = [line for line in lines if not line.startswith("#")]
    assert all(_SAMPLE.fullmatch(line) for line in samples)
    assert {'h200_healthy{briefing="gap"} 0', "h200_in_service 1"} <= set(samples)
    next_due = int((DUE + timedelta(days=1)).timestamp())
    assert f'h200_next_due_timestamp_seconds{{briefing="gap"}} {next_due}' in samples
    typed = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert list(dict.fromkeys(re.split(r"[{ ]", line)[0] for line in samples)) == [
        name for name in typed if name != "h200_last_met_timestamp_seconds"
    ]


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of editions whose service has met one hour and missed the next."""
    monkeypatch.setattr(catalogues, "read", lambda: Catalogue(tmp_path, KNOWN.briefings))
    with database.opened(tmp_path) as connection:
        book = Book(connection)
        called(book, KNOWN, BEFORE)
        called(book, KNOWN, DUE)
    return tmp_path


def _run(out: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--out", str(out)])


def test_the_exit_code_says_whether_all_is_well(out: Path) -> None:
    """0 and 1, as monitoring asks for it; the sentence and the JSON say why."""
    well = _run(out, "status", "--service", "--at", "2026-06-01T06:00Z")
    ill = _run(out, "status", "--service", "--format", "json", "--at", "2026-06-02T12:00Z")

    assert (0, "service healthy, 1 scheduled briefing\n") == (well.exit_code, well.stdout)
    told = json.loads(ill.stdout)["service"]
    assert (1, False) == (ill.exit_code, told["healthy"])
    [gap] = told["briefings"]
    assert ("2026-06-01T05:30:00Z", 1, "2026-06-03T05:30:00Z") == (
        gap["last_met"], gap["overdue"], gap["next"],
    )  # fmt: skip


def test_silence_is_told_on_demand(out: Path) -> None:
    """`--alert` sends word once of what nothing was tried for; without it nobody is told."""
    quiet = _run(out, "status", "--service", "--at", "2026-06-02T12:00Z")
    told = _run(out, "status", "--service", "--alert", "--at", "2026-06-02T12:00Z")

    again = _run(out, "status", "--service", "--alert", "--at", "2026-06-02T13:00Z")

    assert "" == quiet.stderr == again.stderr
    assert "h200 run has stopped: nothing was tried for 2026-06-02 06:30 BST" in told.stderr


@pytest.mark.parametrize("state", ["refused", "unknown", "held"])
def test_messages_that_have_not_arrived_are_a_fault_until_one_does(out: Path, state: str) -> None:
    """For people, for programs and for Prometheus; what is held is one for as long as it is."""
    (out / "reports").mkdir()
    channel = 'channels = [{kind = "folder", path = "kept"}]'
    (out / "reports" / "deliveries.toml").write_text(f"[recipients.desk]\n{channel}\n", "utf-8")
    insert = (
        "insert into messages (recipient, channel, subject, written, ended, state, told)"
        " values ('desk', 'folder kept', ?, ?, ?, ?, 'no')"
    )
    with database.opened(out) as opened:
        for day, subject, kind in ((1, "a/b/1", "sent"), (2, "a/b/2", state)):
            opened.execute(insert, (subject, f"2026-06-0{day}", f"2026-06-0{day}", kind))
    at = ["--service", "--at", "2026-06-01T06:00Z"]
    ill = _run(out, "status", *at)
    told = json.loads(_run(out, "status", *at, "--format", "json").stdout)["service"]
    metrics = _run(out, "status", *at, "--format", "prometheus").stdout
    with database.opened(out) as opened:
        opened.execute("update messages set state = 'sent' where state = 'held'")
        opened.execute(insert, ("a/b/3", "2026-06-03", "2026-06-03", "sent"))
    well = _run(out, "status", *at)

    what_to_do = " Decide with h200 deliver --arrived 2 or --resend 2." if state != "held" else ""
    fault = f"Message 2 (a/b/2) is {state}: no.{what_to_do}"
    assert (1, 0) == (ill.exit_code, well.exit_code)
    assert f"desk, by folder kept: {fault}\n" in ill.stdout
    assert (False, [fault]) == (told["healthy"], told["deliveries"][0]["faults"])
    assert 'h200_delivery_healthy{recipient="desk",channel="folder kept"} 0\n' in metrics
    labels = f'recipient="desk",channel="folder kept",state="{state}"'
    assert f"h200_undelivered_messages{{{labels}}} 1\n" in metrics


def test_an_hour_that_airflow_does_not_ask_for_is_a_fault(book: Book) -> None:
    """Airflow asks for each hour by name; whoever asks so by hand takes up no schedule."""
    book.end(taking.one(book, KNOWN, "gap", DUE, DUE).run, DUE, MADE)
    assert [] == health.of(KNOWN, book, DUE + timedelta(days=9))

    book.end(taking.one(book, KNOWN, "gap", DUE, DUE, is_scheduled=True).run, DUE, MADE)

    next_deadline = 24 * 60 + 120  # minutes
    assert [] == _faults(book, next_deadline)
    [fault] = _faults(book, next_deadline + 1)
    assert fault.startswith("Nothing was tried for 2026-06-02 06:30 BST")


def test_due_and_history_list_the_same_hours(out: Path) -> None:
    """In tables for people, in JSON for programs, hours in the zone of the schedule."""
    due = json.loads(_run(out, "due", "--format", "json", "--at", "2026-06-02T12:00Z").stdout)
    table = _run(out, "due", "--at", "2026-06-02T12:00Z").stdout
    history = json.loads(_run(out, "history", "--format", "json").stdout)

    assert [("2026-06-02T06:30:00+01:00", "late"), ("2026-06-03T06:30:00+01:00", "next")] == [
        (each["due"], each["state"]) for each in due
    ]
    assert 1 == table.count("2026-06-02 06:30 BST  2026-06-02  late   its deadline was")
    assert [("2026-06-01T05:30:00Z", "made", "1")] == [
        (each["due"], each["outcome"], each["attempt"]) for each in history
    ]
    assert [] == json.loads(_run(out, "history", "--briefing", "no", "--format", "json").stdout)
