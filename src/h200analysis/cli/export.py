"""h200 export: an edition for Word, or for a spreadsheet."""

from contextlib import suppress
from pathlib import Path

import click

from h200analysis.cli.guard import sentences
from h200analysis.cli.selection import out_option
from h200analysis.errors import ArgumentError

_to = click.option(
    "--to",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write it; into this folder, by the edition's name, if not said.",
)
_edition = click.argument("edition", metavar="EDITION")


@click.group()
def export() -> None:
    """Write an edition as a file for Word or for Excel.

    \b
    h200 export docx 2026-01-15/supply_gap                   the newest edition of a day
    h200 export xlsx 2026-01-15/supply_gap/1 --to gap.xlsx   a certain one, to a certain place
    h200 export xlsx reports/editions/2026-01-15/fee/1       by its folder

    The edition itself is not changed. Exit codes: 0 done, 2 there is no such edition, or it is not
    as it was made.
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are


@export.command()
@_edition
@_to
@out_option
@sentences
def docx(edition: str, to: Path | None, out: Path | None) -> None:
    """Write an edition for Word: headings, tables and notes of Word's own, charts as pictures."""
    from h200analysis.delivery.office import exporting

    found = exporting.found(_editions(out), edition)
    _write(exporting.docx(found), to or Path(exporting.file_name(found, "docx")))


@export.command()
@_edition
@_to
@out_option
@click.option("--no-draws", is_flag=True, help="Leave out the draws of the headline.")
@sentences
def xlsx(edition: str, to: Path | None, out: Path | None, no_draws: bool) -> None:
    """Write an edition for Excel: figures, claims, and the draws of its headline.

    The headline is the first mean or median that the edition prints. It is drawn again, and its
    draws are left out, with a word on stderr, where it does not come out as it was printed.
    """
    from h200analysis.delivery.office import exporting, headline

    found = exporting.found(_editions(out), edition)
    draws = None if no_draws else headline.draws(found)
    if draws is None and not no_draws:
        click.echo(
            f"h200: {found.address}: it has no sheet of draws, since it prints no mean or median "
            "that comes out the same today.",
            err=True,
        )
    _write(exporting.xlsx(found, draws), to or Path(exporting.file_name(found, "xlsx")))


def _editions(out: Path | None) -> Path:
    from h200analysis.cli.selection import folder_of
    from h200analysis.press import catalogue

    return folder_of(catalogue.read(), out)


def _write(content: bytes, file: Path) -> None:
    """Write a file whole or not at all, and say where it stands."""
    aside = file.with_name(f".{file.name}.part")
    try:
        aside.write_bytes(content)
        aside.replace(file)
    except OSError as error:
        raise ArgumentError(f"{file} cannot be written: {error.strerror or error}.") from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
    click.echo(str(file))
