"""The factors of an inquiry, by name: what is varied, exchanged or learned, one at a time.

A factor is one or more parameters of the ledger, or something that is no parameter.
"""

from enum import StrEnum, unique

from h200analysis.evidence import Ledger


@unique
class Other(StrEnum):
    """Factors that are no parameters."""

    CORRELATIONS = "correlations"
    MODEL = "model"  # its version
    NEXT_DELIVERY = "next_delivery"  # the month in which the next chips are let in
    POLICY_PATH = "policy_path"  # through the months of a future
    POLICY_STATE = "policy_state"  # as known on the day
    SCENARIO = "scenario"
    SEED = "seed"  # of the draws: the noise of the simulation


Factor = tuple[str, ...] | Other
"""Names of parameters that are taken as one, since they depend on each other, or another factor."""


def odds(ledger: Ledger) -> frozenset[str]:
    """Return the parameters that are odds: they sum to one, so none of them changes alone."""
    balances = {name: record.balance for name, record in ledger.parameters.items()}
    given = {name for name, balance in balances.items() if balance is not None}
    return frozenset(given) | {balance for balance in balances.values() if balance is not None}
