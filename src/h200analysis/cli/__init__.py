"""The h200 command. Imports wait until a command needs them, so that help answers at once."""

import click

from h200analysis.cli import rooted, verbosity
from h200analysis.cli.belief import belief
from h200analysis.cli.build import build
from h200analysis.cli.deliver import deliver
from h200analysis.cli.due import due
from h200analysis.cli.export import export
from h200analysis.cli.history import history
from h200analysis.cli.init import init
from h200analysis.cli.inquiry import matters, moved, published, scores
from h200analysis.cli.keep import keep
from h200analysis.cli.ledger import claims, evidence, parameters, scenarios
from h200analysis.cli.look import check, formulas, list_
from h200analysis.cli.publish import publish
from h200analysis.cli.run import run
from h200analysis.cli.schedule import schedule
from h200analysis.cli.sign import sign
from h200analysis.cli.status import status
from h200analysis.cli.verify import verify
from h200analysis.cli.watch import watch
from h200analysis.cli.withdraw import withdraw


def _version(context: click.Context, _option: click.Parameter, is_asked: bool) -> None:
    """Print the revision of the checkout; what is recorded at installation grows old in one."""
    if is_asked and not context.resilient_parsing:
        from h200analysis import project
        from h200analysis.press import keys, revision

        told = revision.of(keys.software(), project.find() or keys.PACKAGE.parent)
        click.echo(f"h200, version {told}")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and the commit, and exit.",
)
def main() -> None:
    """Briefings whose every figure has its source, made from dated reports that disagree.

    \b
    h200 init desk                               a project of your own; --empty on anything else
    h200 build                                   every briefing of the catalogue
    h200 build supply_gap --as-of 2026-01-15     one, as of a day
    h200 build supply_gap -p orders_chips=1.5e6  with a figure set by hand
    h200 status                                  what is current, stale or failed, and why
    h200 run                                     what the schedule asks for now
    h200 deliver --dry-run                       what would go to which recipient
    h200 evidence --as-of 2025-12-31             what was known on a day
    h200 parameters                              what may be set by hand, and its value now
    h200 belief --as-of 2026-01-15               where both governments stand, and the odds
    h200 moved 2026-01-15 2026-08-27             what moved the headlines between two days

    \b
    Exit codes: 0 done, 1 a briefing was not built, 2 a mistake in what was asked or in a file,
    70 a fault of h200analysis itself, 130 interrupted, 143 ended by SIGTERM. -v, -q and --traceback
    may stand after the command too.
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are


for command in (
    init,
    build,
    watch,
    status,
    due,
    run,
    schedule,
    history,
    deliver,
    belief,
    evidence,
    claims,
    parameters,
    scenarios,
    list_,
    check,
    formulas,
    moved,
    matters,
    scores,
    published,
    publish,
    export,
    verify,
    sign,
    withdraw,
    keep,
):
    main.add_command(command)
rooted.add_to(main)
verbosity.add_to(main)
