"""What a library of many editions costs: at first, again, and after one more edition.

.venv/bin/python -m benchmarks.library --editions 1000
"""

import argparse
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from h200analysis.delivery.library.publishing import publish
from tests.delivery.library.fakes import figure, stand

_NAMES = ("executive", "supply_gap", "revenue_at_stake", "claim_audit", "fee", "compute_gap",
          "what_changed", "annex")  # fmt: skip
_CLAIMS = [
    "orders_seed", "stock_seed", "price_seed", "fee_seed", "cap_rule", "orders_newsbytes",
    "stock_newsbytes", "price_newsbytes", "approvals_begun_scmp", "licensed_small",
]  # fmt: skip
_FIGURES = 80
_FIRST = date(2026, 1, 1)


def main() -> None:
    """Publish small editions, and print the seconds and the files that each publication wrote."""
    options = argparse.ArgumentParser(description=main.__doc__)
    options.add_argument("--editions", type=int, default=1000)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out, site = Path(folder) / "editions", Path(folder) / "site"
        for number in range(asked.editions):
            _one(out, number)
        for told in ("at first", "again"):
            _timed(out, site, told)
        _one(out, asked.editions)
        _timed(out, site, "after one more")


def _one(out: Path, number: int) -> None:
    day = _FIRST + timedelta(days=number // len(_NAMES))
    figures = [
        figure(f"figure_{each}", 1000.0 + each * number, claims=_CLAIMS) for each in range(_FIGURES)
    ]
    records = {f"claims.record_{each}": f"{each + number // 100:012x}" for each in range(400)}
    name = _NAMES[number % len(_NAMES)]
    stand(out, f"{day}/{name}/1", figures, f"Edition {number}", "An answer.", records)


def _timed(out: Path, site: Path, told: str) -> None:
    begun, busy = time.perf_counter(), time.process_time()
    done = publish(out, site)
    seconds, busy = time.perf_counter() - begun, time.process_time() - busy
    print(
        f"{told}: {done.editions} editions, {done.written} files written, "
        f"{seconds:.1f} s, of which {busy:.1f} s of one processor"
    )


if __name__ == "__main__":
    main()
