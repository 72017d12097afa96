"""At most once: whatever is cut at whichever stage, no server takes one message twice."""

import fcntl
import getpass
import signal
from pathlib import Path

import pytest

from h200analysis.delivery import clock, database
from h200analysis.delivery.notice import Notice
from h200analysis.delivery.post import book, health, notifying, recipients
from h200analysis.delivery.post.answers import State
from h200analysis.delivery.post.book import Message
from tests.delivery.post import standing
from tests.delivery.post.mailserver import AFTER, BEFORE, STAGES, MailServer

EDITION = "2026-05-20/supply_gap/1"


def test_a_message_goes_once(desk: Path, mail: MailServer) -> None:
    """What was taken is never sent again, and says what the server has answered."""
    standing.stand(desk / "out", EDITION)

    first, code = standing.delivered(desk)
    second, code_of_second = standing.delivered(desk, at=standing.LATER)

    assert [(each["state"], each["subject"]) for each in first] == [("sent", EDITION)]
    assert "taken as number 1" in first[0]["told"]
    assert (code, second, code_of_second) == (0, [], 0)
    assert len(mail.taken) == 1


@pytest.mark.parametrize("stage", BEFORE)
def test_a_connection_lost_before_the_contents_is_tried_again(
    desk: Path, mail: MailServer, stage: str
) -> None:
    """Nothing can have been taken, so a later call sends it, and not one too early."""
    standing.stand(desk / "out", EDITION)
    mail.stage = stage

    (told,), code = standing.delivered(desk)
    mail.stage = ""
    at_once, _ = standing.delivered(desk)
    (later,), code_of_later = standing.delivered(desk, at=standing.LATER)

    assert (told["state"], code, at_once) == ("deferred", 1, [])
    assert (later["state"], code_of_later) == ("sent", 0)
    assert len(mail.taken) == 1


@pytest.mark.parametrize("stage", AFTER)
def test_a_connection_lost_after_the_contents_is_unknown(
    desk: Path, mail: MailServer, stage: str
) -> None:
    """It may have been taken: it is told, not sent again by itself, and sent by hand."""
    standing.stand(desk / "out", EDITION)
    mail.stage = stage

    (told,), code = standing.delivered(desk)
    taken = len(mail.taken)
    mail.stage = ""
    later, _ = standing.delivered(desk, at="2026-06-30T07:00:00Z")
    by_hand, _ = standing.delivered(desk, "--resend", told["id"], at="2026-06-30T07:00:00Z")

    assert (told["state"], code) == ("unknown", 1)
    assert later == []
    assert [each["state"] for each in by_hand] == ["sent"]
    assert len(mail.taken) == taken + 1


def test_whoever_finds_out_that_a_message_arrived_says_so(desk: Path, mail: MailServer) -> None:
    """Status falls silent, nothing is sent, and the book keeps who decided, when, and of what."""
    standing.stand(desk / "out", EDITION)
    mail.stage = "final dot"
    (told,), _ = standing.delivered(desk)
    mail.stage = ""
    ill = _faults(desk)

    words = ("--arrived", told["id"], "--by", "Ada")
    (marked,), code = standing.delivered(desk, *words, at=standing.LATER)
    later = standing.delivered(desk, at="2026-06-30T07:00:00Z")
    again = standing.ran(desk, *words)

    assert ["Decide with h200 deliver --arrived 1 or --resend 1." in each for each in ill] == [True]
    assert (marked["state"], marked["told"], code) == ("sent", "it arrived, says Ada", 0)
    assert (_faults(desk), later, len(mail.taken)) == ([], ([], 0), 1)
    assert _decisions(desk) == [(1, "unknown", "arrived", "2026-05-21T07:02:00+00:00", "Ada")]
    assert again.exit_code == 2
    assert "is sent; expected one that is refused or unknown" in again.stderr


def test_sending_again_is_kept_with_who_decided(desk: Path, mail: MailServer) -> None:
    """Without a name it is the user who calls; what had become of the message stays."""
    standing.stand(desk / "out", EDITION)
    mail.answers["RCPT"] = "550 no such mailbox"
    (told,), _ = standing.delivered(desk)
    mail.answers.clear()

    standing.delivered(desk, "--resend", told["id"])

    assert [(row[1], row[2], row[4]) for row in _decisions(desk)] == [
        ("refused", "sent again", getpass.getuser())
    ]
    assert (_faults(desk), len(mail.taken)) == ([], 1)


def _faults(desk: Path) -> list[str]:
    """Return what h200 status says of the recipients."""
    with database.seen(desk / "out") as opened:
        found = health.of(book.every(opened), recipients.read(desk / "deliveries.toml"))
    return [fault for each in found for fault in each.faults]


def _decisions(desk: Path) -> list[tuple[object, ...]]:
    with database.seen(desk / "out") as opened:
        rows = opened.execute("select message, state, decision, decided, decider from decisions")
        return [tuple(row) for row in rows]


