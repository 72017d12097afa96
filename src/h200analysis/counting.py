"""Counts with their nouns: "1 claim", "1,200 claims"."""


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun, in the plural but for one; `plural` where an s is not enough.

    >>> from h200analysis.counting import counted
    >>> counted(1, "claim"), counted(1200, "claim"), counted(0, "entry", "entries")
    ('1 claim', '1,200 claims', '0 entries')
    """
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
