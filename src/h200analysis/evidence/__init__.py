"""What is known: sources, claims, parameters and scenarios, read as of a day."""

from h200analysis.evidence.faults import DataError, Fault, NotKnownError, NotYetKnownError
from h200analysis.evidence.ledger import Ledger
from h200analysis.evidence.published import PublishedFigure
from h200analysis.evidence.questions import Question
from h200analysis.evidence.reading import day, folder_of, last_recorded, latest_day, read, views
from h200analysis.evidence.records import Claim, Conflict, Estimate, Parameter, Scenario, Source
from h200analysis.evidence.timeline import Measure, ended, in_force, measures

__all__ = [
    "Claim",
    "Conflict",
    "DataError",
    "Estimate",
    "Fault",
    "Ledger",
    "Measure",
    "NotKnownError",
    "NotYetKnownError",
    "Parameter",
    "PublishedFigure",
    "Question",
    "Scenario",
    "Source",
    "day",
    "ended",
    "folder_of",
    "in_force",
    "last_recorded",
    "latest_day",
    "measures",
    "read",
    "views",
]
