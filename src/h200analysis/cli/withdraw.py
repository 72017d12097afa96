"""h200 withdraw: an edition that is no longer stood by."""

from pathlib import Path

import click

from h200analysis.cli.guard import sentences
from h200analysis.cli.selection import out_option
from h200analysis.cli.telling import file_of, teller


@click.command()
@click.argument("edition", metavar="EDITION")
@click.option("--why", required=True, metavar="TEXT", help="What is wrong with it, in a sentence.")
@out_option
@sentences
def withdraw(edition: str, why: str, out: Path | None) -> None:
    """Withdraw an edition: say that it is wrong, and why; its bytes are kept.

    \b
    h200 withdraw 2026-01-15/supply_gap/1 --why "It counted the H20 as an H200."

    Those who received it are told by mail or webhook, as reports/deliveries.toml has them. Whoever
    gets files alone, in a folder or an object store, is named here, for you to tell. The library,
    the feeds and h200 status say so from then on, and the next edition, once anything it rests on
    has changed, says what it corrects. Exit codes: 0 done, 2 there is no such edition, or it was
    withdrawn before.
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    from h200analysis.delivery.clock import now
    from h200analysis.delivery.trust import withdrawing
    from h200analysis.press import catalogue

    known, at = catalogue.read(), now()
    editions = out or known.root / "reports" / "editions"
    file = file_of(known)
    done = withdrawing.withdraw(editions, edition, why, at.date(), teller(file, editions, at))
    readers = withdrawing.received(editions, done.address)
    whom = f"it was sent to {', '.join(readers)}" if readers else "it was sent to nobody from here"
    click.echo(f"{done.address} is withdrawn as of {done.on}; {whom}.")
    if untold := _untold(file, readers):
        click.echo(
            f"No notice reaches {', '.join(untold)}, for whom "
            "reports/deliveries.toml has neither mail nor webhook: tell them yourself. The files "
            "that they received still stand where they were put."
        )


def _untold(file: Path, readers: tuple[str, ...]) -> list[str]:
    """Return those of some recipients whom no notice reaches."""
    if not file.is_file():
        return list(readers)
    from h200analysis.delivery.post import recipients

    return recipients.read(file).without_words(readers)
