"""Domains: whatever the formula and the argument, what lies outside is refused in one sentence."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from inspect import signature
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.cases.expression import slider
from h200analysis.cases.formulas import formulas, tools
from h200analysis.errors import H200Error
from h200analysis.model import fulfilment, market, units
from h200analysis.model.domains import DomainError, check
from h200analysis.model.fees import FeeBasis
from h200analysis.model.gates import Washington
from h200analysis.model.units import FINITE, ChipLimit, Chips, Count, NetUsd, Share, Unit
from tests import inside

NUMBERS = [(name, argument) for name in sorted(formulas()) for argument in inside.units(name)]
CHOICES = [(name, argument) for name, f in formulas().items() for argument in f.choices]
NO_NUMBERS: list[Any] = [None, "many", "0.5", True, [0.5, 0.5], {}, 1 + 2j]
CHIPS = " a finite number of chips, 0 or more."
SHARE = " a share from 0 to 1 (25% is 0.25)."
ALIASES = {name: found for name, found in vars(units).items() if hasattr(found, "__metadata__")}


def outside(unit: Unit) -> list[float]:
    """Return numbers outside a domain: none, without end, below it and above it."""
    ends = [unit.minimum - 1] * (unit.minimum > -FINITE) + [unit.maximum + 1] * (unit.maximum < 1e9)
    return [math.nan, -math.inf, *ends, *[math.inf] * (unit.maximum < math.inf)]


@pytest.mark.parametrize(("name", "argument"), NUMBERS)
def test_what_lies_outside_its_domain_is_refused(name: str, argument: str) -> None:
    """No number, infinity, a number below or above the domain: argument, found and expected."""
    formula, unit = formulas()[name], inside.units(name)[argument]
    for value in outside(unit):
        expected = f"{argument} is {value:.10g}; expected {unit.expected()}."
        for given_as in (value, np.float64(value), np.array([1.5, value]), np.full((2, 2), value)):
            with pytest.raises(DomainError) as refused:
                formula(**inside.arguments(formula) | {argument: given_as})
            assert expected == str(refused.value) or "1.5" in str(refused.value)


@pytest.mark.parametrize(("name", "argument"), NUMBERS)
def test_what_is_no_number_is_refused(name: str, argument: str) -> None:
    """Text, nothing, truth, a list: the sentence names the argument and shows what was found."""
    formula, unit = formulas()[name], inside.units(name)[argument]
    for value in NO_NUMBERS:
        with pytest.raises(DomainError) as refused:
            formula(**inside.arguments(formula) | {argument: value})
        assert f"{argument} is {value!r}; expected {unit.expected()}." == str(refused.value)


@pytest.mark.parametrize("name", sorted(formulas()))
def test_what_lies_inside_its_domain_is_taken(name: str) -> None:
    """Arguments inside their domains give a number, or a record, and no sentence."""
    formula = formulas()[name]
    result = formula(**inside.arguments(formula))

    assert math.isfinite(result) if isinstance(formula.result, str) else result is not None


@pytest.mark.parametrize("alias", ALIASES)
def test_the_ends_of_a_domain_belong_to_it(alias: str) -> None:
    """Both ends pass, as a number and in an array, and come back as they are."""
    unit = next(part for part in ALIASES[alias].__metadata__ if isinstance(part, Unit))
    whole = ALIASES[alias].__origin__ is int
    for end in (unit.minimum, min(unit.maximum, 1e300)):
        number = int(end) if whole else end
        assert number == check("x", number, ALIASES[alias])
        if not whole:
            assert [number] == check("x", np.array([number]), ALIASES[alias]).tolist()


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_a_share_is_from_nothing_to_all(value: float) -> None:
    """A share passes just when it lies from 0 to 1, give or take the rounding of a sum."""
    try:
        found = check("x", value, Share)
    except DomainError:
        assert not 0 <= value <= 1
    else:
        assert 0 <= found <= 1 + 1e-9


@given(st.lists(st.floats(), min_size=1, max_size=5))
def test_an_array_passes_just_when_each_of_its_numbers_does(values: list[float]) -> None:
    """An array is refused for the first of its numbers that would be refused by itself."""
    found = [refused(value, NetUsd) for value in values]
    told = [sentence for sentence in found if sentence]

    assert next(iter(told), None) == refused(np.array(values), NetUsd)


def refused(value: Any, annotation: Any) -> str | None:
    """Return the sentence that refuses a value, or nothing if it passes."""
    try:
        check("x", value, annotation)
    except DomainError as error:
        return str(error)
    return None


@pytest.mark.parametrize(
    ("value", "annotation", "told"),
    [
        (25, Share, "x is 25; expected a share from 0 to 1 (25% is 0.25)."),
        (1.0001, Share, "x is 1.0001; expected a share from 0 to 1 (25% is 0.25)."),
        (-5, Chips, "x is -5; expected a finite number of chips, 0 or more."),
        (math.inf, Chips, "x is inf; expected a finite number of chips, 0 or more."),
        (-1, ChipLimit, "x is -1; expected a number of chips, 0 or more, or infinity."),
        (math.inf, ChipLimit, None),
        (-1e12, NetUsd, None),
        (math.inf, NetUsd, "x is inf; expected a finite amount in USD."),
        (0, Count, "x is 0; expected a whole number, 1 or more."),
        (7.0, Count, "x is 7.0; expected a whole number, 1 or more."),
        (np.array([1, 2]), Chips, None),
        (np.array([]), Chips, None),
        (
            np.array(["a"]),
            Chips,
            "x is an array of <U1; expected" + CHIPS,
        ),
        (
            np.array([True]),
            Chips,
            "x is an array of bool; expected" + CHIPS,
        ),
        (np.float32(0.5), Share, None),
        (np.int64(1), Chips, None),
        (10**400, Chips, "x is 1" + "0" * 38 + "…; expected" + CHIPS),
        (np.array([0.5, 25]), Sequence[Share], "x is 25; expected" + SHARE),
        ([0.5, 25], Sequence[Share], "x[1] is 25; expected" + SHARE),
        ((0.5, 1), tuple[Share, Chips], None),
        ((0.5,), tuple[Share, Chips], "x is (0.5,); expected 2 entries together."),
        (slider("x"), Share, None),
        (slider("x") - 5, Chips, None),
    ],
)
def test_the_sentence(value: Any, annotation: Any, told: str | None) -> None:
    """It says what was found and what was expected; what is allowed, symbols included, passes."""
    assert told == refused(value, annotation)


@pytest.mark.parametrize(("name", "argument"), CHOICES)
@pytest.mark.parametrize("value", [None, "nonsense", 1, Washington.CLOSED], ids=repr)
def test_a_choice_is_one_of_its_members(name: str, argument: str, value: Any) -> None:
    """Whatever is no member, nor the text of one, is refused with the members' texts."""
    formula = formulas()[name]
    kind = formula.choices[argument]
    allowed = ", ".join(repr(member.value) for member in kind)
    with pytest.raises(DomainError) as refusal:
        formula(**inside.arguments(formula) | {argument: value})

    assert f"{argument} is {value!r}; expected one of {allowed}." == str(refusal.value)


