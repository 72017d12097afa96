"""Two times of our own: since when something holds, and on which day it entered the ledger."""

import re
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from h200analysis import evidence
from tests.conftest import ROOT
from tests.evidence.unsound import append, faults_of

DATA = ROOT / "data"
BEFORE, LATE = date(2026, 12, 31), date(2027, 1, 1)

SOURCE = f"""
[found_late]
publisher = "Found late"
title = "Found late"
url = "https://example.org/found-late"
published = 2026-01-10
accessed = {LATE}
kind = "press"
tier = 2
"""
CLAIM = """
[orders_found_late]
source = "found_late"
subject = "Chinese technology companies"
metric = "orders in another report"
value = 1_000_000
unit = "chip"
qualifier = "more than 1 million"
as_of = 2026-01-10
attribution = "anonymous sources"
paraphrase = "A test."
conflict_group = "orders"
scope = "orders"
"""
VALUE = f"""
[[orders_chips.values]]
since = 2026-01-15
recorded = {LATE}
central = 1_500_000
assumed = "A second thought."
quality = "red"
"""
TITLE = """
[[{name}.values]]
since = 2025-12-31
recorded = {day}
title = "A second thought"
{more}
"""
TIE = f"""
[[price_and_cost.values]]
since = 2026-01-15
recorded = {LATE}
spearman = 0.1
assumed = "A second thought."
"""
RESOLUTION = f"""
[[any_by_march.resolutions]]
since = 2026-05-20
recorded = {LATE}
value = 1
claims = ["shipped_none_q1fy27"]
because = "A second thought."
"""
READING = f"""
[ministry_january]
report = "ministry_january"
gate = "beijing"
against = {{ open = "weak" }}
since = 2026-01-29
recorded = {LATE}
because = "A second thought."
"""
MEETING = f"""
[[spring_visit.values]]
since = 2026-05-17
recorded = {LATE}
cancelled = true
claims = ["summit_may"]
because = "A second thought."
"""
OBSERVATION = f"""
[delivered_may]
quantity = "delivered"
form = "below"
chips = 100
by = 2026-05-17
deviation = 1
since = 2026-05-17
recorded = {LATE}
because = "A second thought."
"""
SCENARIO = f"""
title = "Late"
reference = "A test"
description = "A test."
since = 2025-04-09
recorded = {LATE}
"""
RULE = f"""
[qualifiers.late]
title = "late"
words = [["more than", "over"]]
shape = "above"
steps = 5
credibility = 1
why = "A second thought."
literature = ["A test"]
recorded = {LATE}

[qualifiers.up_to]"""


def find_late(folder: Path) -> None:
    """Add a claim that was published before 15 January 2026 and entered the ledger long after."""
    append(folder, "sources.toml", SOURCE)
    append(folder, "claims/orders.toml", CLAIM)


def _scenario(folder: Path) -> None:
    (folder / "scenarios" / "late.toml").write_text(SCENARIO, encoding="utf-8")


def _rule(folder: Path) -> None:
    path = folder / "rules.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[qualifiers.up_to]", RULE.strip(), 1), encoding="utf-8")


def _after(file: str, text: str) -> Callable[[Path], None]:
    return lambda folder: append(folder, file, text)


def _title(name: str, more: str = "", day: date = LATE) -> str:
    return TITLE.format(name=name, more=more, day=day)


CHANGES: dict[str, Callable[[Path], None]] = {
    "claim": find_late,
    "value": _after("parameters.toml", VALUE),
    "conflict": _after("conflicts.toml", _title("orders", 'question = "Which?"')),
    "measure": _after("measures.toml", _title("h20_licence_requirement")),
    "correlation": _after("correlations.toml", TIE),
    "resolution": _after("questions.toml", RESOLUTION),
    "reading": _after("readings.toml", READING),
    "meeting": _after("meetings.toml", MEETING),
    "observation": _after("observations.toml", OBSERVATION),
    "scenario": _scenario,
    "rule": _rule,
}
days = st.dates(date(2025, 12, 1), date(2026, 12, 31))


def _changed(into: str, *names: str) -> Path:
    folder = Path(into) / "data"
    shutil.copytree(DATA, folder)
    for name in names:
        CHANGES[name](folder)
    return folder


