"""Compound growth: the yearly rate between two amounts, and an amount carried forward by one.

One in each unit, so that a revenue is never grown from chips.
"""

from h200analysis.model.arithmetic import divide, power
from h200analysis.model.formula import formula
from h200analysis.model.units import Chips, SharePerYear, Usd, Years

_A_YEAR: Years = 1


def _rate(multiple: float, years: Years) -> SharePerYear:
    """Return the yearly rate that comes to a multiple; it compounds once a year."""
    return (power(multiple, divide(1, years, "years")) - 1) / _A_YEAR


@formula(label="Growth of a revenue")
def revenue_growth(first_usd: Usd, last_usd: Usd, years: Years) -> SharePerYear:
    """Compound growth of a revenue a year, negative where it shrank.

    Last over first to the power of one over the years, less one; nothing at first, and no time
    between, are refused.
    """
    return _rate(divide(last_usd, first_usd, "first_usd"), years)


@formula(label="Growth of shipments")
def shipments_growth(first_chips: Chips, last_chips: Chips, years: Years) -> SharePerYear:
    """Compound growth of shipments a year, negative where they shrank.

    Last over first to the power of one over the years, less one; nothing at first, and no time
    between, are refused.
    """
    return _rate(divide(last_chips, first_chips, "first_chips"), years)


@formula(label="Revenue after growth")
def grown_revenue(first_usd: Usd, growth_per_year: SharePerYear, years: Years) -> Usd:
    """Revenue after some years at a compound rate.

    First times one plus the rate, to the power of the years.
    """
    return first_usd * power(1 + growth_per_year * _A_YEAR, years)


@formula(label="Shipments after growth")
def grown_shipments(first_chips: Chips, growth_per_year: SharePerYear, years: Years) -> Chips:
    """Shipments after some years at a compound rate.

    First times one plus the rate, to the power of the years.
    """
    return first_chips * power(1 + growth_per_year * _A_YEAR, years)
