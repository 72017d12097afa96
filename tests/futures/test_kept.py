"""Beliefs that are kept: the same to the bit for whoever believes the same, and for no other."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from h200analysis import cases, futures
from h200analysis.errors import ArgumentError
from h200analysis.futures import keeping, kept, rates
from h200analysis.futures.belief import Belief
from h200analysis.futures.weeks import LAST_DAY
from h200analysis.model import stake, uptake
from h200analysis.project import BELIEFS
from tests.futures.days import DRAWS, belief_of, case_of, filtered_of

JANUARY, MAY, AUGUST = "2026-01-15", "2026-05-20", "2026-08-27"
CASES = [
    (JANUARY, "central", {}),
    (MAY, "half_firm", {}),
    (AUGUST, "central", {"stock_chips": 500_000.0}),
]


@pytest.fixture(params=CASES, ids=lambda asked: f"{asked[0]}-{asked[1]}-{len(asked[2])}")
def asked(request: pytest.FixtureRequest) -> cases.Case:
    """A case of some day, new, so that it has noted nothing."""
    return _case(*request.param)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder into which only this user may write."""
    tmp_path.chmod(0o700)
    return tmp_path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of January's belief."""
    return keeping.computed(tmp_path_factory.mktemp("kept"), _new(), 7, DRAWS).read_bytes()


def _case(day: str, scenario: str, by_hand: Mapping[str, float]) -> cases.Case:
    return cases.Case(case_of(day).ledger, scenario).let(**by_hand)


def _new(day: str = JANUARY) -> cases.Case:
    return _case(day, "central", {})


def _key(case: cases.Case, seed: int = 7, draws: int = DRAWS) -> str:
    return str(kept.key(case, seed, draws))


