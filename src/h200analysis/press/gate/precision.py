"""One quantity is printed in one precision throughout an edition."""

from collections.abc import Iterable, Iterator

from h200analysis.press.gate.shown import Shown

_FACE_VALUE = "at face value"


def reasons(shown: Iterable[Shown]) -> Iterator[str]:
    """Yield the quantities that are printed as two texts, with the cells of both.

    What a table gives at face value may have all its digits; a part of a sum is rounded with the
    others, and odds in words say no digits at all.
    """
    first: dict[str, tuple[int, str]] = {}
    for output in shown:
        is_exact = _FACE_VALUE in output.markdown.casefold()
        for figure in () if is_exact else output.figures:
            text = figure["text"]
            if not any(map(str.isdigit, text)) or "part_of" in figure:
                continue
            cell, other = first.setdefault(figure["id"], (output.cell, text))
            if other != text:
                yield (
                    f"cell {output.cell}: {figure['name']} is “{text}”, in cell {cell} “{other}”; "
                    "print one quantity in one precision."
                )
