"""On which line of a TOML file a record or a field stands. The parser tells it of no sound file."""

import re

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""\s*([\w.-]+|"[^"]*"|'[^']*')\s*=""")


def line_of(text: str, record: str, field: str) -> int | None:
    """Return the line (from 1) of a field, or of the nearest that holds it, or nothing.

    `field` is a path such as `values.0.since`; an index counts the tables of an array.
    """
    path = tuple(part for part in [record, *field.split(".")] if part)
    known = _places(text)
    held = (path[:length] for length in range(len(path), 0, -1))
    return next((known[place] for place in held if place in known), None)


def end_of(text: str, record: str) -> int | None:
    """Return the number of the last line that belongs to a record, or nothing if it is not there.

    Blank lines and remarks below it belong to what follows.
    """
    lines = text.splitlines()
    headers = [(number, h[2]) for number, line in enumerate(lines) if (h := _HEADER.match(line))]
    own = [at for at, (_, name) in enumerate(headers) if name.split(".")[0] == record]
    if not own:
        return None
    following = headers[own[-1] + 1][0] if own[-1] + 1 < len(headers) else len(lines)
    while not lines[following - 1].strip() or lines[following - 1].startswith("#"):
        following -= 1
    return following


def _places(text: str) -> dict[tuple[str, ...], int]:
    places: dict[tuple[str, ...], int] = {}
    counts: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = tuple(part.strip("\"' ") for part in header[2].split("."))
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, str(counts[table]))
            places.setdefault(table, number)
        elif key := _KEY.match(line):
            places.setdefault((*table, *key[1].strip("\"'").split(".")), number)
    return places
