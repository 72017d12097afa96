"""Twenty futures as rows of dots."""

from hypothesis import given
from hypothesis import strategies as st

from h200analysis import exhibits
from h200analysis.exhibits.theme import NARROW, WIDTH
from h200analysis.inquiry.end_states import BEIJING_SHUT, BOTH_PASS, WASHINGTON_SHUT
from tests.exhibits.charts.made import dollars, forms, future_rows, futures, marks, texts


def test_rows_stand_in_the_order_of_their_amounts() -> None:
    """The least futures have a row for each end of the year; then the mean and others part them."""
    chart = future_rows()
    told = chart.alt.split(": ", 1)[1].split("; ")

    assert chart.alt.startswith("20 equally likely futures, the least amount first: ")
    assert [
        "in 4 of 20 $0 (No US licences in force)",
        "in 4 of 20 $0 (Beijing closed)",
        "in 4 of 20 $0 (Both governments open)",
    ] == told[:3]
    assert "in 4 of 20 $100 million, $200 million, $400 million, $700 million (" in chart.alt
    assert told.index("Mean of all futures: $800 million") < told.index(told[-1])
    assert "published by others, Bloomberg Intelligence, December 2025: $10 billion." == told[-1]


def test_a_row_prints_its_least_and_its_most() -> None:
    """Beside the dots stand both ends of a row, or its one amount."""
    for spec in forms(future_rows()):
        said = " ".join(texts(spec))

        assert "$100 million to $700 million" in said
        assert "$1.2 billion to $6.5 billion" in said
        assert 3 == texts(spec).count("$0")


def test_every_future_is_a_dot_of_its_end() -> None:
    """Each future is one dot, hollow, square or filled; the mean is the only triangle."""
    for spec in forms(future_rows()):
        dots = marks(spec, "point")
        shapes = [(dot["shape"], dot["filled"]) for dot in dots]

        assert 21 == len(dots)
        assert 7 == shapes.count(("circle", False))
        assert 7 == shapes.count(("square", True))
        assert 6 == shapes.count(("circle", True))
        assert 1 == shapes.count(("triangle-right", True))


def test_what_others_published_stands_apart() -> None:
    """An outlook of others is no future of ours: it stands below all of them, whatever it is."""
    others = {"Nvidia’s outlook": dollars(0)}
    chart = exhibits.future_rows("f", "T", futures(*[5e8] * 20), published=others)

    assert chart.alt.endswith("; published by others, Nvidia’s outlook: $0.")
    for spec in forms(chart):
        said = texts(spec)

        assert said.index("To compare: what others published") < said.index("Nvidia’s outlook")
        assert not any("(" in text for text in said)


AMOUNTS = st.lists(st.sampled_from([0.0, 5e8, 7e8, 1e9, 2e9, 9e9]), min_size=20, max_size=20)
ENDS = st.lists(
    st.sampled_from([WASHINGTON_SHUT, BEIJING_SHUT, BOTH_PASS]), min_size=20, max_size=20
)


@given(AMOUNTS, ENDS, st.sampled_from([1e8, 7e8, 3e9]))
def test_no_future_is_lost_and_none_leaves_its_place(
    amounts: list[float], ends: list[str], mean: float
) -> None:
    """Whatever the amounts, each future has one dot, inside the drawing, and amounts ascend."""
    chart = exhibits.future_rows("f", "T", futures(*amounts, groups=ends), dollars(mean))
    for spec, width in zip(forms(chart), (WIDTH, NARROW), strict=True):
        dots = marks(spec, "point")
        rows = [row["usd"] for row in spec["usermeta"]["rows"] if row["futures"]]

        assert 21 == len(dots)
        assert all(0 < dot["x"] < width and 0 < dot["y"] < spec["height"] for dot in dots)
        assert sorted(amounts) == sorted(rows)
        least = rows.count(min(rows))
        assert rows[least:] == sorted(rows[least:])
