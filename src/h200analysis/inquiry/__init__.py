"""Inquiry: what is asked of cases. What matters, what moved, what came of a forecast."""
