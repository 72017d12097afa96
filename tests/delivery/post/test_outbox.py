"""The outbox: who gets which edition, in which order, and what is never sent."""

from pathlib import Path

import pytest

from h200analysis.delivery import clock
from h200analysis.delivery.notice import Notice
from h200analysis.delivery.post import notifying, recipients
from h200analysis.delivery.post.notifying import Notifier
from h200analysis.delivery.post.outbox import Outbox
from h200analysis.delivery.trust import withdrawing
from h200analysis.press import withdrawals
from h200analysis.press.withdrawals import Withdrawal
from tests.delivery.post import standing
from tests.delivery.post.mailserver import MailServer

GAP = "2026-05-2{}/supply_gap/1"


def _rule(folder: Path, *lines: str) -> None:
    file = folder / "deliveries.toml"
    file.write_text("\n".join([file.read_text(encoding="utf-8"), *lines]), encoding="utf-8")


def _subjects(folder: Path, at: str = standing.AT) -> list[tuple[str, str]]:
    ended, _ = standing.delivered(folder, at=at)
    return [(each["subject"], each["state"]) for each in ended]


def test_who_is_new_gets_the_newest_edition_and_then_each(desk: Path, mail: MailServer) -> None:
    """The archive is not poured into a mailbox; what comes later is, also of an earlier day."""
    for day in (0, 1, 2):
        standing.stand(desk / "out", GAP.format(day))

    first = _subjects(desk)
    standing.stand(desk / "out", GAP.format(3))
    standing.stand(desk / "out", "2026-05-21/supply_gap/2")
    then = _subjects(desk)

    assert first == [(GAP.format(2), "sent")]
    assert then == [("2026-05-21/supply_gap/2", "sent"), (GAP.format(3), "sent")]
    assert len(mail.taken) == 3


def test_only_briefings_of_the_catalogue_and_variants_where_asked_for(
    desk: Path, mail: MailServer
) -> None:
    """A folder of another name is nobody's; a variant goes to who wants variants."""
    _rule(desk, 'briefings = ["supply_gap"]')
    for name in ("supply_gap", "supply_gap--half_firm", "executive", "draft"):
        standing.stand(desk / "out", f"2026-05-20/{name}/1")

    assert _subjects(desk) == [(GAP.format(0), "sent")]
    _rule(desk, "variants = true")
    assert _subjects(desk) == [("2026-05-20/supply_gap--half_firm/1", "sent")]
    assert len(mail.taken) == 2


def test_a_withdrawn_edition_is_never_sent(desk: Path, mail: MailServer) -> None:
    """Also not where it was to be sent already, nor by hand."""
    standing.stand(desk / "out", GAP.format(0))
    mail.answers["RCPT"] = "451 later"
    ended, _ = standing.delivered(desk)
    withdrawals.append(desk / "out", Withdrawal(GAP.format(0), "0f", "2026-05-21", "wrong"))
    mail.answers.clear()

    later = _subjects(desk, standing.LATER)
    by_hand, _ = standing.delivered(desk, "--resend", ended[0]["id"])

    assert later == [(GAP.format(0), "skipped")]
    assert [each["told"] for each in by_hand] == ["withdrawn"]
    assert mail.taken == []


def test_an_edition_that_was_altered_is_not_sent(desk: Path, mail: MailServer) -> None:
    """Its files must be those of its manifest."""
    (standing.stand(desk / "out", GAP.format(0)) / "briefing.pdf").write_bytes(b"%PDF other")

    (ended,), code = standing.delivered(desk)

    assert (ended["state"], code) == ("refused", 1)
    assert "manifest" in ended["told"]
    assert mail.taken == []


