"""h200 evidence, claims, parameters, scenarios: what was known, computed with and supposed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from h200analysis.cli.adding import add
from h200analysis.cli.guard import sentences
from h200analysis.cli.listed import format_option
from h200analysis.cli.selection import make_folder
from h200analysis.errors import ArgumentError

if TYPE_CHECKING:
    from h200analysis.evidence import Ledger
    from h200analysis.exhibits.terminal.listing import Listing

_day = click.option("--as-of", metavar="DAY", help="As of this day; the latest if not said.")


@click.group(invoke_without_command=True)
@click.option(
    "--as-of", metavar="DAY", help="What was known at the end of this day; all if not said."
)
@click.option("--since", metavar="DAY", help="Only what was learned after this day.")
@click.option("--subject", metavar="TEXT", help="Only claims whose subject has this in it.")
@click.option("--in-force", metavar="DAY", help="The measures instead, as they stood on this day.")
@format_option
@click.pass_context
@sentences
def evidence(
    context: click.Context,
    as_of: str | None,
    since: str | None,
    subject: str | None,
    in_force: str | None,
    form: str,
) -> None:
    """List the claims known on a day; show one; add one.

    \b
    h200 evidence --as-of 2026-01-15                       what was known on a day
    h200 evidence --since 2026-01-15 --subject Alibaba     what was learned since
    h200 evidence --as-of 2026-01-15 --in-force 2026-01-15 which measures stood
    h200 evidence show orders_seed                         one claim, and what rests on it
    h200 evidence add                                      add one; it asks for the fields
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    if context.invoked_subcommand is not None:
        return
    from h200analysis import evidence
    from h200analysis.exhibits.terminal import claims, measures
    from h200analysis.exhibits.terminal.listing import FORMATS

    ledger = evidence.read(as_of or evidence.latest_day())
    if in_force is not None:
        listing = measures.on(ledger, evidence.day(in_force))
    elif since is not None:
        listing = claims.news(evidence.read(since), ledger, subject)
    else:
        listing = claims.known(ledger, subject)
    FORMATS[form](listing)


@evidence.command()
@click.argument("claim", metavar="ID")
@click.option("--as-of", metavar="DAY", help="As it was known on this day; by all if not said.")
@sentences
def show(claim: str, as_of: str | None) -> None:
    """Show a claim: its source, its rivals, and the parameters and figures that rest on it."""
    from h200analysis import evidence
    from h200analysis.exhibits.terminal.card import card
    from h200analysis.exhibits.terminal.console import HEAD, line, show

    ledger = evidence.read(as_of or evidence.latest_day())
    show(*card(ledger, claim))
    if naming := _cited_in(claim):
        show(line(("Briefings that name it: ", HEAD), ", ".join(naming)))


def _cited_in(claim: str) -> list[str]:
    """Return the briefings whose notebooks, or the passages in them, name a claim."""
    from h200analysis.press import catalogue, wordings

    known = catalogue.read()
    return [n for n in known.briefings if wordings.names(known.notebook(n), claim)]


evidence.add_command(add)


@evidence.command()
@click.option(
    "--to",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The folder of the package: a new one, an empty one, or one that holds such a package.",
)
@_day
@sentences
def export(to: Path, as_of: str | None) -> None:
    """Write the evidence as a data package: typed CSV, keys and licence, for any other tool.

    \b
    h200 evidence export --to evidence --as-of 2026-01-15

    It follows the Frictionless standard: datapackage.json says what each column holds.
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    from h200analysis import evidence
    from h200analysis.evidence import data_package

    if to.is_dir() and any(to.iterdir()) and not (to / data_package.DESCRIPTOR).is_file():
        raise ArgumentError(
            f"--to {to}: found a folder with other files, expected a new or an empty one; name "
            "another."
        )
    files = data_package.written(evidence.read(as_of or evidence.latest_day()))
    make_folder(to, "--to")
    for name, content in files.items():
        (to / name).write_bytes(content)
    click.echo(str(to / data_package.DESCRIPTOR))


@click.command()
@_day
@click.option("--subject", metavar="TEXT", help="Only claims whose subject has this in it.")
@format_option
@sentences
def claims(as_of: str | None, subject: str | None, form: str) -> None:
    """List the claims by name: what each says, in whose words, since when it was known."""
    from h200analysis.exhibits.terminal import claims

    _list(lambda ledger: claims.known(ledger, subject), as_of, form)


@click.command()
@_day
@format_option
@sentences
def parameters(as_of: str | None, form: str) -> None:
    """List the parameters by name: value, spread, unit, and what each rests on."""
    from h200analysis.exhibits.terminal import inputs

    _list(inputs.parameters, as_of, form)


@click.command()
@_day
@format_option
@sentences
def scenarios(as_of: str | None, form: str) -> None:
    """List the scenarios by name, and what each supposes."""
    from h200analysis.exhibits.terminal import inputs

    _list(inputs.scenarios, as_of, form)


def _list(of: "Callable[[Ledger], Listing]", as_of: str | None, form: str) -> None:
    from h200analysis import evidence
    from h200analysis.exhibits.terminal.listing import FORMATS

    FORMATS[form](of(evidence.read(as_of or evidence.latest_day())))
