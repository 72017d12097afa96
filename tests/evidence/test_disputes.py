"""Contradictions must be grouped, and every group resolved by a stated rule that is kept."""

from pathlib import Path

import pytest

from tests.evidence.unsound import append, claim, faults_of, parameter

GROUP = '\n[[quarrel.values]]\nsince = 2026-01-01\ntitle = "Q"\nquestion = "Which?"\n'
APART = GROUP + 'apart = "A test."\n'
TWO = claim(figure='value = 3\nunit = "chip"\nconflict_group = "quarrel"').replace(
    "wrong", "one"
) + claim(figure='value = 4\nunit = "chip"\nconflict_group = "quarrel"').replace("wrong", "two")


def _told(folder: Path, claims: str, groups: str, parameters: str = "") -> str:
    append(folder, "claims/price.toml", claims)
    append(folder, "conflicts.toml", groups)
    append(folder, "parameters.toml", parameters)
    return "\n".join(faults_of(folder))


def _chosen(rule: str, claims: str = '["one"]', central: str = "3") -> str:
    return parameter(central=central, more=f"claims = {claims}\n{rule}")


@pytest.mark.parametrize(
    ("claims", "groups", "parameters", "expected"),
    [
        (
            TWO.replace('conflict_group = "quarrel"', ""),
            "",
            "",
            "the group of 'one', which differs",
        ),
        (TWO, "", "", "found 'quarrel', expected a record of data/conflicts.toml"),
        (TWO, GROUP, "", "expected `apart`: why no parameter chooses"),
        (
            TWO,
            APART,
            _chosen('choice = "judged"\nbecause = "x"'),
            "while a parameter cites one of its claims",
        ),
        (TWO, GROUP, _chosen(""), "found no rule for the group 'quarrel'"),
        (TWO, GROUP, _chosen('choice = "agreed"'), "none, since they differ"),
        (TWO, GROUP, _chosen('choice = "best_tier"'), "none, since they differ"),
        (TWO, GROUP, _chosen('choice = "pooled"', '["one", "two"]', "9"), "the pool's mean, 3.5"),
        (TWO, GROUP, _chosen('choice = "newest"', '["one"]', "9"), "what ['one'] say"),
        (TWO, GROUP, _chosen('choice = "judged"'), "`because` with the choice 'judged'"),
        (TWO, GROUP, _chosen('choice = "loudest"'), "'judged'"),
        ("", APART, "", "no claim of this group, expected two or more"),
        (
            TWO.replace('unit = "chip"', 'unit = "USD"', 1),
            APART,
            "",
            "one unit in each scope of 'quarrel'",
        ),
    ],
)
def test_an_unresolved_conflict_is_told(
    data_folder: Path, claims: str, groups: str, parameters: str, expected: str
) -> None:
    """What is not grouped, not resolved, or chosen against its own rule is a fault."""
    assert expected in _told(data_folder, claims, groups, parameters)


def test_claims_of_two_scopes_need_a_judgement(data_folder: Path) -> None:
    """No plain rule chooses across scopes, since their claims do not answer the same question."""
    scoped = TWO.replace('"quarrel"', '"quarrel"\nscope = "each"', 1)

    told = _told(data_folder, scoped, GROUP, _chosen('choice = "newest"', '["one", "two"]'))

    assert "claims of one scope, or the choice 'judged'" in told


def test_the_newest_rule_takes_the_newest(data_folder: Path) -> None:
    """A value said to follow the newest claim may not cite an older one."""
    late = TWO.replace("newsbytes_2025_12_31", "zz_later", 2).replace(
        "zz_later", "newsbytes_2025_12_31", 1
    ).replace("zz_later", "news_az_2026_01_08")  # fmt: skip
    chosen = _chosen('choice = "newest"').replace("2025-12-31", "2026-01-15")

    told = _told(data_folder, late, GROUP, chosen)

    assert "'newest', which takes ['two']" in told


def test_the_same_is_not_said_twice(data_folder: Path) -> None:
    """One source says a thing once."""
    said = claim(figure='value = 3\nunit = "chip"')

    told = _told(data_folder, said + said.replace("wrong", "again"), "")

    assert "found what 'wrong' says already" in told


def test_a_measure_needs_its_actor_and_its_name(data_folder: Path) -> None:
    """Days of a measure without a measure, and one without a title, are faults."""
    days = claim(figure="announced = 2025-12-31")
    named = claim(figure='measure = "unheard_of"\nactor = "China"').replace("wrong", "other")

    told = _told(data_folder, days + named, "")

    assert "the measure that announced, effective, loosened and ended speak of" in told
    assert "found 'unheard_of', expected a name of data/measures.toml" in told


@pytest.mark.parametrize("character", ["\\u0007", "\\u001b", "\\n", "\\u2028"])
def test_control_characters_are_refused_with_their_place(data_folder: Path, character: str) -> None:
    """What steers a terminal or breaks a line is told with record, field and position."""
    text = claim().replace('"A test."', f'"One {character}test."')

    told = _told(data_folder, text, "")

    assert "wrong · paraphrase" in told
    assert "is character 5" in told
    assert "data/claims/price.toml:" in told


@pytest.mark.parametrize(
    "url", ['https://a.example/"x', "https://a.example/<x>", "http://a.example"]
)
def test_a_link_holds_nothing_but_a_link(data_folder: Path, url: str) -> None:
    """An address with quotation marks or brackets could break out of the page that links it."""
    path = data_folder / "sources.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("https://www.law.cornell.edu/uscode/text/50/4815", url.replace('"', '\\"')),
        encoding="utf-8",
    )

    assert any("export_control_reform_act · url" in fault for fault in faults_of(data_folder))