def _everything(held: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Yield all that a belief holds but its case, each with its place."""
    if isinstance(held, cases.Case):
        return
    if is_dataclass(held):
        for each in fields(held):
            yield from _everything(getattr(held, each.name), f"{place}.{each.name}")
    elif isinstance(held, Mapping):
        for name, each in held.items():
            yield from _everything(each, f"{place}[{name}]")
    elif isinstance(held, tuple):
        for number, each in enumerate(held):
            yield from _everything(each, f"{place}[{number}]")
    elif isinstance(held, np.ndarray):
        # Strides too, since a sum depends on the order in which it is taken.
        yield place, (held.dtype, held.shape, held.strides, held.tobytes())
    else:
        yield place, held


def test_what_is_kept_is_the_same_to_the_bit(asked: cases.Case, folder: Path) -> None:
    """A belief that is read holds what one that is computed holds, in the same order."""
    own = futures.believe(asked, draws=DRAWS)
    own.chips_by(LAST_DAY)  # it remembers them, and so does what is kept
    own.filtered.any_by(LAST_DAY)
    new = replace(asked, _used={})
    keeping.computed(folder, new, 7, DRAWS)
    reader = replace(asked, _used={})

    belief = kept.kept(folder, _key(asked), reader)

    assert belief is not None
    assert list(_everything(own)) == list(_everything(belief))
    assert belief.drawn.case is reader


def test_the_reader_notes_what_it_would_have_noted(
    asked: cases.Case, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The registers at the end of a page do not tell whether its belief was computed or read."""
    keeping.computed(folder, replace(asked, _used={}), 7, DRAWS)
    told = []
    for place in ("", str(folder)):
        monkeypatch.setenv(BELIEFS, place)
        case = replace(asked, _used={})
        case.evaluate("orders_chips")
        spread = futures.over(case, draws=DRAWS).evaluate(stake.delivered_usd)
        told.append((case.noted, case.sources(), spread))

    assert told[0] == told[1]


def test_it_is_read_and_not_computed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands under the key is what is believed, unless what is asked has no key."""
    kept.keep(folder, _key(_new()), belief_of(AUGUST))
    monkeypatch.setenv(BELIEFS, str(folder))

    assert belief_of(AUGUST).weeks == futures.believe(_new(), draws=DRAWS).weeks
    for other in (
        futures.believe(_new(), draws=DRAWS, strength=0.5),
        futures.believe(_new(), draws=DRAWS, scaled={"arrival_rate": 2.0}),
        futures.believe(_new(), draws=DRAWS, without=["pause_january"]),
        futures.believe(_new(), 8, DRAWS),
        futures.believe(_new(), draws=2 * DRAWS),
    ):
        assert other.weeks == filtered_of(JANUARY).weeks


def test_a_changed_library_is_computed_with(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook that changes a function, a constant or a method gets what it then computes."""
    kept.keep(folder, _key(_new()), belief_of(AUGUST))
    monkeypatch.setenv(BELIEFS, str(folder))
    of = rates.Drawing.of

    for place, name, other in (
        (futures.chips, "_STEP_DAYS", 7.0),
        (uptake, "kept_share", lambda *_: 0.5),
        (rates.Drawing, "of", lambda drawn, used: 1 * of(drawn, used)),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(place, name, other)
            assert filtered_of(JANUARY).weeks == futures.believe(_new(), draws=DRAWS).weeks
    assert belief_of(AUGUST).weeks == futures.believe(_new(), draws=DRAWS).weeks


def test_nobody_writes_into_it(folder: Path) -> None:
    """The arrays of a belief that is read refuse to be written, since others read them too."""
    keeping.computed(folder, _new(), 7, DRAWS)
    belief = _read(folder)

    assert belief is not None
    for array in (belief.weights, belief.chips.arrived, belief.walks.beijing):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def _read(folder: Path) -> Belief | None:
    return kept.kept(folder, _key(_new()), _new())


@settings(max_examples=30)
@given(st.data())
def test_a_file_that_is_cut_is_no_belief(
    whole: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Of a file that is not there in full nothing is read, nor of one that is something else."""
    folder = tmp_path_factory.mktemp("cut")
    length = data.draw(st.integers(0, 2_000) | st.integers(0, len(whole) - 1))
    before = data.draw(st.sampled_from([b"", b"\0", b"h200analysis belief 2\n"]))

    (folder / _key(_new())).write_bytes((before + whole)[:length])

    assert _read(folder) is None


def test_a_file_as_it_was_is_a_belief(whole: bytes, folder: Path) -> None:
    """The whole file is read, the control of the test before."""
    assert _read(folder) is None
    (folder / _key(_new())).write_bytes(whole)

    assert _read(folder) is not None


def test_a_folder_open_to_others_is_not_read(whole: bytes, folder: Path) -> None:
    """What somebody else may have written is not unpickled."""
    (folder / _key(_new())).write_bytes(whole)
    folder.chmod(0o770)

    assert _read(folder) is None


def test_a_disk_that_refuses_leaves_nothing(folder: Path) -> None:
    """A belief is kept whole or not at all, and the refusal is told."""
    (folder / "taken").mkdir()

    with pytest.raises(OSError, match="directory"):
        kept.keep(folder, "taken", belief_of(JANUARY))
    assert ["taken"] == [path.name for path in folder.iterdir()]


def test_the_key_tells_apart_what_differs() -> None:
    """Another day, scenario, value, seed, number of draws or order of records has another key."""
    ledger, case = case_of(JANUARY).ledger, _new()
    turned = replace(ledger, parameters=dict(reversed(list(ledger.parameters.items()))))
    silent = replace(ledger, kinds={kind: {} for kind in ledger.kinds})
    keys = [
        _key(case),
        _key(_new(MAY)),
        _key(case.under("half_firm")),
        _key(case.let(stock_chips=1.0)),
        _key(case.let(stock_chips=2.0)),
        _key(case.let(stock_chips="orders_chips")),
        _key(cases.Case(turned)),
        _key(cases.Case(silent)),
        _key(case, seed=8),
        _key(case, draws=2 * DRAWS),
    ]

    assert len(keys) == len(set(keys))
    assert _key(case) == _key(_new())


def test_a_case_that_cannot_be_told_has_no_key() -> None:
    """Means that were given, and formulas in the place of names, are compared by nothing."""
    case = _new()
    given_means = replace(case, given={"x": cases.Input("x", "X", 1.0, "chip")})

    assert kept.key(given_means, 7, DRAWS) is None
    assert kept.key(case.let(stock_chips=uptake.kept_share), 7, DRAWS) is None


def test_only_a_new_case_is_computed_from(folder: Path) -> None:
    """A case that has answered before would have its reader note those answers too."""
    used = _new()
    used.evaluate("orders_chips")

    with pytest.raises(ArgumentError, match="expected a new one"):
        keeping.computed(folder, used, 7, DRAWS)
