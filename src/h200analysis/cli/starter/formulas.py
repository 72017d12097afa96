"""The formulas of this project. A formula takes parameters by their names, each with its unit."""

from typing import Annotated

from h200analysis.model.formula import formula
from h200analysis.model.units import Unit

Tonnes = Annotated[float, Unit("tonne")]


@formula(label="Stock left if half is sold")
def left_if_half_is_sold(stock_tonnes: Tonnes) -> Tonnes:
    """Return what is left of the stock once half of it is sold."""
    return stock_tonnes / 2
