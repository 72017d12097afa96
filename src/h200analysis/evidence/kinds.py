"""The kinds of record that stand by themselves: to add one, list it here (see `kind.Kind`)."""

from typing import Any

from h200analysis.evidence.correlations import CORRELATIONS
from h200analysis.evidence.kind import Kind
from h200analysis.evidence.published import PUBLISHED
from h200analysis.evidence.questions import QUESTIONS

KINDS: tuple[Kind[Any], ...] = (CORRELATIONS, QUESTIONS, PUBLISHED)