@pytest.mark.parametrize(("name", "argument"), CHOICES)
def test_a_choice_may_be_given_as_its_text(name: str, argument: str) -> None:
    """The text of a member gives what the member gives."""
    formula = formulas()[name]
    for member in formula.choices[argument]:
        by_name, by_text = (
            formula(**inside.arguments(formula) | {argument: given})
            for given in (member, member.value)
        )
        assert by_name == by_text


def test_strict_in_words_is_strict() -> None:
    """A foundry's strict condition never clears the gap, named or as the member."""
    assert math.inf == fulfilment.months_to_clear(1, 1, 1, "strict")  # type: ignore[arg-type]


@dataclass(frozen=True)
class Sale:
    """A record with choices and a number."""

    fee_basis: FeeBasis
    licences: Washington
    chips: Chips


def test_a_record_is_what_it_has_to_be() -> None:
    """A record that is none is refused by name, and so is what a record holds."""
    sale = Sale(FeeBasis.GROSS_UP, Washington.LICENSED, 5)

    assert check("sale", sale, Sale) is sale
    assert refused(3, Sale) == "x is 3; expected a Sale."
    assert refused(Sale(sale.fee_basis, sale.licences, -5), Sale) == (
        "x.chips is -5; expected" + CHIPS
    )


def test_a_record_s_choices_may_be_given_as_text() -> None:
    """Nothing of a record is left as text, or it would be taken for another member."""
    found = check("sale", Sale("gross_up", "licensed", 5), Sale)  # type: ignore[arg-type]

    assert Sale(FeeBasis.GROSS_UP, Washington.LICENSED, 5) == found
    with pytest.raises(DomainError, match=re.escape("sale.fee_basis is 'often'; expected one of")):
        check("sale", Sale("often", "licensed", 5), Sale)  # type: ignore[arg-type]


def test_the_first_argument_outside_is_told() -> None:
    """Of several the first in the formula's order is named, however the call orders them."""
    wrong = {"stock_chips": -2, "orders_chips": -3}
    with pytest.raises(DomainError, match=r"^orders_chips is -3"):
        market.supply_gap(**wrong)


def test_too_many_or_unknown_arguments_stay_python_s_own_error() -> None:
    """A call with a wrong signature is a bug of the caller, not a value out of its domain."""
    for arguments, named in (((1, 2, 3), {}), ((1,), {}), ((1, 2), {"orders": 1})):
        with pytest.raises(TypeError):
            market.supply_gap(*arguments, **named)


@pytest.mark.parametrize("name", sorted(tools()))
@pytest.mark.parametrize("value", [None, "many"])
def test_a_tool_refuses_what_it_cannot_take(name: str, value: Any) -> None:
    """Functions over series, tables and paths give a sentence too, whatever they are given."""
    tool = tools()[name]
    with pytest.raises(H200Error):
        tool(*[value] * len(signature(tool).parameters))


def test_a_basis_is_the_same_in_any_case() -> None:
    """Each basis in words gives the fee of the member."""
    fees = {basis: formulas()["fee_per_chip"](basis.value, 27_000, 0.25, 0.5) for basis in FeeBasis}

    assert fees == {b: formulas()["fee_per_chip"](b, 27_000, 0.25, 0.5) for b in FeeBasis}