def test_an_edition_that_cannot_be_told_of_holds_up_no_other(desk: Path, mail: MailServer) -> None:
    """Its figures are of another shape than any that we know."""
    standing.stand(desk / "out", "2026-05-20/executive/1", figures=[{"nothing": 1}])
    standing.stand(desk / "out", GAP.format(0))

    dry = standing.ran(desk, "--dry-run")

    assert "would not go to desk: its page or figures.json cannot be read (KeyError" in dry.stderr
    assert _subjects(desk) == [("2026-05-20/executive/1", "refused"), (GAP.format(0), "sent")]
    assert len(mail.taken) == 1


@pytest.mark.parametrize("rule", ["changes", "expected delivered_chips moves by more than 10%"])
def test_figures_that_cannot_be_read_stop_no_other_edition(
    desk: Path, mail: MailServer, rule: str
) -> None:
    """Under a rule that compares them too: the edition is refused in a sentence, the next one goes.

    An edition that was sent, and can be read no more, is compared with nothing.
    """
    _rule(desk, f'when = "{rule}"')
    sent = standing.stand(desk / "out", GAP.format(0))
    _subjects(desk)
    (sent / "figures.json").write_bytes(b"[{")
    standing.stand(desk / "out", GAP.format(1), figures=[{"nothing": 1}])
    standing.stand(desk / "out", "2026-05-21/executive/1")
    standing.stand(desk / "out", GAP.format(2), figures=standing.expecting(30_000))

    ended, code = standing.delivered(desk)

    assert {each["subject"]: each["state"] for each in ended} == {
        "2026-05-21/executive/1": "sent",
        GAP.format(1): "refused",
        GAP.format(2): "sent",
    }
    (refused,) = (each for each in ended if each["state"] == "refused")
    assert (code, refused["told"]) == (
        1, "its page or figures.json cannot be read (KeyError: 'name')",
    )  # fmt: skip


def test_a_server_that_is_away_is_asked_once_in_a_call(desk: Path, mail: MailServer) -> None:
    """Twenty messages do not each wait for it; they go as soon as it is back."""
    for name in ("executive", "fee", "supply_gap"):
        standing.stand(desk / "out", f"2026-05-20/{name}/1")
    mail.stage = "connect"

    first = _subjects(desk)
    mail.stage = ""

    assert first == [("2026-05-20/executive/1", "deferred")]
    assert [state for _, state in _subjects(desk, standing.LATER)] == ["sent"] * 3


def test_what_a_rule_keeps_back_is_not_sent_later(desk: Path, mail: MailServer) -> None:
    """The comparison is with the last one sent, so small moves add up to one that counts."""
    _rule(desk, 'when = "expected delivered_chips moves by more than 10%"')
    for day, mean in enumerate((25_000, 26_500, 27_400, 28_000)):
        standing.stand(desk / "out", GAP.format(day), figures=standing.expecting(mean))
        _subjects(desk)

    sent = [message["Subject"] for message in mail.taken]

    assert [subject.partition(":")[0] for subject in sent] == [
        "Supply gap, 20 May 2026",
        "Supply gap, 23 May 2026",
    ]
    body = mail.taken[1].get_body(("plain",))
    assert body is not None
    assert "25,000 chips, now 28,000 chips" in body.get_content()


def test_a_digest_gathers_until_its_hour(desk: Path, mail: MailServer) -> None:
    """One message holds all of them, and none goes before the next hour."""
    _rule(desk, 'digest = {at = "07:00 UTC"}')
    standing.stand(desk / "out", GAP.format(0))
    assert len(_subjects(desk, "2026-05-21T07:00Z")) == 1
    for address in (GAP.format(1), "2026-05-21/executive/1"):
        standing.stand(desk / "out", address)

    assert _subjects(desk, "2026-05-22T06:59Z") == []
    gathered = _subjects(desk, "2026-05-22T07:00Z")
    standing.stand(desk / "out", GAP.format(2))

    assert sorted(gathered) == [("2026-05-21/executive/1", "sent"), (GAP.format(1), "sent")]
    assert _subjects(desk, "2026-05-22T07:01Z") == []
    assert len(mail.taken) == 2
    assert mail.taken[1]["Subject"] == "2 briefings: In brief, Supply gap"


