"""Small counts as words: of verdicts, statements and the like, which no formula gives."""

from h200analysis.exhibits.bundle import ExhibitError

_WORDS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip


def count_in_words(number: int) -> str:
    """Return a count from none to twelve as a word.

    >>> exhibits.count_in_words(4)
    'four'
    """
    if not 0 <= number < len(_WORDS):
        raise ExhibitError(
            f"The count is {number}; expected one from 0 to {len(_WORDS) - 1}, which has a word."
        )
    return _WORDS[number]
