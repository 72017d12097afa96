"""The h200 command: help that teaches, lists that programs can read, errors in sentences."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from h200analysis import cases, evidence
from h200analysis.cases.binding import UnknownNameError
from h200analysis.cases.formulas import formulas, summary
from h200analysis.cli import main
from h200analysis.press import catalogue


def _run(*words: str) -> str:
    result = CliRunner().invoke(main, list(words))
    assert 0 == result.exit_code, result.output
    return result.output


def _commands(command: click.Command, words: tuple[str, ...] = ()) -> dict[str, click.Command]:
    """Return every command and subcommand there is, by the words that call it."""
    below = command.commands if isinstance(command, click.Group) else {}
    found = {" ".join(words): command}
    for name, each in below.items():
        found |= _commands(each, (*words, name))
    return found


@pytest.mark.parametrize("words", _commands(main))
def test_help_teaches(words: str) -> None:
    """Every command says in sentences of its own what it does, and of each option what for."""
    command = _commands(main)[words]
    text = " ".join(_run(*words.split(), "--help").split())
    first = " ".join((command.help or "").split("\n\n")[0].split())

    assert first.endswith((".", ":"))
    assert first.rstrip(":") in text
    assert [] == [
        option.name
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]


def test_help_shows_examples_a_line_each() -> None:
    """The examples stand as they were written."""
    lines = [line.strip() for line in _run("--help").splitlines()]

    assert any(line.startswith("h200 build supply_gap --as-of 2026-01-15  ") for line in lines)


def test_help_loads_nothing_heavy() -> None:
    """Asking for help imports neither rich nor pydantic nor numpy nor any room of the house."""
    code = "import sys; import h200analysis.cli; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())

    heavy = {"rich", "numpy", "pydantic", "altair", "papermill", "h200analysis.evidence"}
    assert not loaded & heavy


@pytest.mark.parametrize(
    "command", ["list", "evidence --as-of 2026-01-15", "evidence show orders_seed"]
)
def test_a_command_loads_only_what_it_uses(command: str) -> None:
    """Listing briefings or claims waits for no library of charts."""
    code = (
        "import sys; from h200analysis.cli import main; "
        f"main({command.split()!r}, standalone_mode=False); print('loaded:', *sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = ran.stdout.rpartition("loaded:")[2].split()

    assert "h200analysis.cli" in loaded
    assert not {"altair", "papermill", "nbconvert"} & set(loaded)


def test_list_reads_no_notebook() -> None:
    """The catalogue says what is listed, so nothing that reads or checks notebooks is loaded."""
    code = (
        "import sys; from h200analysis.cli import main; "
        "main(['list'], standalone_mode=False); print('loaded:', *sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = ran.stdout.rpartition("loaded:")[2].split()

    assert not {"nbformat", "jsonschema", "pandas", "numpy", "h200analysis.evidence"} & set(loaded)


def test_list_names_every_briefing() -> None:
    """Name, question and reader of each briefing of the catalogue, a line each."""
    known = catalogue.read().briefings

    listed = _run("list").splitlines()

    assert len(known) == len(listed)
    for line, (name, briefing) in zip(listed, known.items(), strict=True):
        assert line.startswith(f"{name} ")
        assert f"{briefing.question} (for: {briefing.reader})" in line


def test_check_counts_what_is_sound() -> None:
    """Evidence and notebooks are checked without building, and each kind is counted."""
    ledger, known = evidence.read(evidence.latest_day()), catalogue.read()

    told = _run("check").splitlines()[-1]

    assert told.startswith(f"{len(ledger.claims)} claims of {len(ledger.sources)} sources, ")
    assert re.search(
        rf", {len(known.briefings)} briefings, \d+ wordings of passages: sound\.$", told
    )


def test_check_tells_every_fault(data_folder: Path) -> None:
    """An unsound ledger ends with every fault and exit code 2, without a traceback."""
    path = data_folder / "claims" / "price.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + "\n[half]\nsubject = 'x'\n", encoding="utf-8"
    )

    result = CliRunner().invoke(main, ["check"])

    assert 2 == result.exit_code
    assert "· half · source: found nothing" in result.output
    assert isinstance(result.exception, SystemExit)


def test_formulas_lists_them_all() -> None:
    """Each formula with its label, arguments, unit, first line and source."""
    text = _run("formulas")

    assert "Supply gap\n    market.supply_gap(orders_chips, stock_chips) -> chip\n" in text
    for formula in formulas().values():
        assert f"\n{formula.label}\n" in f"\n{text}"
        assert f"    {summary(formula)}\n" in text
        assert formula.source is None or f"    Source: {formula.source}\n" in text


def test_formulas_marks_what_no_case_can_evaluate() -> None:
    """Marked are just those that a case refuses for want of a name, and which name that is."""
    entries = re.split(r"\n(?=\S)", _run("formulas"))
    marked = {
        found[1]: found[2].split(" or ")
        for entry in entries
        if (found := re.search(r"\.(\w+)\((?:.|\n)*No case .* is called (.*)\.", entry))
    }
    case = cases.Case(evidence.read(evidence.latest_day()))
    refused = {name: told for name in formulas() if (told := _refusal(case, name))}

    assert refused.keys() == marked.keys()
    assert all(told in marked[name] for name, told in refused.items())
    assert "chance_open" in marked["commit_now_usd"]


def _refusal(case: cases.Case, name: str) -> str | None:
    """Return the name for want of which a case refuses a formula, if it does."""
    try:
        case.compute(name)
    except UnknownNameError as error:
        return str(error).split("'")[1]
    except ValueError:  # another reason, such as a divisor of zero
        return None
    return None


def test_what_no_case_can_evaluate_is_told_in_a_sentence() -> None:
    """`h200 matters` says which name is missing."""
    result = CliRunner().invoke(main, ["matters", "commit_now_usd"])

    assert 2 == result.exit_code
    assert (
        "h200: No case can evaluate commit_now_usd: 'chance_open' is neither a parameter of the "
        "ledger nor a formula of the model; " in result.output
    )


@pytest.mark.parametrize("day", ["2025-12-25", "2026-01-15"])
def test_evidence_lists_what_was_known(day: str) -> None:
    """The three formats list the same claims: those of the view of that day."""
    known = set(evidence.read(day).claims)

    rows = list(csv.DictReader(io.StringIO(_run("evidence", "--as-of", day, "--format", "csv"))))
    listed = json.loads(_run("evidence", "--as-of", day, "--format", "json"))
    table = _run("evidence", "--as-of", day)

    assert known == {row["id"] for row in rows} == {row["id"] for row in listed}
    assert f"{len(known)} claims known on {day}" in table
    assert all(row["published"] <= day and row["as_of"] for row in rows)


def test_since_lists_what_was_learned() -> None:
    """What was published after one day and by another, each claim with what happened to it."""
    words = ("evidence", "--since", "2026-01-15", "--as-of", "2026-02-01")
    rows = list(csv.DictReader(io.StringIO(_run(*words, "--format", "csv"))))

    assert rows
    assert all("2026-01-15" < row["published"] <= "2026-02-01" for row in rows)
    assert all(row["change"].startswith("new") for row in rows)
    assert "claims learned after 2026-01-15 and by 2026-02-01" in _run(*words)


def test_subject_narrows_the_list() -> None:
    """A part of the subject is enough, whatever its case."""
    rows = json.loads(_run("evidence", "--subject", "bytedance", "--format", "json"))

    assert rows
    assert all("bytedance" in row["subject"].lower() for row in rows)


def test_an_unknown_subject_is_told_the_subjects_there_are() -> None:
    """An empty list would hide a typing mistake."""
    result = CliRunner().invoke(main, ["evidence", "--subject", "Bytedanse"])

    assert 2 == result.exit_code
    assert "No claim has 'Bytedanse' in its subject; the subjects are:" in result.output


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_in_force_lists_measures(form: str) -> None:
    """What stood on a day, by what was known on another."""
    text = _run("evidence", "--as-of", "2026-01-15", "--in-force", "2026-01-15", "--format", form)

    assert "Import duty under Section 232" in text
    assert "Limit for each buyer" not in text


def test_show_tells_all_of_a_claim() -> None:
    """Its source, its words as numbers, its rivals with weights, and what rests on it."""
    text = _run("evidence", "show", "price_newsbytes", "--as-of", "2026-01-15")

    assert "Source: NewsBytes, 31 December 2025, after Reuters (press, tier 2)" in text
    assert "In numbers:" in text
    rivals = [" ".join(line.split()) for line in text.splitlines()]
    assert "price_ft_digitimes $20,000 weight 50%" in rivals
    assert "pooled $23,500 range $20,000 to $27,000" in rivals
    assert "Parameters that rest on it: unit_price_usd" in text
    assert "market.gap_at_list" in text


def test_show_names_the_briefings_that_cite_a_claim() -> None:
    """A claim named in a notebook's own words says so."""
    assert "Briefings that name it: supply_gap" in _run("evidence", "show", "rule_foundry")


