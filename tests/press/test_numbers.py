"""Editions are numbered: none is written over, and each says what it replaces and why."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from h200analysis import evidence
from h200analysis.press import catalogue, clock, editions, grounds, inputs, keys, placing, same
from h200analysis.press.editions import Edition, Job
from h200analysis.press.parameters import ParameterError
from h200analysis.press.run import RunError
from tests.conftest import ROOT

DAY = {"as_of": "2026-01-15"}
NAME = "executive"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The first edition of a briefing of January."""
    out = tmp_path_factory.mktemp("numbers")
    return editions.publish(editions.job(catalogue.read(), NAME, DAY), out)


@pytest.fixture
def out(first: Edition, tmp_path: Path) -> Path:
    """A folder in which the first edition stands."""
    shutil.copytree(first.folder.parents[2], tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def checkout(tmp_path: Path) -> catalogue.Catalogue:
    """A checkout whose notebooks a test may change."""
    for name in ("notebooks", "reports"):
        ignored = shutil.ignore_patterns("editions")
        shutil.copytree(ROOT / name, tmp_path / "checkout" / name, ignore=ignored)
    return catalogue.read(tmp_path / "checkout")


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _reworded(known: catalogue.Catalogue) -> None:
    """Change a word of a passage that the briefing prints."""
    for path in (known.root / "notebooks" / "passages" / "executive_unknown").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("How many of", "How much of", 1), encoding="utf-8")


def test_a_change_is_an_edition_beside_the_first(
    first: Edition, out: Path, checkout: catalogue.Catalogue
) -> None:
    """Another word makes edition 2, which says what changed; edition 1 keeps every byte."""
    _reworded(checkout)

    second = editions.publish(editions.job(checkout, NAME, DAY), out)

    told = json.loads((second.folder / "manifest.json").read_bytes())
    page = BeautifulSoup((second.folder / "briefing.html").read_text("utf-8"), "html.parser")
    paper = " ".join(
        page.extract_text() for page in PdfReader(second.folder / "briefing.pdf").pages
    )
    assert (second.made, second.folder.name) == (True, "2")
    assert _files(first.folder) == _files(second.folder.with_name("1"))
    assert (2, 1, str(clock.day_of_making())) == (told["edition"], told["replaces"], told["made"])
    assert "the passage (executive_unknown)" in told["changed"]
    kicker = page.select_one(".kicker")
    assert kicker is not None
    assert kicker.get_text().strip().endswith("· edition 2")
    for text in (page.get_text(), " ".join(paper.split())):
        assert "It replaces edition 1; changed since: the passage (executive_unknown)" in text


def test_the_first_edition_replaces_none(first: Edition) -> None:
    """It has number 1, the day on which it was made, and no word of another."""
    told = json.loads((first.folder / "manifest.json").read_bytes())
    text = (first.folder / "briefing.html").read_text(encoding="utf-8")

    assert (1, None, []) == (told["edition"], told["replaces"], told["changed"])
    assert "edition 1 of" in text
    assert "It replaces" not in text


