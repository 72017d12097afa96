"""h200 sign: a signed copy of an edition's PDF."""

from pathlib import Path

import click

from h200analysis.cli.guard import sentences
from h200analysis.cli.selection import out_option
from h200analysis.errors import ArgumentError

_PASSPHRASE = "H200_SIGNATURE_PASSPHRASE"  # noqa: S105 - the name of a variable


@click.command()
@click.argument("subject", metavar="FILE|EDITION")
@click.option(
    "--with",
    "pkcs12",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="P12",
    help="The certificate and its key, in a PKCS#12 file.",
)
@click.option(
    "--passphrase-env",
    default=_PASSPHRASE,
    show_default=True,
    metavar="NAME",
    help="The variable with the passphrase; without it the system's keyring is asked.",
)
@click.option(
    "--to",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where the signed copy is written; here, under a name of its own, if not said.",
)
@out_option
@sentences
def sign(
    subject: str, pkcs12: Path, passphrase_env: str, to: Path | None, out: Path | None
) -> None:
    """Write a signed copy of a PDF; what stands in the archive is not touched.

    \b
    h200 sign 2026-01-15/supply_gap/1 --with desk.p12
    h200 sign briefing.pdf --with desk.p12 --to signed.pdf

    EDITION is an address in the folder of editions. The passphrase comes from a variable or from
    the keyring, where it is kept with: keyring set h200analysis desk.p12. The signature is
    appended: the first bytes of the copy are the edition, and h200 verify compares them.
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    from h200analysis.delivery.clock import now
    from h200analysis.delivery.trust import passphrases, signing

    source = _source(subject, out)
    place = to or Path(f"{_name(source)}-signed.pdf")
    _refuse_the_archive(place)
    by = signing.signer(pkcs12, passphrases.passphrase(passphrase_env, pkcs12.name))
    place.write_bytes(signing.signed(source.read_bytes(), by, now()))
    click.echo(place)


def _source(subject: str, out: Path | None) -> Path:
    """Return the PDF that is meant: a file, or that of an edition."""
    if Path(subject).is_file():
        return Path(subject)
    from h200analysis import project
    from h200analysis.delivery import archive
    from h200analysis.press.formats import PDF

    editions = out or project.editions()
    return archive.edition(editions, subject).folder / PDF.file


def _name(source: Path) -> str:
    """Return what a signed copy is called: by day, briefing and number where it is an edition."""
    if (source.parent / "manifest.json").exists():
        return "-".join(source.absolute().parent.parts[-3:])
    return source.stem


def _refuse_the_archive(place: Path) -> None:
    if (place.absolute().parent / "manifest.json").exists():
        raise ArgumentError(
            f"--to {place}: an edition stands in that folder, which holds nothing else; "
            "name another folder."
        )
