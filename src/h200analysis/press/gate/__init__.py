"""The gate: an edition is opened again as its readers will, and refused if unsound."""

from h200analysis.press.gate.verdict import GateError, Work, reasons, refuse

__all__ = ["GateError", "Work", "reasons", "refuse"]
