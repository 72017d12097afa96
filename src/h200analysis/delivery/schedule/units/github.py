"""A workflow of GitHub Actions, which keeps the editions and their book on a branch."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from h200analysis.delivery.schedule.units.place import Place

_TEXT = """\
# Makes the editions of reports/briefings.toml when they are due, and keeps them with the book of
# runs on a branch of their own. Make that branch once, in a fresh clone:
#   git switch --orphan editions
#   git checkout main -- data/forecasts.jsonl
#   git mv data/forecasts.jsonl forecasts.jsonl
#   git commit --message "Begin the editions"
#   git push --set-upstream origin editions
# The hours below are those of a year in UTC, in summer and in winter, and each again
# half an hour later, for what failed: h200 run knows what is due at any of them.
name: editions
on:
  schedule:
{crons}
  workflow_dispatch:
permissions:
  contents: write
concurrency:
  group: editions
  cancel-in-progress: false
jobs:
  run:
    runs-on: ubuntu-latest
    timeout-minutes: {longest}
    env:
      H200_REGISTER: ${{{{ github.workspace }}}}/editions/forecasts.jsonl
    steps:
      - uses: actions/checkout@v4
      - uses: actions/checkout@v4
        with:
          ref: editions
          path: editions
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - name: Set up
        run: make .venv/.builds
      - name: Make what is due
        run: .venv/bin/h200 run --out editions
      - name: Keep the editions and the book
        if: always()
        working-directory: editions
        run: |
          git add --all
          if ! git diff --cached --quiet; then
            git config user.name h200
            git config user.email h200@users.noreply.github.com
            git commit --quiet --message "Make what was due"
            git push --quiet
          fi
"""
_AGAIN = timedelta(minutes=30)
_YEAR = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)


def files(place: Place) -> dict[str, str]:
    """Return the workflow by its path in a repository."""
    crons = "\n".join(f'    - cron: "{line}"' for line in _crons(place))
    return {
        ".github/workflows/editions.yml": _TEXT.format(crons=crons, longest=max(place.longest, 30))
    }


def _crons(place: Place) -> list[str]:
    """Return cron lines in UTC that no hour of a year escapes, whatever the zone."""
    minutes: defaultdict[int, set[int]] = defaultdict(set)
    for entry in place.scheduled.values():
        for due in entry.schedule.hours(*_YEAR) if entry.schedule else ():
            last = due + timedelta(seconds=entry.jitter + 59)  # by then it may begin
            for call in (last, last + _AGAIN):
                minutes[call.minute].add(call.hour)
    return [
        f"{minute} {','.join(map(str, sorted(hours)))} * * *"
        for minute, hours in sorted(minutes.items())
    ]
