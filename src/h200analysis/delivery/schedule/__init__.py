"""The schedule: which hours are due, what became of each, and who is told when one is not met."""
