"""Reading that is noted: what is noted of it, and that nothing else is other than without."""

import copy
import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis import evidence
from h200analysis.evidence import Claim, Ledger, Parameter, still
from h200analysis.evidence.answers import answer
from h200analysis.evidence.qualifiers import Rules
from h200analysis.evidence.questions import QUESTIONS
from h200analysis.evidence.reads import Reads
from h200analysis.evidence.used import ELSEWHERE, merged, packed, unpacked

DAY = "2026-05-20"
PLAIN = evidence.read(DAY)


def read(reading: Callable[[Ledger], Any]) -> dict[str, Any]:
    """Return what is noted of the ledger of the day while something reads it."""
    reads = Reads()
    reading(reads.noted(PLAIN))
    used: dict[str, Any] = reads.used()[DAY]
    return used


def records(reading: Callable[[Ledger], Any]) -> dict[str, list[str] | None]:
    """Return of which records which fields are noted, None for one that is not known."""
    noted = read(reading)["records"]
    return {name: None if fields is None else [*fields] for name, fields in noted.items()}


@pytest.mark.parametrize(
    ("reading", "noted"),
    [
        (lambda it: it.claim("stock_seed"), {"claims.stock_seed": []}),
        (lambda it: "stock_seed" in it.claims, {"claims.stock_seed": []}),
        (lambda it: it.claims.get("no_such"), {"claims.no_such": None}),
        (lambda it: it.claims["stock_seed"].value, {"claims.stock_seed": ["value"]}),
        (lambda it: it.claims["stock_seed"].middle, {"claims.stock_seed": ["low value"]}),
        (lambda it: repr(it.claims["stock_seed"]), {"claims.stock_seed": ["*"]}),
        (lambda it: it.claims["stock_seed"].model_dump(), {"claims.stock_seed": ["*"]}),
        (lambda it: it.claims["stock_seed"].model_copy(), {"claims.stock_seed": ["*"]}),
        (lambda it: hash(it.claims["stock_seed"]), {"claims.stock_seed": ["*"]}),
        (lambda it: it.parameter("orders_chips").current, {"parameters.orders_chips": ["values"]}),
        (lambda it: it.rules.weights, {"rules.": ["weights"]}),
        (lambda it: it.first_known["claim", "stock_seed"], {"first_known.claim.stock_seed": ["*"]}),
        (lambda it: it.of(QUESTIONS).get("no_such"), {"questions.no_such": None}),
        (lambda it: (it.fingerprint(), [*it.texts()], it.newest_recorded(), it.as_of), {}),
    ],
)
def test_what_is_read_is_noted(
    reading: Callable[[Ledger], Any], noted: dict[str, list[str] | None]
) -> None:
    """A field that is read, a name that is asked for; all, of a copy; not what names the ledger."""
    assert noted == records(reading)


def test_looking_through_notes_the_names() -> None:
    """A further name would have been met; of the records only what is read of them is noted."""
    used = read(lambda it: [claim.value for claim in it.claims.values()])

    assert ["claims"] == [*used["names"]]
    assert {("value",)} == {tuple(fields) for fields in used["records"].values()}
    assert len(PLAIN.claims) == len(used["records"])


def test_a_changed_copy_of_a_ledger_is_noted_by_its_records() -> None:
    """What the copy shares with the ledger is noted as before, also within an answer."""
    used = read(lambda it: replace(it, scenarios={}).newest())

    assert ({"published"}, {}) == (
        {field for fields in used["records"].values() for field in fields},
        used["answers"],
    )


def _every_record(ledger: Ledger) -> Iterator[Any]:
    yield from (ledger.rules, *ledger.claims.values(), *ledger.parameters.values())
    for held in ledger.kinds.values():
        yield from held.values()


def _noted(ledger: Ledger = PLAIN) -> Ledger:
    return Reads().noted(ledger)


def test_records_that_note_are_as_before() -> None:
    """Equal both ways, of the same class, and alike as text, as JSON, as a hash and when copied."""
    for noted, plain in zip(_every_record(_noted()), _every_record(PLAIN), strict=True):
        assert isinstance(noted, type(plain))
        assert noted.__class__ is plain.__class__
    for way in (
        repr, hash, dict, copy.copy, copy.deepcopy, vars, lambda it: pickle.loads(pickle.dumps(it)),  # noqa: S301
        lambda it: it.model_dump(mode="json"), lambda it: it.model_copy(deep=True),
        lambda it: it.model_fields_set, lambda it: it,
    ):  # fmt: skip
        of_both = zip(_every_record(_noted()), _every_record(PLAIN), strict=True)
        for noted, plain in of_both:
            if way is hash and not isinstance(plain, Claim | Parameter):
                continue  # a record with a mapping has none
            assert way(noted) == way(plain)
            assert way(plain) == way(noted)


def test_a_record_that_notes_is_as_frozen_as_before() -> None:
    """It takes no value, and has no attribute that the record does not have."""
    claim = _noted().claim("stock_seed")

    with pytest.raises(ValueError, match="frozen"):
        claim.value = 3  # type: ignore[misc]
    with pytest.raises(AttributeError):
        claim.no_such  # type: ignore[attr-defined]  # noqa: B018


