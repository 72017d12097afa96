"""A quarter of a year of the service with faults put in: `python -m benchmarks.soak`.

Each day is real commands at simulated hours: `h200 run` and `h200 deliver` three times, then
`h200 publish`. On three days of four a fault is put in (see `tests/soaking.py`).
"""

import argparse
import random
import tempfile
import time
from pathlib import Path

from tests.delivery.post import certificates, mailserver
from tests.soaking import FAULTS, Soak


def main() -> None:
    """Live through the days, and print what was met and what was found amiss."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--days", type=int, default=90)
    asked.add_argument("--briefings", type=int, default=8)
    asked.add_argument("--seed", type=int, default=7)
    given = asked.parse_args()
    chance = random.Random(given.seed)  # noqa: S311 - any days will do
    days = [chance.choice([*((each,) for each in FAULTS), (), ()]) for _ in range(given.days)]
    names = [f"briefing_{number}" for number in range(given.briefings)]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as room:
        folder, begun = Path(room), time.monotonic()
        with mailserver.running(certificates.make(folder)) as server:
            soak = Soak(folder, names, given.seed, server)
            soak.live(days)
        seconds = time.monotonic() - begun
        print(f"{given.days} days, {given.briefings} briefings, {seconds:,.0f} s")
        for what, count in sorted(soak.met.items()):
            print(f"  {what}: {count}")
        print(f"  messages taken by the mail server: {len(server.taken)}")
        print("\n".join(soak.faults) or "Nothing was lost, nothing came twice.")


if __name__ == "__main__":
    main()
