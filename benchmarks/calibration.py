"""The calibration of the filter in full: `python -m benchmarks.calibration`.

Four hundred worlds, once with signals as strong as they are read and once half as strong. The table
is written beside `inquiry/calibration.py`, where the annex of a briefing takes it from; a run of a
hundred worlds in the tests holds it.
"""

from time import perf_counter

from h200analysis import cases, evidence
from h200analysis.inquiry.calibration import DAY, STRENGTHS, calibration, write

WORLDS = 400


def main() -> None:
    """Run both, print what they took, and write the table."""
    case = cases.Case(evidence.read(DAY))
    found = {}
    for strength in STRENGTHS:
        begun = perf_counter()
        found[strength] = calibration(case, WORLDS, strength=strength)
        print(f"{WORLDS} worlds at strength {strength}: {perf_counter() - begun:.0f} s")
    print(f"written: {write(found)}")


if __name__ == "__main__":
    main()
