"""Notes: the most original report of a figure, in words that an English reader can read."""

import re
import unicodedata

import pytest

from h200analysis import cases, evidence
from h200analysis.cases import Input
from h200analysis.exhibits.marks import leading, note, quoted

JANUARY = evidence.read("2026-01-15")
ALL = evidence.read(evidence.latest_day())


def _cited(parameter: str, ledger: evidence.Ledger = JANUARY) -> str:
    """Return the claim that the note of a parameter cites."""
    return leading(cases.Case(ledger).evaluate(parameter).inputs, ledger)[0]


@pytest.mark.parametrize(
    ("parameter", "claim"),
    [
        ("orders_chips", "orders_newsbytes"),
        ("stock_chips", "stock_newsbytes"),
        ("unit_price_usd", "price_newsbytes"),
        ("h20_multiple", "multiple_register"),
        ("fee_rate", "duty_rate_proclamation"),
        ("h200_bandwidth", "h200_bandwidth_nvidia"),
    ],
)
def test_a_note_cites_the_most_original_dated_report(parameter: str, claim: str) -> None:
    """Of the reports of a value the note cites the one nearest to its origin, then the earliest."""
    assert claim == _cited(parameter)


@pytest.mark.parametrize("day", ["2026-01-15", "2026-05-20", "2026-08-27"])
def test_no_parameter_is_cited_from_the_undated_article(day: str) -> None:
    """The article is a source only where it is the subject."""
    ledger = evidence.read(day)
    case = cases.Case(ledger)
    inputs = [used for name in ledger.parameters for used in case.evaluate(name).inputs]

    cited = leading(inputs, ledger)

    assert cited
    assert not any(ledger.claim(claim).source == "seed_article" for claim in cited)


def test_a_report_of_another_figure_is_not_cited() -> None:
    """A claim that gives a different figure is passed over, however good its source."""
    used = Input("x", "X", 27_000.0, "USD/chip", ("price_ft_digitimes", "price_newsbytes"))

    assert ["price_newsbytes"] == leading([used], JANUARY)


def test_where_no_report_alone_gives_the_value_all_are_cited() -> None:
    """A value that is worked out from claims of other figures is cited from each of them."""
    used = Input("x", "X", 1.0, "share", ("price_ft_digitimes", "price_newsbytes"))

    assert ["price_ft_digitimes", "price_newsbytes"] == leading([used], JANUARY)


def test_a_translation_is_printed_in_place_of_the_original() -> None:
    """A note of a Chinese report prints our English and says that it is ours."""
    said = ALL.claim("orders_cancelled_ft")

    assert "“many local customers have already cancelled H200 orders” (our translation)" == quoted(
        said
    )
    assert note(ALL, "orders_cancelled_ft").endswith("(our translation).")


def test_a_row_of_a_data_set_is_printed_in_words() -> None:
    """A note of a table says what its row says, and that the words are ours."""
    assert "; analyst estimate: the Nvidia chips that China bought" in note(
        ALL, "china_licensed_compute"
    )
    assert note(ALL, "china_licensed_compute").endswith("(a row of the data, in our words).")


def test_before_a_figure_alone_stands_what_it_counts() -> None:
    """A quotation of nothing but a number says whose it is; one with words stands for itself."""
    assert note(ALL, "h200_tpp_ifp").endswith(": H200, total processing performance: “15,840”.")
    assert note(ALL, "delivered_august").endswith("chips that each received: “roughly 10,000”.")
    assert note(ALL, "cap_per_customer_may").endswith("sources: “up to 75,000 chips per buyer”.")
    assert note(ALL, "orders_newsbytes").endswith("; anonymous sources: “over two million”.")


@pytest.mark.parametrize("claim", sorted(ALL.claims))
def test_every_note_reads_as_words(claim: str) -> None:
    """No note runs fields together as a table does, or quotes a number without a word for it."""
    said = note(ALL, claim).partition(": ")[2]

    assert not re.search(r"[^\W\d_],\w|,,", said)
    assert re.search(r"[^\W\d_]{2}", said)


@pytest.mark.parametrize("claim", sorted(ALL.claims))
def test_every_note_is_in_latin_letters(claim: str) -> None:
    """No note prints a letter that an English reader, or our fonts, cannot read."""
    letters = {char for char in note(ALL, claim) if char.isalpha()}

    assert not {char for char in letters if "CJK" in unicodedata.name(char, "")}
