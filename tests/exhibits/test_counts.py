"""Small counts as words."""

import pytest

from h200analysis.exhibits import count_in_words
from h200analysis.exhibits.bundle import ExhibitError


@pytest.mark.parametrize(("number", "word"), [(0, "none"), (3, "three"), (12, "twelve")])
def test_a_small_count_has_a_word(number: int, word: str) -> None:
    """From none to twelve, as running text spells them."""
    assert count_in_words(number) == word


@pytest.mark.parametrize("number", [-1, 13])
def test_a_larger_count_is_refused(number: int) -> None:
    """Thirteen is a figure, and figures are outcomes."""
    with pytest.raises(ExhibitError, match=f"The count is {number}; expected one from 0 to 12"):
        count_in_words(number)
