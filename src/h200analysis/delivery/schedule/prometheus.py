"""The health of the service as Prometheus reads it, for the text collector or a pushgateway."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from h200analysis.delivery.post.answers import State
from h200analysis.delivery.post.health import LineHealth
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


def text(found: Iterable[Health], lines: Iterable[LineHealth] = ()) -> str:
    """Return the metrics of briefings and of recipients' channels in the text format 0.0.4."""
    return "\n".join([*_of_briefings(list(found)), *_of_lines(list(lines))]) + "\n"


def _of_briefings(every: list[Health]) -> Iterator[str]:
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


def _of_lines(every: list[LineHealth]) -> Iterator[str]:
    labels = [
        (f'recipient="{_escaped(each.recipient)}",channel="{_escaped(each.channel)}"', each)
        for each in every
    ]
    if not every:
        return
    yield "# HELP h200_delivery_healthy 1 where all has arrived since a message last did, else 0."
    yield "# TYPE h200_delivery_healthy gauge"
    for label, each in labels:
        yield f"h200_delivery_healthy{{{label}}} {int(each.is_healthy)}"
    yield "# HELP h200_undelivered_messages Messages that are refused, held or unknown since then."
    yield "# TYPE h200_undelivered_messages gauge"
    for label, each in labels:
        for state in (State.REFUSED, State.HELD, State.UNKNOWN):
            count = each.counts[state]
            yield f'h200_undelivered_messages{{{label},state="{state}"}} {count}'


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"")


def _seconds(hour: datetime | None) -> float | None:
    return None if hour is None else hour.timestamp()
