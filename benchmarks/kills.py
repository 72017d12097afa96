"""Kills a build at a thousand random moments: `python -m benchmarks.kills --kills 1000`.

Each build is killed alone or beside a second one. After each every edition that is seen must be
whole, by its manifest, and no process may stay; at the end no lock, folder or edition is amiss.
`tests/press/test_kills.py` does it a few times.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.killing import Trials


def main() -> None:
    """Kill, look, and tell what was amiss; exit code 1 if anything was."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--kills", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=7, help="of the moments")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trials = Trials(Path(folder), given.seed)
        seconds = trials.whole()
        for number in range(given.kills):
            trials.killed(seconds, beside=number % 2 == 0)
            print(
                f"\r{number + 1} of {given.kills}, {len(trials.faults)} amiss", end="", flush=True
            )
        trials.at_the_end()
    print(*["", *trials.faults], sep="\n")
    print(f"{given.kills} kills within {seconds:.1f} s of a build: {len(trials.faults)} amiss.")
    sys.exit(bool(trials.faults))


if __name__ == "__main__":
    main()
