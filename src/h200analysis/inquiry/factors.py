"""The factors of an inquiry, by name: what is varied, exchanged or learned, one at a time.

A factor is one or more parameters of the ledger, or something that is no parameter.
"""

from enum import StrEnum, unique


@unique
class Other(StrEnum):
    """Factors that are no parameters."""

    CORRELATIONS = "correlations"
    DELIVERIES = "deliveries"  # the chips that still reach China in 2026
    MODEL = "model"  # its version
    NEXT_DELIVERY = "next_delivery"  # when chips next reach China
    POLICY_PATH = "policy_path"  # through the weeks of a future
    SCENARIO = "scenario"
    SEED = "seed"  # of the draws: the noise of the simulation


Factor = tuple[str, ...] | Other
"""Names of parameters that are taken as one, since they depend on each other, or another factor."""