def test_a_ledger_that_notes_is_as_before() -> None:
    """Its mappings, answers and errors are those of the ledger itself."""
    noted = _noted()

    assert noted == PLAIN
    assert noted.fingerprint() == PLAIN.fingerprint()
    assert [*noted.claims] == [*PLAIN.claims]
    assert {**noted.claims} == PLAIN.claims
    assert repr(noted) == repr(PLAIN)
    assert repr(noted.measures) == repr(PLAIN.measures)
    assert noted.pools("stock") == PLAIN.pools("stock")
    assert evidence.measures(noted) == evidence.measures(PLAIN)
    assert noted.hindsight() == PLAIN.hindsight()
    with pytest.raises(evidence.NotYetKnownError, match="is first known on 2026-10-09"):
        noted.claim("delivered_october")


def test_nothing_is_noted_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the variable a ledger is a plain one, whose reading costs nothing more."""
    monkeypatch.delenv("H200_READS", raising=False)

    ledger = evidence.read(DAY)

    assert type(ledger.claims) is dict
    assert type(ledger.claim("stock_seed")) is Claim
    assert ledger.noted_by is None


@answer("the half of {}")
def _half(ledger: Ledger, number: int, since: date) -> float:
    return number / 2 if ledger.as_of >= since else 0


def test_an_answer_counts_in_place_of_what_it_reads() -> None:
    """Function, arguments and answer are noted; it is asked again later, and told by its words."""
    reads = Reads()
    assert 3.5 == _half(reads.noted(PLAIN), 7, date(2026, 1, 1))
    [used] = reads.used().values()
    [[place, of_ledger]] = used["answers"].items()
    [args] = of_ledger[""]

    assert ({}, {}) == (used["records"], used["names"])
    assert place.endswith("test_reads:_half")
    assert '[7, {"day": "2026-01-01"}]' == args
    assert [] == still.changed(reads.used(), evidence.views())
    assert ["the half of 7"] == still.changed(reads.used(), lambda _: evidence.read("2025-12-31"))


def test_days_without_a_report_change_no_earlier_edition() -> None:
    """To have read the press for longer is told only where a page speaks of a later day."""
    longer = PLAIN.rules.model_copy(update={"read_until": date(2027, 1, 1)})
    reads = Reads()
    reads.noted(PLAIN).rules.read_by(PLAIN.as_of)
    late = Reads()
    late.noted(PLAIN).rules.read_by(date(2026, 12, 31))

    def now(_: date) -> Ledger:
        return replace(PLAIN, rules=longer)

    assert [] == still.changed(reads.used(), now)
    assert ["the day up to which reports were read"] == still.changed(late.used(), now)
    assert Rules is longer.__class__


def test_other_evidence_of_the_same_day_counts_as_changed() -> None:
    """Two ledgers of one day that differ cannot both be compared later."""
    reads = Reads()
    reads.noted(PLAIN)
    reads.noted(replace(PLAIN, scenarios={}))

    assert ELSEWHERE in reads.used()


def test_what_another_process_has_read_is_added() -> None:
    """The reads of both count; where the two read different evidence, it is told as changed."""
    one, other, third = Reads(), Reads(), Reads()
    assert one.noted(PLAIN).claim("stock_seed").value
    assert other.noted(PLAIN).claim("stock_seed").unit
    clearer = PLAIN.claim("stock_seed").model_copy(update={"value": 1.0})
    assert third.noted(replace(PLAIN, claims={"stock_seed": clearer})).claim("stock_seed").value
    one.add(other.used())
    both = one.used()
    one.add(third.used())

    assert {"value", "unit"} == both[DAY]["records"]["claims.stock_seed"].keys()
    assert [] == still.changed(both, evidence.views())
    assert ["claims.stock_seed"] == still.changed(one.used(), evidence.views())


def test_processes_at_odds_whether_there_is_a_record_are_told() -> None:
    """One has asked for a claim that was there, the other for the same where it was not."""
    one, other = Reads(), Reads()
    one.noted(PLAIN).claims.get("stock_seed")
    other.noted(replace(PLAIN, claims={})).claims.get("stock_seed")
    one.add(other.used())

    assert ["claims.stock_seed"] == still.changed(one.used(), evidence.views())


_HELD = st.one_of(st.none(), st.dictionaries(st.sampled_from(["a", "b c", "*"]), st.text("01")))
_PART = st.dictionaries(st.sampled_from(["claims.x", "claims.y", "rules."]), _HELD)
_USED = st.dictionaries(
    st.sampled_from(["2026-01-01", "2026-01-02", "2026-01-03"]),
    st.fixed_dictionaries({"records": _PART, "names": _PART, "answers": _PART}),
)


@given(_USED)
def test_what_was_used_is_packed_without_loss(used: dict[str, Any]) -> None:
    """Unpacked it is the same again; merged with itself or with nothing, it stays so."""
    assert used == unpacked(packed(used))
    assert used == merged(used, used) == merged(used, {}) == merged({}, used)


@given(_USED, _USED, _USED)
def test_reads_are_added_in_any_order(
    one: dict[str, Any], other: dict[str, Any], third: dict[str, Any]
) -> None:
    """Which process is added first makes no difference."""
    assert merged(one, other) == merged(other, one)
    assert merged(merged(one, other), third) == merged(one, merged(other, third))
