"""Two editions side by side: which figures belong together, what moved, and by how much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from h200analysis.delivery.library.comparison import FIRST, NOISE, change, compared, differences
from h200analysis.delivery.library.rows import Row, rows
from tests.delivery.library.fakes import figure

DAY = "2026-03-10"


def _row(key: str, value: float, text: str, error: float = 0.0) -> Row:
    return Row(key, "say", key, text, value, "chip", error)


@pytest.mark.parametrize(
    ("before", "after", "unit", "told"),
    [
        (34_000, 25_000, "chip", "−9,000 chips (−26%)"),
        (0, 25_000, "chip", "+25,000 chips"),
        (0.40, 0.36, "share", "−4 percentage points"),
        (5e9, 1.04e10, "USD", "+$5.4 billion (+110%)"),
        (-2.0, -4.0, "USD", "−$2 (+100%)"),
        (float("inf"), 3.0, "month", "changed"),
    ],
)
def test_a_change_is_worded_as_the_press_words_numbers(
    before: float, after: float, unit: str, told: str
) -> None:
    """Two digits, a sign, and the part of the earlier value where that says something."""
    assert change(before, after, unit) == told


def test_figures_are_matched_by_name_statistic_and_what_they_suppose() -> None:
    """Another scenario, another statistic or another unit is another figure."""
    figures = [
        figure("orders_chips", 1.0),
        figure("orders_chips", 2.0, "p05"),
        figure("orders_chips", 3.0, supposing={"scenario": "half_firm"}),
        figure("orders_chips", 4.0, unit="USD"),
        figure("orders_chips", 5.0, as_of="2026-01-15"),
    ]

    made = rows(figures, DAY)

    assert len({row.key for row in made}) == 5
    assert made[2].title.endswith(", supposing scenario: half firm")
    assert made[4].title.endswith(", as of 15 January 2026")


def test_one_number_in_two_roundings_is_one_figure() -> None:
    """Of “a little worse than even” and “46%” the one with digits is shown."""
    odds = {"statistic": "chance", "unit": "share"}
    words = figure("any_delivery", 0.46, text="a little worse than even", **odds)

    assert ["46%"] == [row.text for row in rows([words, figure("any_delivery", 0.46, **odds)], DAY)]


def test_figures_of_one_title_are_told_apart() -> None:
    """Where two names are called alike, each row bears its name too."""
    figures = [figure(name, 1.0, "chance") for name in ("half_arrival_rate", "half_lot_chips")]

    titles = [row.title for row in rows([*figures, figure("stock", 1.0)], DAY)]

    assert len(set(titles)) == 3
    assert titles[0].endswith("(share of the simulated futures): half arrival rate")


def test_figures_of_one_name_and_period_are_compared_each_with_its_own() -> None:
    """The parts of claim_audit's chart share a name: what others say of chips, then of stock."""
    parts = {"exhibit": "support", "unit": "share"}
    editions = [
        [
            figure("supported_chips_part", 1.0, id="chips low", **parts),
            figure("supported_price_part", 0.741, id="price low", **parts),
            figure("supported_price_part", 1.0, id="price high", **parts),
            figure("supported_chips_part", stock, id="stock low", **parts),
            figure("supported_chips_part", 1.0, id="stock high", **parts),
        ]
        for stock in (0.857, 0.714)
    ]

    found = compared(*(rows(each, DAY) for each in editions))

    assert [(pair.before, pair.after, pair.note) for pair in found.moved] == [("86%", "71%", "")]
    assert (len(found.same), found.came, found.went) == (4, (), ())


def test_a_figure_is_found_again_in_another_exhibit() -> None:
    """Where a figure first stood in the prose, and now in a table, it is the same figure."""
    before = rows([figure("x", 1.0, exhibit="say"), figure("x", 5.0, exhibit="months")], DAY)
    after = rows([figure("x", 5.0, exhibit="months"), figure("x", 2.0, exhibit="front")], DAY)

    found = compared(before, after)

    assert [(pair.before, pair.after) for pair in found.moved] == [("1 chip", "2 chips")]
    assert len(found.same) == 1


