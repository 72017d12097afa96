"""The kinds of record that stand by themselves: to add one, list it here (see `kind.Kind`)."""

from typing import Any

from h200analysis.evidence.correlations import CORRELATIONS
from h200analysis.evidence.events import EVENTS
from h200analysis.evidence.kind import Kind
from h200analysis.evidence.meetings import MEETINGS
from h200analysis.evidence.observations import OBSERVATIONS
from h200analysis.evidence.published import PUBLISHED
from h200analysis.evidence.questions import QUESTIONS
from h200analysis.evidence.readings import READINGS

KINDS: tuple[Kind[Any], ...] = (
    CORRELATIONS, QUESTIONS, PUBLISHED, READINGS, MEETINGS, OBSERVATIONS,
    EVENTS,
)  # fmt: skip
