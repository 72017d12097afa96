"""What the annex shows: what decides, scores, published figures, and the registers."""

import re
from datetime import date
from functools import cache

import numpy as np
import pytest

from h200analysis import evidence, futures
from h200analysis.cases import Case
from h200analysis.cases.formulas import formulas
from h200analysis.evidence.published import PUBLISHED
from h200analysis.evidence.readings import FACTORS
from h200analysis.exhibits.calibration_chart import calibrated
from h200analysis.exhibits.model_registers import formula_register, inputs
from h200analysis.exhibits.prose import Page
from h200analysis.exhibits.published import published
from h200analysis.exhibits.scores import (
    board,
    compared,
    hindsight_of,
    scores_in_full,
    scores_in_short,
)
from h200analysis.exhibits.what_decides import decisive, strengths, what_decides
from h200analysis.exhibits.worth import first_to_learn
from h200analysis.futures import Futures
from h200analysis.inquiry.explained import answers, explained, of_deliveries
from h200analysis.inquiry.factors import Other


@cache
def drawn(day: str) -> Futures:
    """Return the futures of a day."""
    return futures.over(Case(evidence.read(day)), 7, 32_768)


def test_what_is_known_explains_itself_and_noise_nothing() -> None:
    """Known chips explain all of their spread, and what has no bearing none of it."""
    belief = drawn("2026-01-15").belief
    chips = answers(belief)[1:]
    noise = np.random.default_rng(1).random((1, *belief.weights.shape))

    assert explained(belief, chips[:, :, :], np.minimum(chips, 1))[0] == pytest.approx(
        _part_of_any(belief), abs=0.02
    )
    assert explained(belief, chips, noise)[0] < 0.01


def _part_of_any(belief: futures.Belief) -> float:
    """Return the share of the variance of chips that lies between none and some."""
    weights, (some, chips) = belief.weights, answers(belief)
    chance, mean = (weights * some).sum(), (weights * chips).sum()
    variance = (weights * (chips - mean) ** 2).sum()
    return float(chance * (mean / chance - mean) ** 2 + (1 - chance) * mean**2) / float(variance)


@pytest.mark.parametrize("day", ["2026-01-15", "2026-08-27"])
def test_the_path_of_policy_decides(day: str) -> None:
    """On either day nothing explains as much of the deliveries as what the governments do."""
    first, second, *_ = of_deliveries(drawn(day)).items()

    assert first[0] == Other.POLICY_PATH
    assert first[1] > 3 * second[1]


def test_bars_are_what_is_explained() -> None:
    """The largest part stands first; five stand there even where few explain."""
    found = what_decides(drawn("2026-01-15"))
    values = [part.value for part in found.values()]

    assert values == sorted(values, reverse=True)
    assert len(what_decides(drawn("2026-11-28"))) >= 5
    assert decisive(found).alt.startswith("Bar chart. Path of policy")
    assert all(part.name == f"part explained by {label}" for label, part in found.items())


@pytest.mark.parametrize("day", ["2026-01-15", "2026-11-28"])
def test_what_explains_little_is_not_told_to_explain_nothing(day: str) -> None:
    """A part known to a hundredth is told in whole per cent, or as under one: never as 0%."""
    said = [Page().text(part) for part in what_decides(drawn(day)).values()]

    assert all(re.fullmatch(r"[1-9]\d?%|under 1%", text) for text in said)
    assert said[-1] == "under 1%"


def test_scores_stand_beside_those_without_a_model() -> None:
    """Ours come first, each baseline has a row, and before any answer nothing stands there."""
    late, early = drawn("2026-08-27"), drawn("2026-01-15")
    made = scores_in_short(late, board(late))
    assert made is not None
    rows = made.markdown.splitlines()

    assert [row.split("|")[1].strip() for row in rows[2:7]] == [
        "Ours", "Flat 60%", "A coin of 50%, spread evenly", "Base rate", "50% in every month",
    ]  # fmt: skip
    assert "0\\.25" in rows[6]
    assert "tested forecasts; lower is better" in made.markdown
    assert scores_in_short(early, board(early)) is None
    assert compared(board(early)) == ""
    assert scores_in_full(early, board(early)) is None


def test_the_verdict_on_our_scores_is_that_of_the_table() -> None:
    """To two digits ours tie with a flat chance; the market and 50% in every month did better."""
    told = compared(board(drawn("2026-08-27")))

    assert "by month is worse than that of a chance of 50%" in told
    assert "ties with that of a flat chance" in told
    assert "is worse than that of a prediction market" in told


def test_scores_know_nothing_of_later_forecasts() -> None:
    """The annex of a day scores what was locked for earlier days alone."""
    found = board(drawn("2026-01-31"))

    assert not found.dates
    assert set(found.hindsight) == {date(2026, 1, 15)}
    assert "answered yet" in hindsight_of(found)


def test_amounts_asked_about_in_hindsight_are_not_shown() -> None:
    """Only amounts by a month's end are printed: the others were chosen knowing what came."""
    late = drawn("2026-08-27")
    told = scores_in_full(late, board(late))
    assert told is not None

    assert "31 May 2026" in told.markdown
    assert "19 August 2026" not in told.markdown


def test_every_misfit_has_its_reason() -> None:
    """Each published figure has a row, and each that differs is explained below."""
    case = Case(evidence.read("2026-08-27"))
    made = published(case).markdown
    rows = [row for row in made.splitlines() if row.endswith(("| fits |", "| differs |"))]

    assert len(rows) == len(case.ledger.of(PUBLISHED))
    assert sum(row.endswith("| differs |") for row in rows) <= made.count("- **")
    assert set(case.ledger.claims) >= set(published(case).claims)


def test_every_input_has_a_row() -> None:
    """The registers leave out no parameter and no formula."""
    ledger = evidence.read("2026-08-27")
    register = inputs(Case(ledger)).markdown
    rows = [line for line in register.splitlines() if re.match(r"\| (?!:?-|Input)", line)]

    assert len(rows) == len(ledger.parameters)
    lines = formula_register().markdown.splitlines()
    assert sum(line.startswith("| ") for line in lines) == len(formulas()) + 2


def test_the_strengths_are_those_of_the_readings() -> None:
    """What the page says of a word is what the filter multiplies with."""
    told = [each.value for each in strengths(drawn("2026-01-15"))]

    assert told == list(FACTORS.values()) == sorted(told)


def test_calibration_shows_all_worlds() -> None:
    """The chart has a point for each kept bin, from low chances to high ones."""
    values = [f["value"] for f in calibrated(drawn("2026-01-15")).figures]

    assert len(values) >= 10
    assert values[0] < 0.1
    assert values[-1] > 0.9


def test_what_to_learn_first_waits_for_its_price() -> None:
    """Before 15 January nobody had judged what a refused chip fetches, so nothing is said."""
    assert first_to_learn(drawn("2025-12-31")) is None
    shown = first_to_learn(drawn("2026-01-15"))
    assert shown is not None
    assert "Send now" in shown.markdown
    assert "the whole stock would bring about" in shown.markdown
