"""The signs at figures: each is explained by a legend on the page."""

from collections.abc import Iterable, Iterator

from h200analysis.exhibits.prose import BY_HAND, DAGGER, LEGEND
from h200analysis.press.gate.shown import Shown

_EXPLAINED = {DAGGER: LEGEND, BY_HAND: f"{BY_HAND} set by hand"}


def reasons(shown: Iterable[Shown]) -> Iterator[str]:
    """Yield the signs of assumptions and of values set by hand that no cell explains."""
    every = list(shown)
    for sign, explained in _EXPLAINED.items():
        if any(explained in output.words for output in every):
            continue
        first = next((output for output in every if sign in output.words), None)
        if first is not None:
            yield (
                f"cell {first.cell}: a figure bears the sign {sign}, and no cell says what it "
                "means; show exhibits.legend(case, …) on the first page."
            )