def test_a_digest_goes_without_what_must_not_go(desk: Path, mail: MailServer) -> None:
    """One edition that was altered, or withdrawn since, keeps back no other."""
    _rule(desk, 'digest = {at = "07:00 UTC"}')
    for name in ("executive", "fee", "supply_gap"):
        standing.stand(desk / "out", f"2026-05-20/{name}/1")
    mail.answers["RCPT"] = "451 later"
    assert {state for _, state in _subjects(desk)} == {"deferred"}
    mail.answers.clear()
    withdrawals.append(desk / "out", Withdrawal("2026-05-20/fee/1", "0f", "2026-05-21", "wrong"))
    (desk / "out" / "2026-05-20/executive/1/briefing.pdf").write_bytes(b"%PDF other")

    told = dict(_subjects(desk, standing.LATER))

    assert told == {
        "2026-05-20/executive/1": "refused",
        "2026-05-20/fee/1": "skipped",
        GAP.format(0): "sent",
    }
    (message,) = mail.taken
    assert [part.get_filename() for part in message.iter_attachments()] == [
        "supply_gap_2026-05-20_1.pdf"
    ]


def test_a_digest_hour_with_nothing_to_send_is_over(desk: Path, mail: MailServer) -> None:
    """What comes after it waits for the next, as was asked for."""
    _rule(desk, 'digest = {at = "07:00 UTC"}')
    assert _subjects(desk, "2026-05-21T07:00Z") == []
    standing.stand(desk / "out", GAP.format(1))

    assert _subjects(desk, "2026-05-21T09:00Z") == []
    assert _subjects(desk, "2026-05-22T07:00Z") == [(GAP.format(1), "sent")]
    assert len(mail.taken) == 1


def test_a_server_that_never_takes_it_is_given_up(desk: Path, mail: MailServer) -> None:
    """Each attempt waits longer; after the last one it is told and left."""
    standing.stand(desk / "out", GAP.format(0))
    mail.answers["RCPT"] = "451 later"

    states = [_subjects(desk, f"2026-06-{day:02}T07:00Z") for day in range(1, 12)]

    assert [told[0][1] for told in states if told] == ["deferred"] * 8 + ["refused"]
    assert states[-1] == []
    assert mail.taken == []


def test_a_digest_is_given_up_by_its_newest_edition(desk: Path, mail: MailServer) -> None:
    """One that has waited for long takes no new one with it."""
    _rule(desk, 'digest = {at = "07:00 UTC"}')
    standing.stand(desk / "out", GAP.format(0))
    mail.answers["RCPT"] = "451 later"
    for day in range(1, 9):
        _subjects(desk, f"2026-06-{day:02}T07:00Z")
    standing.stand(desk / "out", "2026-06-09/supply_gap/1")

    states = dict(_subjects(desk, "2026-06-09T07:00Z"))

    assert states == {GAP.format(0): "deferred", "2026-06-09/supply_gap/1": "deferred"}


