"""What is known: sources, claims, parameters and scenarios, read as of a day."""

from h200analysis.evidence.faults import DataError, Fault, NotKnownError
from h200analysis.evidence.ledger import Ledger, latest_day, read
from h200analysis.evidence.records import UNITS, Claim, Estimate, Parameter, Scenario, Source

__all__ = [
    "UNITS",
    "Claim",
    "DataError",
    "Estimate",
    "Fault",
    "Ledger",
    "NotKnownError",
    "Parameter",
    "Scenario",
    "Source",
    "latest_day",
    "read",
]
