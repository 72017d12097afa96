"""The health of the service as Prometheus reads it, for the text collector or a pushgateway."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from h200analysis.delivery.schedule.health import Health

_METRICS: tuple[tuple[str, str, Callable[[Health], float | None]], ...] = (
    ("healthy", "1 where nothing is wrong with the briefing, else 0.",
     lambda each: float(each.is_healthy)),
    ("overdue_hours", "Hours past their deadline for which nothing was tried.",
     lambda each: float(each.overdue)),
    ("last_attempts", "Attempts at the latest hour; 0 where it was missed.",
     lambda each: None if each.last is None else float(each.last.attempt)),
    ("last_met_timestamp_seconds", "When the last edition was made or found unchanged.",
     lambda each: _seconds(each.met.ended if each.met else None)),
    ("next_due_timestamp_seconds", "When the next edition is due.",
     lambda each: _seconds(each.next)),
)  # fmt: skip


def text(found: Iterable[Health]) -> str:
    """Return the metrics of each briefing in the text format, version 0.0.4."""
    every = list(found)
    return "\n".join(line for line in _lines(every)) + "\n"


def _lines(every: list[Health]) -> Iterator[str]:
    yield "# HELP h200_in_service 1 once h200 run has taken up a schedule here, else 0."
    yield "# TYPE h200_in_service gauge"
    yield f"h200_in_service {int(bool(every))}"
    for name, meaning, value in _METRICS:
        yield f"# HELP h200_{name} {meaning}"
        yield f"# TYPE h200_{name} gauge"
        for each in every:
            told = value(each)
            if told is not None:
                yield f'h200_{name}{{briefing="{each.briefing}"}} {told:.0f}'


def _seconds(hour: datetime | None) -> float | None:
    return None if hour is None else hour.timestamp()
