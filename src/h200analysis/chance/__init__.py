"""Chance: points, quantiles, correlations and draws of parameters. It knows no case."""