@settings(max_examples=20)
@given(days, st.sets(st.sampled_from(sorted(CHANGES)), min_size=1))
def test_what_is_recorded_later_changes_no_view_read_as_of_before(
    day: date, names: set[str]
) -> None:
    """Whatever enters later, even dated back, the ledger as it stood before is the same."""
    before = evidence.read(day, DATA, recorded=BEFORE)
    with tempfile.TemporaryDirectory() as made:
        after = evidence.read(day, _changed(made, *names), recorded=BEFORE)

    assert before == after
    assert before.fingerprint() == after.fingerprint()
    assert before.newest_recorded() == after.newest_recorded()


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_the_change_is_seen_by_who_reads_all(name: str, tmp_path: Path) -> None:
    """The same changes do show where nothing is left out, so that the law above can fail."""
    changed = _changed(str(tmp_path), name)

    assert evidence.read("2026-06-01", DATA) != evidence.read("2026-06-01", changed)


def test_a_claim_found_late_is_told_by_the_view(data_folder: Path) -> None:
    """A claim published early and found late joins the view, which says how new it is."""
    before = evidence.read("2026-01-15")
    find_late(data_folder)
    after = evidence.read("2026-01-15")

    assert "orders_found_late" in after.claims
    assert before.newest_recorded() < after.newest_recorded() == LATE
    assert before.fingerprint() != after.fingerprint()
    assert 2_000_000 == after.parameter("orders_chips").current.central


def test_a_second_thought_takes_the_place_of_the_first(data_folder: Path) -> None:
    """Of two values since one day the one recorded last holds; the first stays on the record."""
    CHANGES["value"](data_folder)

    now = evidence.read("2026-01-15").parameter("orders_chips")
    then = evidence.read("2026-01-15", recorded=BEFORE).parameter("orders_chips")

    assert (1_500_000, 2_000_000) == (now.current.central, then.current.central)
    assert len(now.values) == len(then.values)


def test_a_rule_of_later_leaves_the_spread_of_an_older_value(data_folder: Path) -> None:
    """A value's hedge is read by the rules that stood when the value was recorded."""
    before = evidence.read("2026-01-15").parameter("orders_chips").current
    _rule(data_folder)

    assert before == evidence.read("2026-01-15").parameter("orders_chips").current


@settings(max_examples=15)
@given(days)
def test_what_is_decided_later_changes_no_earlier_view(day: date) -> None:
    """A title, question or `apart` since a day leaves the views of the days before alone."""
    since = date(2027, 6, 1)
    with tempfile.TemporaryDirectory() as made:
        folder = _changed(made)
        for name, file in (("orders", "conflicts.toml"), ("customs_block", "measures.toml")):
            more = 'question = "Which?"' if file == "conflicts.toml" else ""
            text = _title(name, more, date(2026, 11, 24)).replace("2025-12-31", str(since))
            append(folder, file, text)
        after = evidence.read(day, folder)
        late = evidence.read(since, folder)

    assert evidence.read(day, DATA) == after
    assert "A second thought" == late.conflicts["orders"].title
    assert "A second thought" == evidence.measures(late)["customs_block"].title


def test_a_group_formed_later_is_unknown_before(data_folder: Path) -> None:
    """A claim that is grouped, or put under a measure, only later stands alone until then."""
    path = data_folder / "conflicts.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(
            "[[stock.values]]\nsince = 2025-12-31", "[[stock.values]]\nsince = 2026-02-01"
        ),
        encoding="utf-8",
    )
    early, late = (evidence.read(day) for day in ("2026-01-15", "2026-02-01"))

    assert (None, None) == (
        early.claim("stock_seed").conflict_group,
        early.claim("stock_seed").scope,
    )
    assert "stock" not in early.conflicts
    assert "stock" == late.claim("stock_seed").conflict_group


def test_every_view_says_how_new_it_is() -> None:
    """The days are those of the history: the article's claims came first, the rest a day later."""
    january = evidence.read("2026-01-15")

    assert date(2026, 11, 23) == january.claim("orders_seed").recorded
    assert date(2026, 11, 24) == january.claim("fee_h20_filing").recorded
    assert (
        date(2026, 11, 24) == evidence.read("2026-01-15", recorded="2026-11-24").newest_recorded()
    )


def test_judgements_of_afterwards_are_hindsight() -> None:
    """What was judged after the day of the view is told; what was judged by then is not."""
    january = evidence.read("2026-01-15", recorded="2026-11-24")

    assert (date(2026, 11, 23), date(2026, 11, 24)) == january.hindsight()
    assert () == evidence.read("2026-11-24", recorded="2026-11-24").hindsight()


def test_what_was_not_yet_recorded_is_an_error() -> None:
    """Asking for what was known but not yet in the ledger is refused with the day it came in."""
    early = evidence.read("2026-01-15", recorded="2026-11-22")

    with pytest.raises(evidence.NotKnownError, match=r"not yet in the ledger.*2026-11-23"):
        early.claim("orders_seed")


