"""Every briefing can be built under every scenario, not only the one it was written for."""

from pathlib import Path

import pytest

from h200analysis import evidence
from h200analysis.press import catalogue, editions

KNOWN = catalogue.read()
VARIANTS = sorted(evidence.read(evidence.latest_day()).scenarios.keys() - {"central"})


@pytest.mark.parametrize("scenario", VARIANTS)
@pytest.mark.parametrize("briefing", KNOWN.briefings)
def test_a_briefing_builds_under_every_scenario(
    tmp_path: Path, briefing: str, scenario: str
) -> None:
    """The notebook runs to its end and the gate finds nothing, in a folder named after both."""
    job = editions.job(KNOWN, briefing, {"scenario": scenario})

    folder = editions.publish(job, tmp_path).folder

    assert f"{briefing}--{scenario}" == folder.name
    assert set(editions.files()) == {path.name for path in folder.iterdir()}
