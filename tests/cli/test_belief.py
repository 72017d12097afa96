"""h200 belief: a page to read, JSON for programs, and sentences for days that it does not keep."""

import json
from collections.abc import Sequence

import pytest
from click.testing import CliRunner

from h200analysis import cases, evidence, futures
from h200analysis.cli import main
from h200analysis.exhibits.labels import STATES
from h200analysis.exhibits.terminal.chances import chance
from h200analysis.futures.weeks import LAST_DAY


def run(*words: str, draws: int = 16_384) -> str:
    """Return what the command prints."""
    ran = CliRunner().invoke(main, ["belief", "--draws", str(draws), *words])
    assert 0 == ran.exit_code, ran.output
    return ran.output


def refused(*words: str) -> str:
    """Return the sentence with which the command refuses."""
    ran = CliRunner().invoke(main, ["belief", *words])
    assert 2 == ran.exit_code, ran.output
    assert isinstance(ran.exception, SystemExit)
    return ran.output


def line_of(text: str, part: str) -> Sequence[str]:
    """Return the words of the first line that holds a text."""
    return next(line for line in text.splitlines() if part in line).split()


def test_the_page_tells_states_odds_and_claims() -> None:
    """States in readers' words, each month's end, and every claim with its day and gate."""
    text = run("--as-of", "2026-01-15")

    assert text.startswith("What is believed on 15 January 2026\n")
    assert "The newest publication that was read is of 15 January 2026." in text
    case = cases.Case(evidence.read("2026-01-15"))
    belief, exact = futures.believe(case, draws=16_384), futures.filtered(case)
    assert chance(belief.beijing["pause"]) == line_of(text, STATES["pause"])[0]
    assert not [name for name in ("formal_ban", "approvals ", "discouraged") if name in text]
    december = line_of(text, "31 December 2026")
    assert ["31", "December", "2026", chance(belief.any_by(LAST_DAY)[0])] == december[:4]
    assert 10 == len(december)
    rule = " ".join(line_of(text, "rule_case_by_case"))
    assert "2026-01-15" in rule
    assert "Washington" in rule
    assert f" and {exact.any_by(LAST_DAY):.1%} with all, reckoned exactly" in text


def test_json_is_what_the_library_finds() -> None:
    """Figures are those of the drawn futures, to the last digit."""
    said = json.loads(run("--as-of", "2026-01-15", "--format", "json", "--seed", "3"))
    belief = futures.believe(cases.Case(evidence.read("2026-01-15")), 3, 16_384)

    assert "2026-01-15" == said["as_of"]
    assert belief.beijing == said["beijing"]
    assert belief.any_by(LAST_DAY)[0] == said["any_by"]["2026-12-31"]
    chips = said["chips_by"]["2026-12-31"]
    assert belief.mean(belief.chips_by(LAST_DAY))[0] == chips["mean"]
    assert {"moved_any_by_december"} <= said["evidence"][0].keys()


def test_without_a_day_it_is_the_latest() -> None:
    """The newest publication of the ledger is the day."""
    said = json.loads(run("--format", "json", draws=32_768))

    assert str(evidence.latest_day()) == said["as_of"]
    assert 1 == said["any_by"]["2026-12-31"]
    assert 0 == said["any_by"]["2026-03-31"]
    amounts = [each for each in said["evidence"] if "amount" in each]
    assert "delivered_august" in {each["claim"] for each in amounts}


def test_the_story_tells_each_day_and_the_waiting() -> None:
    """Both ends, the day with its claims in their words, and what days without news did."""
    text = run("--since", "2026-01-27", "--as-of", "2026-01-29")

    assert text.startswith("What moved the belief between 27 January 2026 and 29 January 2026\n")
    assert "28 January 2026: any delivery" in text
    assert "[approved_400k]" in text
    assert "New date of a meeting: Xi Jinping" in text
    assert "All days without news: " in text


def test_a_story_without_news_says_so_by_its_waiting() -> None:
    """From a day to itself nothing is told but both ends."""
    said = json.loads(run("--since", "2026-01-15", "--as-of", "2026-01-15", "--format", "json"))

    assert [] == said["events"]
    assert said["before"] == said["after"]
    assert {0} == set(said["waiting"].values())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--as-of", "2025-12-30"], "--as-of is 2025-12-30; expected a day from 2025-12-31"),
        (["--as-of", "2999-01-01"], ", when the ledger was last added to."),
        (["--as-of", "2026-01-15", "--draws", "1024"], "fewer than 2,000 effective futures"),
        (["--as-of", "yesterday"], "--as-of is 'yesterday'; expected a day such as"),
        (["--since", "2025-12-01"], "--since is 2025-12-01; expected a day from"),
        (["--since", "2026-02-01", "--as-of", "2026-01-15"], "name the earlier first"),
        (["--draws", "1000"], "draws is 1000; expected 16 replicates"),
        (["--seed", "-1"], "seed is -1"),
    ],
)
def test_mistakes_are_sentences(words: list[str], told: str) -> None:
    """A day that is not kept, a day that is none, and numbers that cannot be drawn."""
    assert told in refused(*words)
