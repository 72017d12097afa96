"""What we suppose of the states of policy: their terms, how they are left, what events would do."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from h200analysis.evidence.records import Judgement, Names, Number, Record, Text

State = Literal[
    "formal_ban", "de_facto_ban", "research_only", "conditional", "negotiated_opening",
    "full_opening", "us_reban", "us_per_customer_cap",
]  # fmt: skip
STATES: tuple[State, ...] = (
    "formal_ban", "de_facto_ban", "research_only", "conditional", "negotiated_opening",
    "full_opening", "us_reban", "us_per_customer_cap",
)  # fmt: skip
Chance = Annotated[float, Field(ge=0, le=1)]
Row = dict[State, Chance]
_TOLERANCE = 1e-12


class StateTerms(Record):
    """What a state sets: shares that pass each gate, what is bundled, the fee, the volume cap.

    `ceiling` is the chips that Washington allows in all, none where it is left out.
    """

    title: Text
    licence: Chance
    ceiling: Annotated[Number, Field(ge=0)] | None = None
    gate: Chance
    conversion: Chance
    bundling: Annotated[Number, Field(ge=0)]
    fee_basis: Text
    cap_basis: Text
    claims: Names = ()
    assumed: Text


class DatedPolicyState(Judgement):
    """The state in which policy stood since a day, as we read what was reported by then."""

    state: State
    claims: Annotated[Names, Field(min_length=1)]
    because: Text


class Transition(Record):
    """The chances of the next month's states, from one state; they sum to 1."""

    chances: Row
    claims: Names = ()
    assumed: Text

    @model_validator(mode="after")
    def _a_distribution(self) -> Self:
        _check_sum(self.chances)
        return self


class PolicyEvent(Record):
    """What a dated event would do, from each state that it moves."""

    title: Text
    on: date
    chances: dict[State, Row]
    claims: Names = ()
    assumed: Text

    @model_validator(mode="after")
    def _distributions(self) -> Self:
        for row in self.chances.values():
            _check_sum(row)
        return self


class PolicyModel(Judgement):
    """All eight states with terms and transitions, and the events, as supposed since a day."""

    states: dict[State, StateTerms]
    transitions: dict[State, Transition]
    events: dict[Text, PolicyEvent]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for name, table in (("states", self.states), ("transitions", self.transitions)):
            if missing := [state for state in STATES if state not in table]:
                raise ValueError(f"all eight {name}; {', '.join(missing)} is missing")
        return self

    def matrix(self) -> tuple[tuple[float, ...], ...]:
        """Return the transitions as rows in the order of STATES."""
        return tuple(
            tuple(self.transitions[state].chances.get(to, 0.0) for to in STATES) for state in STATES
        )

    def kernel(self, event: str) -> tuple[tuple[float, ...], ...]:
        """Return an event as rows in the order of STATES; a state that it does not move stays."""
        rows = self.events[event].chances
        return tuple(
            tuple(rows.get(state, {state: 1.0}).get(to, 0.0) for to in STATES) for state in STATES
        )

    @property
    def claims(self) -> tuple[str, ...]:
        """Return the claims that any of it leans on."""
        leaning = (self.states, self.transitions, self.events)
        cited = (claim for table in leaning for record in table.values() for claim in record.claims)
        return tuple(dict.fromkeys(cited))


def _check_sum(row: Row) -> None:
    total = sum(row.values())
    if abs(total - 1) > _TOLERANCE:
        raise ValueError(f"chances that sum to 1, not {total:.15g}")
