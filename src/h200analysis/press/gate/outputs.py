"""The executed notebook: that no cell warns, or tells of the machine it ran on.

What a cell writes goes into the edition, and an address or a path is another in every run.
"""

from collections.abc import Iterator

from nbformat import NotebookNode

from h200analysis.press import numbering
from h200analysis.press.gate import text


def reasons(notebook: NotebookNode, quoted: text.Quoted = frozenset()) -> Iterator[str]:
    """Yield each cell whose outputs must not be published, as a sentence."""
    for place, cell in enumerate(notebook.cells, start=1):
        number = numbering.number(cell, place)
        for output in cell.get("outputs", []):
            yield from (f"cell {number}: {reason}" for reason in _output(output, quoted))


def _output(output: NotebookNode, quoted: text.Quoted) -> Iterator[str]:
    written = _written(output)
    if output.get("name") == "stderr":
        first = (written.strip().splitlines() or [""])[0]
        yield f"it writes “{first}” to the error stream; mend what it warns of."
    yield from text.of_the_machine(written, quoted)


def _written(output: NotebookNode) -> str:
    """Return the plain text of an output, which a file may hold as a list of lines."""
    written = output.get("text") or output.get("data", {}).get("text/plain", "")
    return "".join(written) if isinstance(written, list) else str(written)
