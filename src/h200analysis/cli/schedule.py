"""h200 schedule: units for cron, systemd, GitHub Actions and Airflow."""

import sys
from pathlib import Path

import click

from h200analysis.cli.at import at_option, hour
from h200analysis.cli.guard import sentences
from h200analysis.cli.selection import folder_of, out_option
from h200analysis.errors import ArgumentError

_PUBLISHING = ("cron", "systemd")


@click.command()
@click.option(
    "--for",
    "kind",
    type=click.Choice(["cron", "systemd", "github-actions", "airflow"]),
    help="Whose units to write.",
)
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write them into this folder; on standard output if not said.",
)
@click.option(
    "--publish",
    "site",
    type=click.Path(path_type=Path),
    metavar="SITE",
    help="Publish the library into this folder after each run, by cron or systemd.",
)
@out_option
@at_option
@sentences
def schedule(
    kind: str | None, to: Path | None, site: Path | None, out: Path | None, at: str | None
) -> None:
    """Write what another scheduler needs to make the editions when they are due.

    \b
    h200 schedule --for cron                    lines for crontab -e
    h200 schedule --for systemd --to units      a service, its timer, and one that tells of failures
    h200 schedule --for github-actions --to .   .github/workflows/editions.yml
    h200 schedule --for airflow --to ~/airflow/dags

    Cron, systemd and GitHub Actions call h200 run, which knows what is due from
    reports/briefings.toml: their units need not be written anew when a schedule changes, but for
    the hours of the workflow. Airflow gets a DAG for each briefing, whose schedule stands in it.
    With reports/deliveries.toml the units for cron and systemd send the editions after each run.
    Nothing is installed; the first lines of each file say how.
    """  # noqa: D301 - click takes the backspace for: keep these lines as they are
    from h200analysis.delivery.schedule.units import KINDS
    from h200analysis.delivery.schedule.units.place import Place
    from h200analysis.press import catalogue

    if kind is None:
        raise ArgumentError(f"--for: name a scheduler, one of {', '.join(KINDS)}.")
    if site is not None and kind not in _PUBLISHING:
        raise ArgumentError(
            f"--publish: the units for {kind} do not publish; leave it out, and call h200 publish "
            f"yourself. Those for {' and '.join(_PUBLISHING)} do."
        )
    known = catalogue.read()
    place = Place(
        known,
        _program(),
        folder_of(known, out).absolute(),
        hour(at).date(),
        site and site.absolute(),
    )
    if not place.scheduled:
        raise ArgumentError(
            "reports/briefings.toml: no briefing has a schedule; expected one such as schedule = "
            '"weekdays 06:30 Europe/London".'
        )
    for name, text in KINDS[kind](place).items():
        if to is None:
            click.echo(f"# {name}\n{text}")
        else:
            _write(to / name, text)


def _program() -> Path:
    """Return the h200 command of the environment in which this runs."""
    return Path(sys.executable).with_name("h200")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    click.echo(path)
