"""Units for the schedulers of others: what they need to call `h200 run`, from the catalogue.

Cron, systemd and GitHub Actions get one unit for all briefings. It calls `h200 run` more often than
anything is due, and the catalogue and the book decide what there is to do: one place that knows
zones, catching up, retries and deadlines, whatever calls. Airflow knows all of that itself, and its
users look there for a run of each hour, so it gets a DAG for each briefing, which makes one hour.
"""

from h200analysis.delivery.schedule.units import airflow, cron, github, systemd

KINDS = {
    "cron": cron.files,
    "systemd": systemd.files,
    "github-actions": github.files,
    "airflow": airflow.files,
}
"""Of each scheduler the function that returns its files, text by name."""
