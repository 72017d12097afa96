"""DAGs of Airflow 3, one for each briefing, each run of which makes the edition of one hour."""

import json
import shlex

from h200analysis.delivery.schedule.units.place import Place
from h200analysis.press.catalogue import Briefing

_TEXT = '''\
"""Makes the editions of reports/briefings.toml, a DAG for each briefing.

Put this file into the folder of DAGs. Airflow keeps the schedule here, catches up and tries again;
a run of a DAG makes the edition of its hour, and the book of h200 has its row. It catches up on
all hours or on none: where the catalogue says catch_up = "latest", it waits for the next hour.
"""

from datetime import timedelta

import pendulum
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG
from airflow.timetables.trigger import CronTriggerTimetable

BRIEFINGS = {briefings}

for name, each in BRIEFINGS.items():
    with DAG(
        dag_id=f"h200_{{name}}",
        description=each["title"],
        schedule=CronTriggerTimetable(each["cron"], timezone=each["zone"]),
        start_date=pendulum.datetime({begins}, tz=each["zone"]),
        catchup=each["catchup"],
        max_active_runs=1,
        tags=["h200"],
    ):
        BashOperator(
            task_id="run",
            bash_command=each["command"],
            append_env=True,
            retries=each["retries"],
            retry_delay=timedelta(minutes=1),
            retry_exponential_backoff=True,
            max_retry_delay=timedelta(hours=1),
            execution_timeout=timedelta(minutes=each["deadline"]),
        )
'''


def files(place: Place) -> dict[str, str]:
    """Return the file of DAGs by its name."""
    plans = {name: _plan(place, name, entry) for name, entry in place.scheduled.items()}
    day = place.begins
    return {
        "h200_dags.py": _TEXT.format(
            briefings=_as_python(plans), begins=f"{day.year}, {day.month}, {day.day}"
        )
    }


def _plan(place: Place, name: str, entry: Briefing) -> dict[str, object]:
    assert entry.schedule is not None  # noqa: S101 - only those are asked for
    command = shlex.join(place.words("run", name, "--scheduled", "--wait"))
    return {
        "title": entry.title,
        "cron": entry.schedule.cron,
        "zone": entry.schedule.zone.key,
        "catchup": entry.catch_up == "all",
        "retries": entry.retries,
        "deadline": entry.deadline,
        "command": f"{command} --hour '{{{{ ts }}}}'",
    }


def _as_python(plans: dict[str, dict[str, object]]) -> str:
    """Return the plans as a literal of Python, a line for each field."""
    text = json.dumps(plans, indent=4, ensure_ascii=False)
    return text.replace(": true,", ": True,").replace(": false,", ": False,")
