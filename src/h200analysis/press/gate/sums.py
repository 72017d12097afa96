"""Parts that are said to add up: they do, as they are printed."""

from collections.abc import Iterable, Iterator

from h200analysis.press.gate.amounts import amount
from h200analysis.press.gate.shown import Shown


def reasons(shown: Iterable[Shown]) -> Iterator[str]:
    """Yield the declared sums whose printed parts do not come to the printed total."""
    for output in shown:
        for figure in output.figures:
            if (whole := figure.get("sum_of")) is None:
                continue
            parts = [each for each in output.figures if each.get("part_of") == whole]
            read = [amount(each["text"], each["unit"]) for each in parts]
            total = amount(figure["text"], figure["unit"])
            if total is None or None in read or sum(x for x in read if x is not None) != total:
                added = " + ".join(each["text"] for each in parts) or "nothing"
                yield (
                    f"cell {output.cell}: the parts of “{whole}”, {added}, do not add up to "
                    f"{figure['text']}; write the table with exhibits.parts."
                )
