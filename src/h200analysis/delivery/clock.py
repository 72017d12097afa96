"""The hour by the clock: asked here alone, and only for what happens when, never for a figure."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the hour in UTC, for whoever was given none by its caller."""
    return datetime.now(UTC)
