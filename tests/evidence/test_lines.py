"""A fault names the line of its record or field."""

import pytest

from h200analysis.evidence.lines import end_of, line_of

TEXT = """# head

[one]
title = "x"
value = 1

# about two
[two]
title = "y"
[[two.values]]
since = 1
[[two.values]]
since = 2

[two.parameters]
orders = 3
"""


@pytest.mark.parametrize(
    ("record", "field", "line"),
    [
        ("one", "", 3), ("one", "title", 4), ("one", "missing", 3), ("two", "values.0.since", 11),
        ("two", "values.1.since", 13), ("two", "values.1.low", 12),
        ("two", "parameters.orders", 16),
        ("three", "title", None), ("", "one.value", 5), ("", "", None),
    ],
)  # fmt: skip
def test_the_line_of_a_field(record: str, field: str, line: int | None) -> None:
    """The field's own line, else that of the nearest that holds it, else none."""
    assert line == line_of(TEXT, record, field)


@pytest.mark.parametrize(("record", "end"), [("one", 5), ("two", 16), ("three", None)])
def test_the_end_of_a_record(record: str, end: int | None) -> None:
    """Blank lines and remarks before the next record belong to that one."""
    assert end == end_of(TEXT, record)