def test_a_connection_lost_after_the_answer_changes_nothing(desk: Path, mail: MailServer) -> None:
    """The server has said that it has the message."""
    standing.stand(desk / "out", EDITION)
    mail.stage = "answered"

    (told,), code = standing.delivered(desk)

    assert (told["state"], code, len(mail.taken)) == ("sent", 0, 1)


@pytest.mark.parametrize("stage", STAGES)
def test_a_delivery_killed_at_any_stage_sends_nothing_twice(
    desk: Path, mail: MailServer, stage: str
) -> None:
    """The next one tells that the fate is unknown, unless the answer was noted in time."""
    standing.stand(desk / "out", EDITION)
    mail.stage = stage
    mail.victim = process = standing.deliver(desk)
    process.communicate(timeout=60)
    mail.stage, mail.victim = "", None

    told, _ = standing.delivered(desk, at=standing.LATER)
    again, _ = standing.delivered(desk, at="2026-06-30T07:00:00Z")

    assert process.returncode == -signal.SIGKILL or stage == "answered"
    assert [each["state"] for each in told] in (["unknown"], [] if stage == "answered" else None)
    assert again == []
    assert len(mail.taken) == (stage in {"final dot", "answered"})


def test_deliveries_at_once_send_one_message(desk: Path, mail: MailServer) -> None:
    """One does the work; the others say that it runs, or find nothing left to do."""
    for number in range(1, 6):
        standing.stand(desk / "out", f"2026-05-20/supply_gap--v{number}/1")
    file = desk / "deliveries.toml"
    file.write_text(f"{file.read_text()}variants = true\n", encoding="utf-8")

    processes = [standing.deliver(desk) for _ in range(4)]
    for process in processes:
        process.communicate(timeout=60)

    assert {process.returncode for process in processes} <= {0, 75}
    assert len({message["Message-ID"] for message in mail.taken}) == len(mail.taken) == 5


@pytest.mark.parametrize("stage", ["AUTH", "MAIL", "RCPT", "DATA", "final dot"])
@pytest.mark.parametrize("answer", ["451 later", "550 no"])
def test_a_refusal_is_told_and_tried_again_where_the_message_is_not_to_blame(
    desk: Path, mail: MailServer, stage: str, answer: str
) -> None:
    """4xx asks to come again; 5xx is about us until the recipient is named, then about it."""
    standing.stand(desk / "out", EDITION)
    mail.answers[stage] = answer
    final = "held" if stage in {"AUTH", "MAIL"} else "refused"
    state = "deferred" if answer.startswith("4") else final

    (told,), code = standing.delivered(desk)
    mail.answers.clear()
    later, _ = standing.delivered(desk, at=standing.LATER)

    assert (told["state"], code) == (state, 1)
    assert answer[:3] in told["told"]
    assert [each["state"] for each in later] == ([] if state == "refused" else ["sent"])
    assert len(mail.taken) == (state != "refused")


def test_an_answer_that_cannot_be_noted_is_unknown(desk: Path, mail: MailServer) -> None:
    """A disk that is full just then costs certainty, never a second message."""
    standing.stand(desk / "out", EDITION)
    with database.opened(desk / "out") as opened:
        opened.execute(
            "create trigger full before update on messages when new.state = 'sent'"
            " begin select raise(abort, 'disk full'); end"
        )

    failed = standing.ran(desk)
    with database.opened(desk / "out") as opened:
        opened.execute("drop trigger full")
    (told,), code = standing.delivered(desk, at=standing.LATER)

    assert failed.exit_code == 2
    assert "cannot be written or read (disk full); nothing more is sent" in failed.stderr
    assert (told["state"], code, len(mail.taken)) == ("unknown", 1, 1)


def test_a_message_is_claimed_by_one(tmp_path: Path) -> None:
    """Also where no lock keeps two deliveries apart, the book does."""
    message = Message("desk", "mail", EDITION, State.WRITTEN)
    with database.opened(tmp_path) as one, database.opened(tmp_path) as other:
        book.write(one, [message], clock.now())
        written = book.every(other)

        assert [each.state for each in book.claim(one, written, clock.now())] == [State.SENDING]
        assert book.claim(other, written, clock.now()) == []


def test_a_notice_beside_a_running_delivery_goes_with_the_next(
    desk: Path, mail: MailServer
) -> None:
    """An alert does not wait for a slow server, and is not lost."""
    standing.keep(desk)
    tell = notifying.teller(desk / "out", desk / "deliveries.toml", clock.now())
    with (desk / "out" / ".post.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        tell(Notice("failed gap", "It failed", "Cell 3."))
        busy = standing.ran(desk)
    heard = len(mail.heard)

    (told,), _ = standing.delivered(desk)

    assert (busy.exit_code, heard) == (75, 0)
    assert "another delivery runs" in busy.stderr
    assert (told["subject"], told["state"]) == ("failed gap", "sent")
