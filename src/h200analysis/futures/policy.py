"""How the states of policy may follow each other, as supposed on the ledger's day."""

from datetime import date

from h200analysis.evidence import Ledger
from h200analysis.evidence.policy_states import STATES, PolicyModel, StateTerms
from h200analysis.futures.paths import Chain
from h200analysis.model import dynamics
from h200analysis.model.dynamics import Chances
from h200analysis.model.fees import FeeBasis
from h200analysis.model.flow import CapBasis
from h200analysis.model.policy import PolicyState, PolicyTerms


def chances_by_month(ledger: Ledger, start: PolicyState, months: int) -> tuple[Chances, ...]:
    """Return the chances of the eight states after each month, the start first.

    Events of the policy model are applied in the month after the ledger's day in which they fall.
    """
    policy = ledger.policy()
    certain = tuple(float(state == start.value) for state in STATES)
    return dynamics.path(certain, policy.matrix(), months, _events(policy, ledger.as_of, months))


def chain(ledger: Ledger, months: int, weight: float) -> Chain:
    """Return what moves policy from where it stands, its odds worth so many months of observation.

    Events of the policy model are applied in the month after the ledger's day in which they fall.
    """
    policy = ledger.policy()
    start = STATES.index(ledger.policy_state().state)
    return Chain(start, policy.matrix(), weight, _events(policy, ledger.as_of, months))


def terms(ledger: Ledger, state: PolicyState, fee_rate: float) -> PolicyTerms:
    """Return what a state sets, as supposed on the ledger's day."""
    return _terms(ledger.policy().states[state.value], fee_rate)


def expected_open_months(ledger: Ledger, start: PolicyState, months: int) -> float:
    """Return the expected months' worth of open Chinese gate within so many months."""
    gates = [ledger.policy().states[state].gate for state in STATES]
    return dynamics.expected_total(chances_by_month(ledger, start, months), gates)


def _terms(found: StateTerms, fee_rate: float) -> PolicyTerms:
    ceiling = float("inf") if found.ceiling is None else found.ceiling
    return PolicyTerms(
        found.licence, ceiling, found.gate, found.conversion, found.bundling,
        FeeBasis(found.fee_basis), fee_rate, CapBasis(found.cap_basis),
    )  # fmt: skip


def _events(
    policy: PolicyModel, day: date, months: int
) -> dict[int, tuple[tuple[float, ...], ...]]:
    falls = {name: _month_of(event.on, day) for name, event in policy.events.items()}
    return {n: policy.kernel(name) for name, n in falls.items() if 1 <= n <= months}


def _month_of(on: date, day: date) -> int:
    """Return in which month after a day a date falls, counted from 1; the day itself is month 0."""
    whole = 12 * (on.year - day.year) + on.month - day.month
    return whole + (on.day > day.day)