def test_show_refuses_what_was_not_known() -> None:
    """On an earlier day a later claim is refused with the day it was first known."""
    result = CliRunner().invoke(
        main, ["evidence", "show", "approved_400k", "--as-of", "2026-01-15"]
    )

    assert 2 == result.exit_code
    assert "first known on 2026-01-28" in result.output


def test_moved_tells_every_share() -> None:
    """Between two days each headline has its two values and what moved it; between one day none."""
    text = _run("moved", "2026-01-15", "2026-02-01", "--draws", "16384")
    same = _run("moved", "2026-01-15", "2026-01-15", "--draws", "16384")
    far = _run("moved", "2025-12-01", "2026-01-15")

    assert "Shortfall at the price of a chip, 5th percentile: $32.2 billion →" in text
    approval = next(line for line in text.splitlines() if line.strip().startswith("28 January"))
    assert " points  +" in approval
    assert "approved_400k" in approval
    assert "all days without news" in text
    assert "+" not in same
    assert same.count("nothing learned moves it") == same.count("→")
    assert "What is believed" in same
    assert "What is believed" not in far


def test_moved_sets_out_from_what_was_printed(tmp_path: Path) -> None:
    """Of an edition that printed $34.1 billion, a billion is the model's; none is refused."""
    folder = tmp_path / "2026-01-15" / "supply_gap" / "1"
    folder.mkdir(parents=True)
    entry = {"name": "gap_at_list", "formula": "market.gap_at_list",
             "statistic": "as reported", "value": 34.1e9,
             "supposing": {"scenario": "central"}}  # fmt: skip
    entries = [entry, entry | {"name": "delivered_chips", "formula": "parameter",
                               "statistic": "mean", "value": 20_000.0, "unit": "chip"}]  # fmt: skip
    (folder / "figures.json").write_text(json.dumps(entries), encoding="utf-8")
    short = ("--out", str(tmp_path), "--draws", "16384")

    text = _run("moved", "2026-01-15", "2026-01-16", *short)
    none = CliRunner().invoke(main, ["moved", "2026-01-16", "2026-08-27", "--out", str(tmp_path)])
    (folder / "figures.json").write_text("{", encoding="utf-8")
    broken = CliRunner().invoke(main, ["moved", "2026-01-15", "2026-08-27", "--out", str(tmp_path)])

    assert "Shortfall at the price of a chip: $34.1 billion → $35.1 billion" in text
    assert "+$1 billion  model version" in text
    belief = text.partition("What is believed")[2].splitlines()
    assert "  20,000 chips  " in next(line for line in belief if "before" in line)
    (version,) = (line for line in belief if line.endswith("model version"))
    assert version.count("+") == 1
    assert "There is no edition of 2026-01-16" in none.output
    (folder / "figures.json").write_text('[{"formula": "x"}]', encoding="utf-8")
    command = ["moved", "2026-01-15", "2026-08-27", "--out", str(tmp_path)]
    foreign = CliRunner().invoke(main, command)
    both = CliRunner().invoke(main, [*command, "--scenario", "half_firm"])

    assert "is no JSON" in broken.output
    assert "holds no figures as this version writes them" in foreign.output
    assert "leave one of the two" in both.output
    assert {2} == {ran.exit_code for ran in (none, broken, foreign, both)}


