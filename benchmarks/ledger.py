"""What reading the whole ledger costs beyond pydantic itself: `python -m benchmarks.ledger`.

Each step is timed in a fresh process, the best of several, since every command pays it once.
"""

import subprocess
import sys

ROUNDS = 7
_IMPORT = """import time; t = time.perf_counter()
import pydantic
class Model(pydantic.BaseModel):  # half of pydantic is imported only with the first model
    name: str
"""
_READ = f"""{_IMPORT}
t1 = time.perf_counter()
from h200analysis import evidence
t2 = time.perf_counter()
ledger = evidence.read("2026-12-31")
t3 = time.perf_counter()
print(t1 - t, t2 - t1, t3 - t2, len(ledger.claims))
"""


def main() -> None:
    """Print the best of the rounds for each step, in milliseconds, and the ratio."""
    rounds = [_round() for _ in range(ROUNDS)]
    pydantic, package, reading = (
        1000 * min(column) for column in list(zip(*rounds, strict=True))[:3]
    )
    print(f"import pydantic, one model   {pydantic:6.1f} ms")
    print(f"import h200analysis.evidence {package:6.1f} ms")
    print(f"read {rounds[0][3]:.0f} claims of all files {reading:6.1f} ms")
    print(f"beyond pydantic              {package + reading:6.1f} ms (aim: 50 ms)")


def _round() -> tuple[float, ...]:
    ran = subprocess.run([sys.executable, "-c", _READ], capture_output=True, text=True, check=True)
    return tuple(float(word) for word in ran.stdout.split())


if __name__ == "__main__":
    main()
