"""Withdrawing an edition: it is no longer stood by, its bytes are kept, its readers are told."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from h200analysis.delivery import archive, database
from h200analysis.delivery.archive import Edition
from h200analysis.delivery.notice import Notice
from h200analysis.errors import H200Error
from h200analysis.press import placing, withdrawals
from h200analysis.press.gate import text
from h200analysis.press.withdrawals import Withdrawal

_RECEIVED = ("sent", "sending", "unknown")  # of the latter two nobody knows; better told than not
_RECEIVERS = """select distinct recipient from messages where subject = ? and (state in (?, ?, ?)
    or exists (select 1 from decisions where message = id and decisions.state in (?, ?, ?)))
    order by recipient"""


class WithdrawingError(H200Error, ValueError):
    """An edition that cannot be withdrawn."""


def withdraw(
    out: Path, address: str, why: str, on: date, tell: Callable[[Notice], None] | None = None
) -> Withdrawal:
    """Withdraw an edition by its address, such as "2026-01-15/supply_gap/1", and return that.

    `why` is printed on the edition that corrects it. Everyone who received the edition is told
    through `tell`, if anyone did. Raises `ArchiveError` for an unknown edition, `WithdrawingError`
    for one that is withdrawn already or a reason that cannot be printed.
    """
    edition = archive.edition(out, address)
    reason = _reason(why)
    with placing.turn(out):
        if past := withdrawals.withdrawn(out).get(edition.address):
            _tell(past, edition, out, tell)  # a kill may have come between the line and its notices
            raise WithdrawingError(
                f"{edition.address} was withdrawn already, on {past.on}: {past.why}"
            )
        done = Withdrawal(edition.address, edition.key, str(on), reason)
        withdrawals.append(out, done)
    _tell(done, edition, out, tell)
    return done


def _tell(
    done: Withdrawal, edition: Edition, out: Path, tell: Callable[[Notice], None] | None
) -> None:
    """Tell everyone who received the edition; nobody is told twice of one subject."""
    readers = received(out, edition.address)
    if tell is not None and readers:
        tell(_notice(done, edition.opening.title, readers))


def received(out: Path, address: str) -> tuple[str, ...]:
    """Return who received an edition, or may have, by their names in deliveries.toml.

    It waits for a delivery that is just marking the edition as going out. One that comes later
    finds the withdrawal, and sends nothing.
    """
    if not (out / database.NAME).exists():
        return ()
    with database.opened(out) as book, database.transaction(book):
        found = book.execute(_RECEIVERS, (address, *_RECEIVED, *_RECEIVED))
        return tuple(row["recipient"] for row in found)


def _notice(done: Withdrawal, title: str, readers: tuple[str, ...]) -> Notice:
    return Notice(
        subject=f"withdrawn {done.address}",
        title=f"Withdrawn: {title}",
        text=(
            f"On {done.on} we withdrew this edition, which you received: {done.address}.\n"
            f"Why: {done.why}\n\n"
            "Please do not use its figures. An edition that corrects it will say so."
        ),
        only_to=readers,
    )


def _reason(why: str) -> str:
    """Return a reason on one line; refuse one that no page could print."""
    reason = " ".join(why.split())
    if not reason:
        raise WithdrawingError("--why is empty; say in a sentence what is wrong with the edition.")
    if faults := list(text.reasons(reason)):
        raise WithdrawingError(f"--why cannot be printed on a correction: {' '.join(faults)}")
    return reason
