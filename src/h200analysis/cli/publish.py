"""h200 publish: every edition as a static site that needs no server."""

import sys
from pathlib import Path

import click

from h200analysis.cli.guard import sentences
from h200analysis.counting import counted

_NOT_ALL = 1


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="EDITIONS",
    help="The folder of editions; reports/editions if not said.",
)
@click.option(
    "--base-url",
    default="",
    metavar="URL",
    help="Where the library will stand on the web; feeds and citations then name full addresses.",
)
@click.option(
    "--office", is_flag=True, help="Offer each edition for Word and Excel too; it takes longer."
)
@sentences
def publish(folder: Path, out: Path | None, base_url: str, office: bool) -> None:
    """Write the library of all editions into DIR: a static site that needs no server.

    \b
    h200 publish site                                      then open site/index.html
    h200 publish site --base-url https://example.org/h200/ to put it on the web
    h200 publish site --out /srv/editions                  of editions kept elsewhere

    Only what has changed is written, so call it after every build. DIR has to be empty, new, or a
    library already. What it did is told in one line.

    \b
    Exit codes: 0 done, 1 an edition was left out because it is not as it was made (it is named on
    stderr), 2 a mistake in what was asked or in a file.
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    from h200analysis.delivery.library.publishing import publish
    from h200analysis.press import catalogue

    known = catalogue.read()
    titles = {name: briefing.title for name, briefing in known.briefings.items()}
    editions = out or known.root / "reports" / "editions"
    done = publish(editions, folder, base_url, titles, office, known.title)
    for address in done.damaged:
        click.echo(
            f"h200: {editions / address}: left out, since its files are not those of its manifest; "
            "restore it from a backup.",
            err=True,
        )
    click.echo(
        f"{folder / 'index.html'}: {counted(done.editions, 'edition')}, "
        f"{counted(done.written, 'file')} written, {done.removed} removed"
    )
    if done.damaged:
        sys.exit(_NOT_ALL)
