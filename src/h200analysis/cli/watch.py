"""h200 watch: a briefing that shows itself anew after each save."""

import sys
import webbrowser

import click

from h200analysis.cli.guard import Terminated, sentences
from h200analysis.cli.selection import Selection, value_options


@click.command()
@click.argument("briefing", metavar="BRIEFING")
@value_options
@click.option("--open", "is_opened", is_flag=True, help="Open it in the browser.")
@sentences
def watch(briefing: str, is_opened: bool, **asked: object) -> None:
    """Show a BRIEFING in the browser, and renew page and PDF whenever you save.

    \b
    h200 watch supply_gap --as-of 2026-01-15 --open
    h200 watch fee -p fee_rate=0.15

    It follows the notebook, its passages, the evidence and the package. Where only words were
    changed, only their cells run; else all do, in a new kernel. A cell that fails is named here and
    on the page, which goes on showing the last that ran. The address is a frame that turns from
    page to PDF; the page alone is at /page, the PDF at /briefing.pdf. The server answers to this
    machine alone. No edition is made and no forecast locked: `h200 build` does that, and judges
    what it makes. End it with Ctrl-C.
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    from h200analysis.delivery.watching import following

    def ready(address: str) -> None:
        click.echo(f"{briefing}: {address} (end with Ctrl-C)")
        if is_opened:
            webbrowser.open(address)

    selection = Selection((briefing,), out=None, **asked)  # type: ignore[arg-type]  # its fields
    try:
        following.follow(selection.preview(), ready, lambda line: click.echo(line, err=True))
    except KeyboardInterrupt as ended:
        if isinstance(ended, Terminated):
            raise
        click.echo("\nStopped.", err=True)
        sys.exit(0)
