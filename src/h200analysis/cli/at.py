"""The hour at which a command looks at the schedule: the one that is given, or the clock's."""

from datetime import datetime

import click

at_option = click.option(
    "--at",
    metavar="TIME",
    help="As if it were this hour, such as 2026-01-15T06:30Z; now if not said.",
)


def hour(given: str | None) -> datetime:
    """Return the hour that was given, or that of the clock; refuse one without an offset."""
    from h200analysis.delivery.clock import now
    from h200analysis.delivery.schedule import stamps

    return now() if given is None else stamps.given(given, "--at")
