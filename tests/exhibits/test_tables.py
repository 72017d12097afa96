"""Tables as a notebook shows them: heads of rows, and no column that says nothing."""

import pytest

from h200analysis import exhibits
from h200analysis.exhibits.bundle import ExhibitError


def test_the_first_cell_of_a_row_heads_it() -> None:
    """JupyterLab, too, gets heads of rows and of columns with their scope."""
    page = exhibits.table("T", ["What", "When"], [["Orders", "May"], ["Stock", "June"]]).html

    assert 2 == page.count('<th scope="row"')
    assert 2 == page.count('<th scope="col"')
    assert 2 == page.count("<td")


def test_an_empty_column_is_refused() -> None:
    """A column without a word is named, with what to do; one filled cell is enough."""
    with pytest.raises(ExhibitError) as refused:
        exhibits.table("Reports", ["What", "Used"], [["Orders", ""], ["Stock", " "]])

    told = "The table 'Reports' has nothing in its column 'Used'; leave the column out."
    assert told == str(refused.value)
    assert "yes" in exhibits.table("T", ["What", "Used"], [["Orders", ""], ["Stock", "yes"]]).html
