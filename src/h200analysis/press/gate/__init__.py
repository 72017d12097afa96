"""The gate: an edition is opened again as its readers will, and refused if unsound."""

from h200analysis.press.gate.verdict import GateError, Work, refusals, refuse

__all__ = ["GateError", "Work", "refusals", "refuse"]
