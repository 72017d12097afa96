"""Inquiry: what is asked of cases. What matters, what moved, what came of a forecast."""

__all__ = [
    "attribution",
    "audit",
    "bottlenecks",
    "changes",
    "end_states",
    "frames",
    "priors",
    "published",
    "scoreboard",
    "slices",
    "sobol",
    "target",
    "tornado",
]
