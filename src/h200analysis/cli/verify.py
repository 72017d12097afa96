"""h200 verify: whether an edition is what it says it is."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from h200analysis.cli.guard import sentences

if TYPE_CHECKING:
    from h200analysis.delivery.trust.checks import Check

_CODES = {"sound": 0, "differs": 1, "unknown": 2}
_COLOURS = {"sound": "green", "differs": "red", "unknown": "yellow"}


@click.command()
@click.argument("subject", metavar="FILE|FOLDER|URL")
@click.option(
    "--trust",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PEM",
    help="Certificates by which the signer must be vouched for; then a signature is asked for.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Compare with the editions that stand here; reports/editions if not said.",
)
@click.option(
    "--rebuild", is_flag=True, help="Make it again in this project, and compare every figure."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the checks are told: a line each, or all as JSON.",
)
@sentences
def verify(subject: str, trust: Path | None, out: Path | None, rebuild: bool, form: str) -> None:
    """Check an edition: from its PDF alone, its folder, or an address on the web.

    \b
    h200 verify briefing.pdf                          what it carries, and its signature
    h200 verify briefing.pdf --trust desk.pem         signed by whom you trust
    h200 verify reports/editions/2026-01-15/fee/1     hashes, place, what became of it
    h200 verify reports/editions                      every edition, a line each
    h200 verify data                                  the register of locked forecasts
    h200 verify https://example.org/briefing.pdf

    Each check is a line. Exit codes: 0 sound, 1 something differs, 2 it cannot be told. Nothing is
    run or fetched that is not asked for.
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    from h200analysis import project
    from h200analysis.delivery.clock import now
    from h200analysis.delivery.trust import checks, verifying

    beside = out or project.editions()
    asked = verifying.Asked(now(), trust, beside, rebuild)
    found = []
    for check in verifying.checks(subject, asked):
        found.append(check)
        if form == "text":
            _tell(check)
    verdict = checks.verdict(found)
    if form == "json":
        told = [{"state": check.state, "told": check.told} for check in found]
        _print_json({"subject": subject, "verdict": verdict, "checks": told})
    sys.exit(_CODES[verdict])


def _tell(check: "Check") -> None:
    from h200analysis.exhibits.terminal.console import shown

    state = click.style(f"{check.state:<8}", fg=_COLOURS.get(check.state))
    click.echo(f"{state} {shown(check.told)}")


def _print_json(told: object) -> None:
    click.echo(json.dumps(told, ensure_ascii=False, indent=1))