def test_the_day_of_recording_must_be_a_day() -> None:
    """A day that is none is refused under its own name."""
    with pytest.raises(ValueError, match="recorded is 'May'; expected a day such as"):
        evidence.read("2026-01-15", recorded="May")


def test_the_environment_names_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernels of an old edition read the ledger of its day by H200_RECORDED."""
    monkeypatch.setenv("H200_RECORDED", "2026-11-23")

    assert "fee_h20_filing" not in evidence.read("2026-01-15").claims
    assert "fee_h20_filing" in evidence.read("2026-01-15", recorded="2026-11-24").claims


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("parameters.toml", VALUE.replace(str(LATE), "2026-11-20"), "rising `recorded`"),
        ("measures.toml", _title("order_pause").replace(str(LATE), '"soon"'), "found 'soon'"),
        ("sources.toml", SOURCE.replace(f"accessed = {LATE}", ""), "accessed: found nothing"),
    ],
)
def test_a_wrong_day_is_told(data_folder: Path, file: str, text: str, told: str) -> None:
    """A day of recording that is none, missing or out of order is a fault with its place."""
    append(data_folder, file, text)

    assert any(told in fault for fault in faults_of(data_folder))


def test_a_file_without_a_day_asks_each_record_for_one(data_folder: Path) -> None:
    """Where no day stands at the top of a file, no record passes without its own."""
    path = data_folder / "measures.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^recorded = .*$", "", text, flags=re.MULTILINE), encoding="utf-8")

    faults = faults_of(data_folder)

    assert len(evidence.read("2026-12-31", DATA).measures) == len(faults)
    assert all("recorded: found nothing" in fault for fault in faults)


def test_a_claim_is_no_older_than_its_source(data_folder: Path) -> None:
    """No claim entered the ledger before its source had been read."""
    append(data_folder, "sources.toml", SOURCE)
    append(data_folder, "claims/orders.toml", f"{CLAIM}recorded = {BEFORE}\n")

    told = "\n".join(faults_of(data_folder))

    assert f"recorded: found {BEFORE}, expected a day not before its source was read" in told


def test_a_value_is_no_older_than_its_claims(data_folder: Path) -> None:
    """What was written down in December cannot rest on what was found in January."""
    find_late(data_folder)
    text = VALUE.replace(f"recorded = {LATE}", f"recorded = {BEFORE}").replace(
        'assumed = "A second thought."', 'claims = ["orders_found_late"]\nchoice = "agreed"'
    )
    append(data_folder, "parameters.toml", text)

    told = "\n".join(faults_of(data_folder))

    assert f"found 'orders_found_late', recorded {LATE}, expected claims recorded by" in told


OLD_VALUE = f"""
[[orders_chips.values]]
since = 2025-12-31
recorded = {LATE}
central = 1_900_000
assumed = "A second thought about a value that no longer holds."
quality = "red"
"""
QUESTION = f"""
[asked_late]
title = "Asked late"
about = "any_delivery"
by = 2026-12-31
since = 2026-01-15
recorded = {LATE}
"""


@pytest.mark.parametrize(
    ("file", "added"), [("questions.toml", QUESTION), ("parameters.toml", OLD_VALUE)]
)
def test_the_day_that_a_view_states_makes_the_same_view(
    data_folder: Path, file: str, added: str
) -> None:
    """Read as it was recorded on its own newest day, a view has the same evidence hash.

    Questions count, and so do values that have been followed by others since.
    """
    path = data_folder / file
    text = path.read_text(encoding="utf-8")
    above = text.index("[[orders_chips.values]]") if file == "parameters.toml" else len(text)
    follow = text.index("[[orders_chips.values]]", above + 1) if above < len(text) else above
    path.write_text(text[:follow] + added + "\n" + text[follow:], encoding="utf-8")

    stated = evidence.read("2026-08-27")
    again = evidence.read("2026-08-27", recorded=stated.newest_recorded())

    assert LATE == stated.newest_recorded()
    assert stated.fingerprint() == again.fingerprint()


def test_a_day_on_which_nothing_was_known_is_a_sentence() -> None:
    """Of an empty ledger neither the newest publication nor the newest record is asked in vain."""
    ledger = evidence.read("1780-01-01")

    for ask in (ledger.newest, ledger.newest_recorded):
        with pytest.raises(evidence.NotKnownError, match="Nothing was known on 1780-01-01"):
            ask()