def test_what_an_edition_does_not_rest_on_leaves_it_alone(
    first: Edition, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A comment in a source changes the key and nothing that counts: noted, and nothing is run."""
    package = keys.package() | {"h200analysis/model/fees.py": "of a comment"}
    monkeypatch.setattr(keys, "package", lambda: package)
    monkeypatch.setattr("h200analysis.press.making.made", None)
    job = editions.job(catalogue.read(), NAME, DAY)
    assert job.key not in same.keys(out / DAY["as_of"] / NAME / "1")

    edition = editions.publish(job, out)

    assert not edition.made
    assert job.key in same.keys(edition.folder)
    assert _files(first.folder) == _files(edition.folder)


def test_what_says_the_same_is_no_new_edition(
    out: Path, checkout: catalogue.Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A docstring makes the notebook run; it changes no byte, is noted, and not run again."""
    definitions = "h200analysis.press.rests_on.used"
    monkeypatch.setattr(definitions, lambda *_: {"model.fees.fee_revenue": "otherwise"})
    package = keys.package() | {"h200analysis/model/fees.py": "otherwise"}
    monkeypatch.setattr(keys, "package", lambda: package)
    job = editions.job(checkout, NAME, DAY)
    assert not editions.stands(out / DAY["as_of"] / NAME / "1", job)

    edition = editions.publish(job, out)

    assert not edition.made
    assert [1] == placing.numbers(edition.folder.parent)
    assert editions.stands(edition.folder, job)


@pytest.mark.parametrize("evidence", [7, [], {}, {"2026-01-15": {}}, {"2026-01-15": 7}, {"x": {}}])
def test_a_note_that_is_none_makes_an_edition_be_made_again(
    out: Path, checkout: catalogue.Catalogue, evidence: object
) -> None:
    """A note of another version, or a cut one, is no traceback; it is told as the reason."""
    job = editions.job(checkout, NAME, DAY)
    noted = same.grounds(out / DAY["as_of"] / NAME / "1")

    found = grounds.changes(noted | {"evidence": evidence}, job)

    assert ["what it rests on, of which there is no note that can be read"] == found


def test_a_formula_concerns_those_that_rest_on_it(out: Path, checkout: catalogue.Catalogue) -> None:
    """Its new hash is told by its name; a briefing without it still stands."""
    job = editions.job(checkout, NAME, DAY)
    noted = same.grounds(out / DAY["as_of"] / NAME / "1")
    noted["definitions"]["model.market.orders_at_list"] = "otherwise"

    assert ["the software (model.market.orders_at_list)"] == grounds.changes(noted, job)


def test_a_note_that_cannot_be_read_only_costs_time(tmp_path: Path) -> None:
    """What is no note of ours is none; the next note is written in its place."""
    edition = tmp_path / "1"
    (tmp_path / ".same.json").write_text('{"1": 7', encoding="utf-8")
    assert [] == same.keys(edition)

    same.note(edition, "key")
    (held,) = same.keys(edition)

    assert "key" == held


def test_evidence_that_changes_in_the_middle_changes_nothing(
    first: Edition, data_folder: Path, tmp_path: Path
) -> None:
    """The kernel reads what was read when the job was planned, as its manifest says."""
    job = editions.job(catalogue.read(), NAME, DAY)
    path = data_folder / "claims" / "stock.toml"
    text = path.read_text(encoding="utf-8")
    assert "value = 700_000" in text
    path.write_text(text.replace("value = 700_000", "value = 900_000"), encoding="utf-8")

    edition = editions.publish(job, tmp_path / "out")

    assert _files(first.folder) == _files(edition.folder)


def test_a_notebook_that_is_saved_in_the_middle_changes_nothing(
    first: Edition, checkout: catalogue.Catalogue, tmp_path: Path
) -> None:
    """Cells and passages are those that were read when the job was planned."""
    job = editions.job(checkout, NAME, DAY)
    checkout.notebook(NAME).write_text("no notebook any more", encoding="utf-8")
    _reworded(checkout)

    edition = editions.publish(job, tmp_path / "out")

    page = (edition.folder / "briefing.html").read_text(encoding="utf-8")
    assert _files(first.folder)["figures.json"] == _files(edition.folder)["figures.json"]
    assert "How many of" in page
    assert "How much of" not in page


def test_a_package_that_changes_in_the_middle_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A formula that was edited while cells ran may have been read before or after."""
    job = editions.job(catalogue.read(), NAME, DAY)
    monkeypatch.setattr(keys, "package", lambda: {"h200analysis/model/fees.py": "other"})

    with pytest.raises(RunError, match="executive: h200analysis itself was changed while"):
        editions.publish(job, tmp_path / "out")

    assert [] == list(tmp_path.glob("out/*"))


def test_a_day_to_come_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a day that is not over more will be known; the sentence names today."""
    monkeypatch.setenv(clock.MADE, "1790812800")  # 1 October 2026

    told = "as_of is 2026-10-02, a day to come; expected one up to 2026-10-01,"
    with pytest.raises(ParameterError, match=told):
        editions.job(catalogue.read(), NAME, {"as_of": "2026-10-02"})


@pytest.mark.parametrize("given", ["soon", "1e9", "9" * 40])
def test_a_clock_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    """What stands in for the clock must be seconds."""
    monkeypatch.setenv(clock.MADE, given)

    with pytest.raises(ParameterError, match=r"SOURCE_DATE_EPOCH is '.+'; expected seconds since"):
        clock.day_of_making()


def test_a_later_day_of_making_is_no_new_edition(
    first: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands is left alone tomorrow, and made by force tomorrow it still says the same."""
    monkeypatch.setenv(clock.MADE, "1893456000")  # 2030
    job = editions.job(catalogue.read(), NAME, DAY)

    again = editions.publish(job, first.folder.parents[2], force=True)

    assert not again.made
    assert [1] == placing.numbers(first.folder.parent)


def _job_of(known: catalogue.Catalogue) -> Job:
    return editions.job(known, NAME, DAY)


def test_why_names_a_few_and_counts_the_rest(first: Edition) -> None:
    """Records of the evidence, files of the software, values and versions are told by name."""
    job = _job_of(catalogue.read())
    told = json.loads((first.folder / "manifest.json").read_bytes())
    more = {f"claims.new_{n}": "x" for n in range(6)}
    now = replace(
        job.inputs,
        records={**job.inputs.records, **more},
        parameters={**job.inputs.parameters, "seed": 8},
        versions={**job.inputs.versions, "typst": "9"},
    )

    assert [] == inputs.changes(told, job.inputs)
    assert [
        "the evidence (claims.new_0, claims.new_1, claims.new_2, 3 more)", "seed", "typst",
    ] == inputs.changes(told, now)  # fmt: skip
    assert evidence.read(DAY["as_of"]).fingerprint() == told["evidence"]
