"""The h200 command. Imports wait until a command needs them, so that help answers at once."""

import click

from h200analysis.cli.build import build
from h200analysis.cli.inquiry import matters, moved, published, scores
from h200analysis.cli.ledger import evidence
from h200analysis.cli.look import check, formulas, list_


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="h200analysis", prog_name="h200")
def main() -> None:
    """Briefings on Nvidia's H200 and China: supply gap, revenue and fee at stake.

    \b
    h200 build                                   every briefing of the catalogue
    h200 build supply_gap --as-of 2026-01-15     one, as of a day
    h200 build supply_gap -p orders_chips=1.5e6  with a figure set by hand
    h200 evidence --as-of 2025-12-31             what was known on a day
    h200 moved 2026-01-15 2026-08-27             what moved the headlines between two days
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are


for command in (build, evidence, list_, check, formulas, moved, matters, scores, published):
    main.add_command(command)
