"""h200 keep: editions that no rule keeps are deleted, and a line stays of each."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from h200analysis.cli.guard import sentences, tell
from h200analysis.cli.selection import out_option
from h200analysis.counting import counted

if TYPE_CHECKING:
    from h200analysis.delivery.trust.keeping import Spent

_MEGABYTE = 1_000_000


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what would go; delete nothing.")
@click.option(
    "--rules",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The rules; reports/keep.toml if not said.",
)
@out_option
@sentences
def keep(dry_run: bool, path: Path | None, out: Path | None) -> None:
    """Delete the editions that no rule keeps; without rules, everything is kept.

    \b
    h200 keep --dry-run
    last = 30        # in reports/keep.toml: the newest thirty editions of each briefing
    monthly = 1      # and the newest of each month

    Never deleted are the newest edition of a briefing, what was delivered, what was withdrawn, and
    what locked a forecast that scores rest on. A line of each that goes stays in .removed.jsonl,
    by which h200 verify knows it. Exit codes: 0 done, 1 one could not be deleted, 2 a mistake in
    the rules.
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    from h200analysis import project
    from h200analysis.delivery.trust import keeping
    from h200analysis.inquiry import register

    reports = project.root() / "reports"
    editions = out or reports / "editions"
    rules = keeping.rules(path or reports / keeping.NAME)
    spent = keeping.spent(editions, rules, register.file_of())
    gone = spent if dry_run else _removed(editions, spent, rules.told)
    for each in gone:
        click.echo(f"{each.edition.address} ({each.size / _MEGABYTE:.1f} MB)")
    size = sum(each.size for each in gone) / _MEGABYTE
    what = "to be deleted" if dry_run else "deleted"
    click.echo(f"{counted(len(gone), 'edition')}, {size:.1f} MB, {what}; rules: {rules.told}.")
    if len(gone) < len(spent):
        click.get_current_context().exit(1)


def _removed(out: Path, spent: "Sequence[Spent]", rules: str) -> "list[Spent]":
    """Delete editions; what could not be is told, and the others go all the same."""
    from h200analysis.delivery.clock import now
    from h200analysis.delivery.trust import keeping
    from h200analysis.errors import H200Error

    gone = []
    for each in spent:
        try:
            keeping.remove(out, each.edition, now().date(), f"no rule keeps it ({rules})")
            gone.append(each)
        except (H200Error, OSError) as error:
            tell(error)
    return gone