def test_a_wrong_password_is_never_given_up_and_told_once(
    desk: Path, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it takes, everything goes within an hour of its being mended."""
    standing.stand(desk / "out", GAP.format(0))
    standing.stand(desk / "out", "2026-05-20/executive/1")
    with monkeypatch.context() as mistaken:
        mistaken.setenv("H200_TEST_PASSWORD", "mistyped")
        ran = [standing.ran(desk, at=f"2026-06-{day:02}T07:00Z") for day in range(1, 12)]

    mended = _subjects(desk, "2026-06-11T08:00Z")

    assert [each.exit_code for each in ran] == [1] * 11
    assert "".join(each.stderr for each in ran).count("until a mistake is mended\n") == 1
    assert [state for _, state in mended] == ["sent", "sent"]


def test_after_a_clock_that_ran_ahead_what_was_put_off_goes(desk: Path, mail: MailServer) -> None:
    """No message waits for the day on which the clock had been."""
    standing.stand(desk / "out", GAP.format(0))
    mail.answers["RCPT"] = "451 later"
    assert _subjects(desk, "2031-01-01T00:00Z") == [(GAP.format(0), "deferred")]
    mail.answers.clear()

    assert _subjects(desk) == [(GAP.format(0), "sent")]


@pytest.mark.parametrize("state", ["refused", "unknown"])
def test_what_has_not_arrived_is_told_to_the_keepers_once(
    desk: Path, mail: MailServer, state: str
) -> None:
    """By their channels and on stderr; that such an alert does not arrive is told by none."""
    standing.keep(desk)
    standing.stand(desk / "out", GAP.format(0))
    if state == "refused":
        mail.answers["RCPT"] = "550 no such mailbox"
    else:
        mail.stage = "contents"
    first = standing.ran(desk)
    mail.answers.clear()
    mail.stage = ""
    second = standing.ran(desk, at=standing.LATER)
    third = standing.ran(desk, at="2026-06-30T07:00Z")

    alert = "was refused" if state == "refused" else "may not have arrived"
    assert first.stderr.count(f"A message to desk {alert}") == 1
    assert "h200 deliver --resend 1" in first.stderr
    assert (second.stderr, third.stderr) == ("", "")


def test_an_alert_of_a_refused_message_arrives_at_another_mailbox(
    desk: Path, mail: MailServer
) -> None:
    """The keepers need not be those whose mailbox is gone."""
    file = desk / "deliveries.toml"
    keeper = '[recipients.keeper]\nbriefings = ["fee"]\nchannels = [{kind = "mail", address = '
    told = f'keepers = ["keeper"]\n{file.read_text("utf-8")}\n{keeper}"keeper@example.org"}}]\n'
    file.write_text(told, "utf-8")
    (standing.stand(desk / "out", GAP.format(0)) / "briefing.pdf").write_bytes(b"%PDF other")

    standing.delivered(desk)
    standing.delivered(desk, at=standing.LATER)

    (message,) = mail.taken
    assert (message["To"], message["Subject"]) == (
        "keeper <keeper@example.org>", "A message to desk was refused",
    )  # fmt: skip


def test_a_withdrawal_in_the_middle_of_a_delivery_is_kept_to(desk: Path, mail: MailServer) -> None:
    """What is withdrawn is asked again as each message is marked."""
    standing.stand(desk / "out", GAP.format(0))
    everybody = recipients.read(desk / "deliveries.toml")
    delivery = Outbox(desk / "out", everybody, clock.now(), {"supply_gap": "Gap"})
    assert GAP.format(0) in delivery.writer.archive  # it has looked
    withdrawals.append(desk / "out", Withdrawal(GAP.format(0), "0f", "2026-05-21", "wrong"))

    (ended,) = delivery.deliver()

    assert (ended.state, ended.told, mail.taken) == ("skipped", "withdrawn", [])


def test_a_message_that_is_sent_again_was_sent_before_all_the_same(
    desk: Path, mail: MailServer
) -> None:
    """Whoever has the edition is told of its withdrawal, though the second sending failed."""
    standing.stand(desk / "out", GAP.format(0))
    (ended,), _ = standing.delivered(desk)
    mail.answers["RCPT"] = "550 no such mailbox"

    (again,), _ = standing.delivered(desk, "--resend", ended["id"])

    assert (ended["state"], again["state"]) == ("sent", "refused")
    assert withdrawing.received(desk / "out", GAP.format(0)) == ("desk",)


def test_a_dry_run_writes_nothing_and_shows_what_would_go(desk: Path, mail: MailServer) -> None:
    """To the byte of what is told: recipient, channel, title, size and files."""
    standing.stand(desk / "out", GAP.format(0))
    before = sorted(desk.rglob("*"))

    (told,), code = standing.delivered(desk, "--dry-run", "-v")

    assert sorted(desk.rglob("*")) == before
    assert (code, mail.heard) == (0, [])
    assert told.pop("bytes").isdecimal()
    text = told.pop("text")
    assert "0 chips to 50,000 chips, mean 25,000 chips" in text
    assert told == {
        "recipient": "desk",
        "channel": "mail desk@example.org",
        "title": "Supply gap, 20 May 2026: None has been delivered",
        "files": "supply_gap_2026-05-20_1.pdf",
    }


def test_a_dry_run_shows_the_words_of_what_is_too_large(desk: Path) -> None:
    """They are those that would go, with a link in place of the PDF."""
    file = desk / "deliveries.toml"
    text = file.read_text(encoding="utf-8").replace(
        "patience", "largest_megabytes = 0.01\npatience"
    )
    file.write_text(f'library = "https://l.example"\n{text}', encoding="utf-8")
    standing.stand(desk / "out", GAP.format(0), pdf=b"%PDF" + b"x" * 20_000)

    ran = standing.ran(desk, "--dry-run", "-v")

    link = "https://l.example/editions/2026-05-20/supply_gap/1/index.html"
    assert f"The PDF is too large to attach; read it at {link}." in ran.stdout
    assert ".pdf" not in ran.stdout


def test_a_notice_goes_once_to_the_keepers_or_to_those_named(desk: Path, mail: MailServer) -> None:
    """Nobody is told twice of one subject; a name that is gone is passed over."""
    standing.keep(desk)
    tell = notifying.teller(desk / "out", desk / "deliveries.toml", clock.now())
    for notice in (
        Notice("failed gap", "Supply gap failed", "Cell 3.\nSee the log."),
        Notice("failed gap", "Supply gap failed", "Cell 3."),
        Notice("other", "Nobody's", "x", only_to=("gone",)),
    ):
        tell(notice)

    (message,) = mail.taken
    body = message.get_body(("plain",))
    assert body is not None
    assert message["Subject"] == "Supply gap failed"
    assert body.get_content().splitlines()[:2] == ["Cell 3.", "See the log."]


def test_a_notice_that_was_not_taken_goes_with_a_later_delivery(
    desk: Path, mail: MailServer
) -> None:
    """An alert is not lost because the mail server was down as well."""
    standing.keep(desk)
    mail.answers["RCPT"] = "451 later"
    everybody = recipients.read(desk / "deliveries.toml")
    at = clock.now()
    (told,) = Notifier(desk / "out", everybody, at, {}).notify(Notice("s", "Title", "Text"))
    mail.answers.clear()

    later, _ = standing.delivered(desk, at="2099-01-01T00:00Z")

    assert told.state == "deferred"
    assert [each["state"] for each in later] == ["sent"]
    assert len(mail.taken) == 1


def test_who_has_an_edition_can_be_told_of_its_withdrawal(desk: Path, mail: MailServer) -> None:
    """Those to whom it went, or may have gone; nobody before."""
    standing.stand(desk / "out", GAP.format(0))
    assert withdrawing.received(desk / "out", GAP.format(0)) == ()
    mail.stage = "final dot"
    standing.delivered(desk)

    assert withdrawing.received(desk / "out", GAP.format(0)) == ("desk",)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--to", "who"], "There is no recipient 'who'; the file has desk."),
        (["--resend", "99"], "There is no message 99"),
        (["--arrived", "99"], "Message 99 in "),
        (["--arrived", "1", "--resend", "1"], "give one of them"),
        (["--by", "Ada"], "add --arrived or --resend"),
        (["--arrived", "1", "--by", "A\nda"], "expected the name of whoever decides"),
        (["--resend", "1", "--dry-run"], "without --to and --dry-run"),
        (["--at", "noon"], "expected a time with its offset from UTC"),
        (["--at", "2026-05-20T07:00"], "expected a time with its offset from UTC"),
    ],
)
def test_a_mistake_in_what_was_asked_is_a_sentence(desk: Path, words: list[str], told: str) -> None:
    """It ends with 2, and nothing is sent."""
    ran = standing.ran(desk, *words)

    assert ran.exit_code == 2
    assert told in ran.stderr
