"""The table of measures in force: whose, since when, how they stand, and words that show them."""

from datetime import date
from pathlib import Path

import pytest

from h200analysis import cases, evidence, exhibits
from h200analysis.exhibits.measures import shown_by
from tests.evidence.unsound import append, faults_of

AUGUST = evidence.read("2026-08-27")


def _rows(day: str) -> list[list[str]]:
    """Return the rows of the table of a day, below its head."""
    made = exhibits.in_force(cases.Case(evidence.read(day)))
    lines = [line for line in made.markdown.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


@pytest.mark.parametrize(
    ("day", "measure", "since", "status"),
    [
        ("2026-01-15", "Customs block on the H200", "13 January 2026", "in force"),
        ("2026-02-01", "Customs block on the H200", "13 January 2026", "loosened 28 January 2026"),
        ("2026-08-27", "Customs block on the H200", "13 January 2026", "loosened 14 July 2026"),
        ("2026-08-27", "Conditional approvals", "28 January 2026", "in force"),
        ("2026-08-27", "Licences for the H200", "25 February 2026", "in force"),
        ("2026-08-27", "Buyers discouraged from the H20", "August 2025", "in force"),
        (
            "2026-08-27",
            "Guidance to buy only if necessary",
            "13 January 2026",
            "loosened 8 July 2026",
        ),
    ],
)
def test_a_measure_stands_as_it_was_known(day: str, measure: str, since: str, status: str) -> None:
    """Since when a measure holds, and whether it was loosened, as the day knew it."""
    row = next(row for row in _rows(day) if row[0] == measure)

    assert [since, status] == row[2:4]


def test_rows_are_sorted_by_government_and_day() -> None:
    """What one government did stands together, the oldest first."""
    actors = [row[1] for row in _rows("2026-08-27")]
    standing = evidence.in_force(AUGUST, AUGUST.as_of).values()

    assert ["China", "United States"] == list(dict.fromkeys(actors))
    assert sorted(actors) == actors
    assert len(standing) == len(actors)
    since = [
        [each.effective or date.max for each in standing if each.actor == actor]
        for actor in ("China", "United States")
    ]
    first = [
        next(r[2] for r in _rows("2026-08-27") if r[1] == a) for a in ("China", "United States")
    ]
    assert [f"{min(since[0]):%B %Y}", f"{min(since[1]).day} {min(since[1]):%B %Y}"] == first


def test_what_had_ended_stands_below_the_table() -> None:
    """A measure that a claim ended is no row, and is named with its end."""
    made = exhibits.in_force(cases.Case(AUGUST))

    assert "Pause of orders" not in {row[0] for row in _rows("2026-08-27")}
    assert "No longer in force: Pause of orders (China, 8 July 2026)." in made.html
    assert "Ended by then" not in exhibits.in_force(cases.Case(evidence.read("2026-01-15"))).html


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("case_by_case_rule", "from a presumption of denial to a case-by-case review"),
        ("section_232_duty", "25 percent ad valorem duties"),
        ("h20_licences", "has begun granting licences"),
        ("volume_cap", "cannot exceed 50% of the number of chips shipped to U.S. customers"),
        ("chip_controls_2022", "restrict the PRC’s ability to obtain advanced computing chips"),
    ],
)
def test_the_words_show_the_measure(measure: str, words: str) -> None:
    """The quotation of a row says what the row says."""
    found = evidence.in_force(AUGUST, AUGUST.as_of)[measure]

    assert words in AUGUST.claim(shown_by(AUGUST, found)).qualifier


def test_a_measure_is_shown_only_by_what_was_known() -> None:
    """Words of May do not show a measure to a reader of March."""
    march = evidence.read("2026-03-10")
    found = evidence.in_force(march, march.as_of)["h200_licences"]

    assert "h200_licence_first" == shown_by(march, found)
    assert "h200_licences_may" == AUGUST.measures["h200_licences"].shown_by[0]


def test_a_claim_that_shows_a_measure_reports_on_it(data_folder: Path) -> None:
    """A measure in force names claims of its own; another's, or none, is told as a fault."""
    path = data_folder / "measures.toml"
    text = path.read_text(encoding="utf-8")
    other = text.replace('shown_by = ["port_checks"]', 'shown_by = ["cap_rule"]')
    path.write_text(other.replace('shown_by = ["approved_400k"]\n', ""), encoding="utf-8")
    append(data_folder, "measures.toml", "")

    told = faults_of(data_folder)

    assert any("port_checks · shown_by: found 'cap_rule'" in fault for fault in told)
    assert any("conditional_approvals · shown_by: found nothing" in fault for fault in told)
