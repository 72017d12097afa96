"""Hours as text: in UTC in the book, in a zone of the reader's where they are shown."""

from datetime import UTC, datetime, tzinfo

from h200analysis.errors import ArgumentError

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def stamp(hour: datetime) -> str:
    """Return an hour as the book has it, to the second: "2026-01-15T06:30:00Z"."""
    return hour.astimezone(UTC).strftime(_FORM)


def read(text: str) -> datetime:
    """Return the hour that the book has."""
    return datetime.strptime(text, _FORM).replace(tzinfo=UTC)


def given(text: str, option: str) -> datetime:
    """Return the hour that an option names; refuse one without its offset from UTC."""
    try:
        hour = datetime.fromisoformat(text)
    except ValueError:
        hour = None
    if hour is None or hour.tzinfo is None:
        raise ArgumentError(
            f"{option} {text!r}: expected a time with its offset from UTC, such as "
            "2026-01-15T06:30Z or 2026-01-15T14:30+08:00."
        )
    return hour.astimezone(UTC)


def shown(hour: datetime, zone: tzinfo) -> str:
    """Return an hour as people read it in a zone: "2026-01-15 06:30 GMT"."""
    return hour.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")
