"""Three values that may be declared at US customs for one chip, to set side by side on a page.

Nobody has reported which is declared; `customs_value_share` is what we assume in its place.
"""

from h200analysis.model.formula import formula
from h200analysis.model.units import CustomsShare


@formula(label="Customs value of a quarter of the price")
def quarter_declared() -> CustomsShare:
    """Customs value as a share of the price if a contract manufacturer’s price is declared.

    A quarter, which is about what a chip costs to make.
    """
    return 0.25


@formula(label="Customs value of half of the price")
def half_declared() -> CustomsShare:
    """Customs value as a share of the price if half of it is declared.

    Between what a chip costs to make and what its buyer pays.
    """
    return 0.5


@formula(label="Customs value of the whole price")
def whole_declared() -> CustomsShare:
    """Customs value as a share of the price if all that the buyer in China pays is declared.

    The price itself.
    """
    return 1.0