def test_published_figures_are_listed_with_their_misfits() -> None:
    """What fits, what misses and why, and how many of all."""
    text = _run("published")

    assert "$54 billion" in text
    assert "misfit" in text
    assert "reproduced." in text.splitlines()[-1]


def test_a_figure_that_is_not_as_found_fails(data_folder: Path) -> None:
    """A fit that no longer fits is shown, and the command fails."""
    path = data_folder / "published.toml"
    text = path.read_text(encoding="utf-8").replace("fee_per_chip = 6_750 }", "fee_per_chip = 9 }")
    path.write_text(text, encoding="utf-8")

    result = CliRunner().invoke(main, ["published"])

    assert 2 == result.exit_code
    assert "NOT AS FOUND" in result.output


def test_matters_ranks_the_inputs() -> None:
    """Of what is believed of 2026, and of a formula, each input stands with how far it moves it."""
    believed = _run("matters", "--as-of", "2026-01-15", "--draws", "4096")
    gap = _run("matters", "gap_at_list", "--as-of", "2026-01-15")

    assert believed.startswith("By the end of 2026: any delivery 4")
    assert "Rate at which the first chip arrives once both governments let it pass" in believed
    assert "$1.88 billion  sell elsewhere" in believed
    assert "Knowing everything first would be worth $2" in believed
    assert "every input at its median: $37.9 billion" in gap


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["matters", "fee_rate"], "rests on no drawn input"),
        (["matters", "no_such"], "neither a parameter"),
        (["moved", "2026-01-15", "yesterday"], "expected a day"),
        (["scores", "--as-of", "yesterday"], "expected a day"),
    ],
)
def test_a_mistake_of_an_inquiry_is_a_sentence(words: list[str], told: str) -> None:
    """What cannot be computed is told in one sentence, without a traceback."""
    result = CliRunner().invoke(main, words)

    assert told in result.output
    assert 2 == result.exit_code
    assert isinstance(result.exception, SystemExit)


def test_before_anything_was_known_nothing_is_scored() -> None:
    """On a day when no question was answered, a sentence says so, and no error."""
    told = _run("scores", "--as-of", "2025-01-01")

    assert "No locked forecast had been answered by then.\n" == told


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("delivered_june", "It answers: Any H200 delivered to China by the end of May 2026"),
        ("approved_worth", "Computed again with it: Underlines"),
        ("approved_400k", "It is read as evidence on policy: beijing, against formal_ban (decisiv"),
        ("delivered_august", "as evidence on an amount: delivered, about 20,000 chips by 2026-08"),
    ],
)
def test_show_tells_what_else_rests_on_a_claim(claim: str, told: str) -> None:
    """An answered question, a figure computed again, a reading: each names the claim."""
    assert told in _run("evidence", "show", claim)
