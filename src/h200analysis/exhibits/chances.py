"""Odds in words: a chance as a headline tells it, such as "about three in five"."""

from h200analysis.exhibits.wording import worded

EXPLAINED = "first-order part"  # the statistic of a part of the variance
ODDS = "odds"  # what a template writes after a chance that is to be told so: {none:odds}

_WORSE, _BETTER = "a little worse than even", "a little better than even"
_WORDS = (
    (1 / 50, "one in fifty"),
    (1 / 30, "one in thirty"),
    (1 / 20, "one in twenty"),
    (1 / 10, "one in ten"),
    (1 / 7, "one in seven"),
    (1 / 5, "one in five"),
    (1 / 4, "one in four"),
    (3 / 10, "three in ten"),
    (1 / 3, "one in three"),
    (2 / 5, "two in five"),
    (9 / 20, _WORSE),
    (1 / 2, "even"),
    (11 / 20, _BETTER),
    (3 / 5, "three in five"),
    (2 / 3, "two in three"),
    (7 / 10, "seven in ten"),
    (3 / 4, "three in four"),
    (4 / 5, "four in five"),
    (6 / 7, "six in seven"),
    (9 / 10, "nine in ten"),
    (19 / 20, "nineteen in twenty"),
    (49 / 50, "forty-nine in fifty"),
)
_EXACT = 1e-9  # what sums of weights leave
_TENTH, _NEARLY_ALL = 0.0995, 0.995  # from where a second and a third digit are told
_LEAST_TOLD = 0.0005  # of a chance that is told as a number
_LEAST = 0.01  # a chance below it, or as near to 1, has no simple fraction


def whole_percent(chance: float) -> str:
    """Return a chance in per cent, to the point; below 1 and above 99 to the first digit told.

    Only what is certain is 100%, and only what is ruled out is 0%.
    """
    if 1 - _LEAST_TOLD < chance < 1 - _EXACT:
        return "over 99.9%"
    if _EXACT < chance < _LEAST_TOLD:
        return "under 0.1%"
    if _NEARLY_ALL <= chance < 1 - _EXACT:
        return worded(chance, "share", 3)
    return worded(chance, "share", 2 if chance >= _TENTH else 1)


def explained(part: float) -> str:
    """Return in per cent what part of a variance something explains, known to about a point."""
    return "under 1%" if part < _LEAST else worded(part, "share", 2 if part >= _TENTH else 1)


def in_words(chance: float) -> str:
    """Return the simple fraction that is nearest to a chance, in words.

    Only 0 and 1 are called "nil" and "certain".
    """
    if chance <= _EXACT:
        return "nil"
    if chance >= 1 - _EXACT:
        return "certain"
    if chance < _LEAST:
        return "less than one in a hundred"
    if chance > 1 - _LEAST:
        return "more than ninety-nine in a hundred"
    words = min(_WORDS, key=lambda pair: abs(pair[0] - chance))[1]
    return words if words in {_WORSE, _BETTER} else f"about {words}"
