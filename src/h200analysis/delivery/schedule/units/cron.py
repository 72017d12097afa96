"""A crontab: a line that does what is due, and one that tells of silence."""

import shlex

from h200analysis.delivery.schedule.units.place import Place

_TEXT = """\
# Makes the editions of reports/briefings.toml when they are due. Add these lines by "crontab -e";
# in /etc/cron.d a user stands before each command. Failures are written on standard error, which
# cron mails to MAILTO. The catalogue names the time zones; that of cron does not matter.
*/5 * * * * {run} >/dev/null{afterwards}
17 * * * * {status} >/dev/null
"""


def files(place: Place) -> dict[str, str]:
    """Return the crontab by its name."""
    return {
        "h200.cron": _TEXT.format(
            run=_command(place, "run"),
            afterwards="".join(
                f"; {_command(place, *words)} >/dev/null" for words in place.afterwards
            ),
            status=_command(place, "status", "--service", "--alert"),
        )
    }


def _command(place: Place, *words: str) -> str:
    """Return a command for the shell, in which cron would take a percent sign for a line's end."""
    told = shlex.join(place.words(*words))
    return told.replace("%", r"\%")