def test_where_nothing_tells_which_of_several_it_is_the_first_is_compared() -> None:
    """One edition prints more of them than the other; so the change says that there are several."""
    before = rows([figure("x", 1.0), figure("x", 1.0), figure("y", 1.0)], DAY)
    after = rows([figure("x", 3.0), figure("x", 1.0), figure("y", 2.0)], DAY)

    found = compared(before, after)

    assert [(pair.before, pair.after, pair.note) for pair in found.moved] == [
        ("1 chip", "3 chips", FIRST),
        ("1 chip", "2 chips", ""),
    ]


def test_a_month_is_compared_with_the_same_month() -> None:
    """Each of a series says what it counts, in its title too, and no headline is taken for it."""
    months = {"2026-06-30": (0.0, 0.0), "2026-07-31": (10.0, 40.0), "": (90.0, 90.0)}
    editions = [
        [figure("x", values[which], **({"period": by} if by else {}))
         for by, values in months.items()]
        for which in (0, 1)
    ]  # fmt: skip

    found = compared(*(rows(each, DAY) for each in editions))

    assert [(pair.title, pair.before, pair.after, pair.note) for pair in found.moved] == [
        ("X (mean), until 31 July 2026", "10 chips", "40 chips", "")
    ]
    assert len(found.same) == 2


def test_what_is_printed_alike_did_not_move() -> None:
    """A difference that no digit shows is none to a reader."""
    found = compared([_row("a", 1.0, "1 chip")], [_row("a", 1.0004, "1 chip")])

    assert (found.moved, len(found.same)) == ((), 1)


@pytest.mark.parametrize(("error", "note"), [(0.0, ""), (3.0, ""), (4.0, NOISE)])
def test_a_move_within_two_standard_errors_is_noise(error: float, note: str) -> None:
    """The errors of both simulations count together."""
    found = compared([_row("a", 100, "100", error)], [_row("a", 110, "110", error)])

    assert [pair.note for pair in found.moved] == [note]


def test_a_summary_names_the_first_and_counts_the_rest() -> None:
    """A reader of the list learns what moved without opening anything."""
    before = [_row(name, 1, "1 chip") for name in "abc"]
    after = [_row(name, 2, "2 chips") for name in "abc"]

    assert compared(before, after).summary == "a: 1 chip → 2 chips; 2 other figures moved."
    assert compared(before[:2], after[:2]).summary.endswith("; 1 other figure moved.")
    assert compared(before, before).summary == "No figure that both editions print has moved."


_ROWS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3)).map(
    lambda values: [_row(key, value, str(value)) for key, value in values.items()]
)


@given(_ROWS, _ROWS)
def test_every_figure_is_told_once(before: list[Row], after: list[Row]) -> None:
    """Each figure moved, stands, came or went; compared backwards, those two change places."""
    found, back = compared(before, after), compared(after, before)

    both = len(found.moved) + len(found.same)
    assert both + len(found.came) == len(after)
    assert both + len(found.went) == len(before)
    assert set(found.came) == set(back.went)
    assert len(found.moved) == len(back.moved)


def test_the_manifests_tell_why() -> None:
    """Settings, notebook, passages, software and records that differ are named."""
    before = {
        "parameters": {"as_of": "2026-03-10", "draws": 65536.0, "set_by_hand": {}},
        "notebook": "1", "passages": {"fee": "1", "gap": "1"}, "software": {"commit": "a"},
        "records": {"claims.a": "1", "claims.b": "1", "claims.c": "1"},
    }  # fmt: skip
    after = {
        "parameters": {"as_of": "2026-03-11", "draws": 131072.0, "set_by_hand": {"fee": 0.15}},
        "notebook": "2", "passages": {"fee": "2", "gap": "1"}, "software": {"commit": "b"},
        "records": {"claims.b": "2", "claims.c": "1", "claims.d": "1"},
    }  # fmt: skip

    why = differences(before, after)

    assert (why.new, why.changed, why.gone) == (("claims.d",), ("claims.b",), ("claims.a",))
    assert why.told == (
        "They speak of different days: 10 March 2026 and 11 March 2026.",
        "The setting draws changed from 65536 to 131072.",
        "The setting set_by_hand changed from nothing to fee = 0.15.",
        "The notebook changed.",
        "Passages with another wording: fee.",
        "They were made by different versions of the software.",
    )
