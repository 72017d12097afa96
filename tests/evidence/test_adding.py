"""Adding a claim: checked as a whole, put in its place, and nothing else touched."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from h200analysis import evidence
from h200analysis.cli import main

CLAIM = {
    "id": "orders_expected_test",
    "source": "test_2026_09_01",
    "subject": "Nvidia",
    "metric": "orders expected",
    "value": "1_000_000",
    "unit": "chip",
    "qualifier": "more than 1 million",
    "as-of": "2026-08-31",
    "attribution": "anonymous sources",
    "paraphrase": "Upward of a million were counted on.",
    "conflict-group": "orders",
    "scope": "orders",
    "recorded": "2026-11-25",
}
SOURCE = {
    "publisher": "The Test",
    "title": "A “quoted” title",
    "url": "https://example.org/a",
    "published": "2026-09-01",
    "accessed": "2026-11-24",
    "kind": "press",
    "tier": "2",
}


def _options(fields: dict[str, str]) -> list[str]:
    return [word for name, value in fields.items() for word in (f"--{name}", value)]


def _add(*words: str, answers: str = "") -> "tuple[int, str]":
    result = CliRunner().invoke(main, ["evidence", "add", *words], input=answers)
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.exit_code, result.output


def _texts(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.toml"))
    }


def test_a_claim_with_a_new_source_is_written_in_its_place(data_folder: Path) -> None:
    """Claim and source stand after the last of their kind; all else is as it was, to the letter."""
    before = _texts(data_folder)

    code, said = _add(*_options(CLAIM | SOURCE), "--yes")

    assert 0 == code, said
    after = _texts(data_folder)
    changed = {name for name in after if after[name] != before[name]}
    assert {"claims/orders.toml", "sources.toml"} == changed
    for name in changed:
        gone = [line for line in before[name].splitlines() if line not in after[name].splitlines()]
        assert [] == gone
    orders = after["claims/orders.toml"]
    assert orders.index("[orders_expected_ft]") < orders.index("[orders_expected_test]")
    ledger = evidence.read(date(2026, 9, 1))
    assert 1_000_000 == ledger.claim("orders_expected_test").value
    assert "A “quoted” title" == ledger.source_of("orders_expected_test").title


def test_what_is_added_says_when_it_came_in(data_folder: Path) -> None:
    """The claim is stamped with the day it is told, else with today's, and nothing older."""
    told = {k: v for k, v in (CLAIM | SOURCE).items() if k != "recorded"}
    source = {"accessed": str(date(2020, 1, 1)), "published": "2020-01-01", "as-of": "2019-12-31"}
    before = date.today()

    code, said = _add(*_options(told | source), "--yes")

    assert 0 == code, said
    stamped = evidence.read(date.max).claim("orders_expected_test").recorded
    assert before <= stamped <= date.today()


def test_a_day_of_entry_that_is_none_is_told(data_folder: Path) -> None:
    """Under the option's own name, and nothing is written."""
    before = _texts(data_folder)

    code, said = _add(*_options(CLAIM | SOURCE | {"recorded": "today"}), "--yes")

    assert 2 == code
    assert "--recorded is 'today'; expected a day such as" in said
    assert before == _texts(data_folder)


def test_what_it_would_move_is_shown_first(data_folder: Path) -> None:
    """Parameters touched, and headline figures before and after; a dry run writes nothing."""
    before = _texts(data_folder)

    code, said = _add(*_options(CLAIM | SOURCE), "--dry-run")

    assert 0 == code, said
    assert "orders_chips rests on claims like this one (agreed); it is 2,000,000 chips." in said
    assert "Shortfall: 1.5 million chips -> 500,000 chips" in " ".join(said.split())
    assert "would be written" in said
    assert before == _texts(data_folder)


def test_a_claim_of_another_scope_is_told_apart(data_folder: Path) -> None:
    """What speaks of something else is shown with that warning."""
    _, said = _add(*_options(CLAIM | SOURCE | {"scope": "interest"}), "--dry-run")

    assert "Mind the scope: “interest” here, orders there." in said
    _, same = _add(*_options(CLAIM | SOURCE), "--dry-run")
    assert "Mind the scope" not in same


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("unit", "chips", "unit: found 'chips'"),
        ("value", "many", "value: found 'many'"),
        ("as-of", "2026-10-01", "forecast = true"),
        ("as-of", "August", "valid date"),
        ("url", "http://example.org", "url: found 'http://example.org'"),
        ("tier", "9", "tier"),
        ("paraphrase", "a\x07b", "U+0007 is character 2"),
        ("id", "orders_seed", "an id also used in"),
        ("supersedes", "nobody", "the id of another claim"),
        ("conflict-group", "unheard", "data/conflicts.toml"),
    ],
)
def test_an_unsound_claim_leaves_the_folder_alone(
    data_folder: Path, field: str, value: str, expected: str
) -> None:
    """The fault is told as for the file, with its line, and not a byte is written."""
    before = _texts(data_folder)

    code, said = _add(*_options(CLAIM | SOURCE | {field: value}), "--topic", "stock", "--yes")

    assert 2 == code
    assert expected in said
    assert before == _texts(data_folder)


@pytest.mark.parametrize(("answer", "is_written"), [("n", False), ("y", True)])
def test_what_is_not_given_is_asked_for(data_folder: Path, answer: str, is_written: bool) -> None:
    """Only missing fields are asked for; the last answer decides whether the claim is written."""
    given = {k: v for k, v in (CLAIM | SOURCE).items() if k not in {"qualifier", "tier"}}
    answers = ["more than 1 million", *[""] * 11, "2", "", "", answer]  # "" to what is only offered
    before = _texts(data_folder)

    code, said = _add(*_options(given), answers="".join(f"{line}\n" for line in answers))

    assert 0 == code, said
    assert "The source's own few words" in said
    assert "On whose word" not in said
    assert is_written == (before != _texts(data_folder)) == ("Nothing was written." not in said)


def test_nobody_to_ask_is_a_sentence(data_folder: Path) -> None:
    """Without a terminal a missing field is told, and nothing is written."""
    given = {k: v for k, v in (CLAIM | SOURCE).items() if k != "qualifier"}
    before = _texts(data_folder)

    code, said = _add(*_options(given), "--yes")

    assert 2 == code
    assert "no answer; give it as an option" in said
    assert before == _texts(data_folder)
