"""Adding a claim: checked as a whole, put in its place, and nothing else touched."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from h200analysis import evidence
from h200analysis.cases import Case
from h200analysis.cli import main
from h200analysis.evidence.readings import READINGS
from h200analysis.exhibits.terminal.chances import chance
from h200analysis.futures import filtered

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


def test_an_id_that_is_taken_is_told_before_anything_is_asked(data_folder: Path) -> None:
    """The sentence names the claim that has it and the way to correct it; of a source alike."""
    before = _texts(data_folder)
    code, told = _add("--id", "orders_seed")
    assert 2 == code
    assert "The id orders_seed is taken, by what" in told
    assert "with --supersedes orders_seed" in told

    code, told = _add(*_options(CLAIM | {"source": "cbp_2026_01_14"}), "--new-source")
    assert 2 == code
    assert "The source cbp_2026_01_14 is not new: it is" in told
    assert before == _texts(data_folder)


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
    assert "Mind the scope: “interest” here" not in same


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
        ("id", "orders_seed", "The id orders_seed is taken"),
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
    answers = ["more than 1 million", *[""] * 14, "2", "", "", "", answer]  # "": only offered
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


READING = {
    "gate": "beijing",
    "against": "discouraged=strong, pause=moderate",
    "because": "Who counts on orders expects approvals.",
}


def test_a_reading_is_written_with_its_claim(data_folder: Path) -> None:
    """After those of its gate, known since the day of publication, and it moves the belief."""
    code, said = _add(*_options(CLAIM | SOURCE | READING), "--yes")

    assert 0 == code, said
    ledger = evidence.read(date(2026, 9, 1))
    reading = ledger.of(READINGS)["orders_expected_test"]
    assert {"discouraged": "strong", "pause": "moderate"} == reading.against
    assert ("orders_expected_test", "beijing") == (reading.report, reading.gate)
    assert (date(2026, 9, 1), date(2026, 11, 25)) == (reading.since, reading.recorded)
    assert "The belief of " in said
    before, after = _shares(said, "turning buyers away without declaring a ban")
    assert after < before
    case = Case(evidence.read(evidence.latest_day()))
    assert f"{after}%" == chance(filtered(case).beijing["discouraged"])


def test_a_reading_of_a_known_report_moves_nothing(data_folder: Path) -> None:
    """A relay of a report that counts already is written, and said to carry no news."""
    known = {"report": "small_lots_let_in", "as-of": "2026-08-18"}
    reports = {r.report: n for n, r in evidence.read("2026-09-01").of(READINGS).items()}
    report = next(report for report, name in reports.items() if name == "hong_kong_august")

    code, said = _add(*_options(CLAIM | SOURCE | READING | known | {"report": report}), "--dry-run")

    assert 0 == code, said
    assert "It moves nothing: hong_kong_august carries the same report." in said


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("gate", "china", "--gate is 'china'; expected one of washington, beijing, arrived."),
        ("against", "discouraged=fierce", "against.discouraged: found 'fierce'"),
        ("against", "discouraged", "against: found 'discouraged'"),
        ("against", "licensed=strong", "a state of beijing"),
        ("because", "a\x07b", "U+0007 is character 2"),
    ],
)
def test_an_unsound_reading_leaves_the_claim_out_too(
    data_folder: Path, field: str, value: str, expected: str
) -> None:
    """Claim and reading are written together, or neither is."""
    before = _texts(data_folder)

    code, said = _add(*_options(CLAIM | SOURCE | READING | {field: value}), "--yes")

    assert 2 == code
    assert expected in said
    assert before == _texts(data_folder)


def test_a_reading_without_its_gate_is_told(data_folder: Path) -> None:
    """Words against states of no gate are not dropped in silence."""
    given = {k: v for k, v in (CLAIM | SOURCE | READING).items() if k != "gate"}
    before = _texts(data_folder)

    code, said = _add(*_options(given), "--yes")

    assert 2 == code
    assert "say --gate too" in said
    assert before == _texts(data_folder)


@pytest.mark.parametrize("gate", ["", "beijing"])
def test_the_reading_is_asked_for(data_folder: Path, gate: str) -> None:
    """An author is asked for the gate, then for each state; nothing as the gate skips the rest."""
    states = ["none", "strong", "loud", "moderate", "", "", ""]  # "loud" is asked again
    answers = [gate, *(["", *states, "It says so."] if gate else []), "y"]

    code, said = _add(*_options(CLAIM | SOURCE), answers="".join(f"{line}\n" for line in answers))

    assert 0 == code, said
    readings = evidence.read(date(2026, 9, 1)).of(READINGS)
    assert ("orders_expected_test" in readings) == bool(gate)
    if gate:
        expected = {"discouraged": "strong", "pause": "moderate"}
        assert expected == readings["orders_expected_test"].against


def test_a_file_that_cannot_be_written_keeps_the_others_out(data_folder: Path) -> None:
    """Where the reading cannot be put down, neither source nor claim is, and nothing is left."""
    (data_folder / "readings.toml.new").mkdir()
    before = _texts(data_folder)

    code, said = _add(*_options(CLAIM | SOURCE | READING), "--yes")

    assert 2 == code
    assert "readings.toml.new" in said
    assert before == _texts(data_folder)
    assert ["readings.toml.new"] == [path.name for path in data_folder.rglob("*.new")]


def _shares(said: str, state: str) -> list[int]:
    """Return the whole per cents of the line that holds a state."""
    line = next(line for line in said.splitlines() if state in line)
    return [int(word.removesuffix("%")) for word in line.split() if word.endswith("%")]


@pytest.mark.parametrize("value", ["1,5", "30,00", "1,2345", ",5"])
def test_a_comma_that_parts_no_thousands_is_refused(value: str, data_folder: Path) -> None:
    """One and a half is never written down as fifteen."""
    before = _texts(data_folder)

    code, told = _add("--yes", *_options({**CLAIM, **SOURCE, "value": value}))

    assert code != 0
    assert repr(value) in told
    assert before == _texts(data_folder)


def test_a_comma_between_thousands_is_taken(data_folder: Path) -> None:
    """A number is read as it is printed."""
    code, _ = _add("--yes", *_options({**CLAIM, **SOURCE, "value": "1,000,000"}))

    assert code == 0
    assert "value = 1000000" in "".join(_texts(data_folder).values())
