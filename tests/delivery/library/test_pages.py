"""What the pages say of latest, withdrawn and changed editions, and that data is never markup."""

import json
from pathlib import Path

import pypdfium2
import pytest
from selectolax.lexbor import LexborHTMLParser

from h200analysis.delivery import stamp
from h200analysis.delivery.library import rendering
from h200analysis.delivery.library.publishing import publish
from h200analysis.press import withdrawals
from h200analysis.press.withdrawals import Withdrawal
from tests.delivery.library.conftest import HOSTILE, TITLES, WHY
from tests.delivery.library.fakes import figure, stand

Pair = tuple[Path, Path]


def _text(site: Path, path: str, selector: str = "body") -> str:
    """Return what a reader sees of a page, spaces made one."""
    tree = LexborHTMLParser((site / path).read_text(encoding="utf-8"))
    return " ".join(" ".join(node.text(separator=" ") for node in tree.css(selector)).split())


def test_the_first_page_tells_headline_answer_range_and_change(published: Pair) -> None:
    """Of each briefing it has the newest edition, and what moved since the one before."""
    text = _text(published[1], "index.html", "section[aria-labelledby=latest] article")

    assert "Supply gap · as of 11 March 2026 · edition 2 Two million chips are wanted" in text
    assert "None has arrived." in text
    assert "30,000 chips → 25,000 chips" in text
    assert "half firm" not in text


def test_a_range_is_a_mean_with_its_ends(published: Pair) -> None:
    """It is told with mean, 5th and 95th percentile of one name."""
    text = _text(published[1], "days/2026-03-10.html", ".range")

    assert text.endswith(": 40,000 chips, likely between 0 and 160,000 chips.")


def test_latest_stays_and_says_its_day(published: Pair) -> None:
    """The address of the latest holds the very bytes of the newest edition and names its day."""
    out, site = published

    copy = (site / "latest/supply_gap/figures.json").read_bytes()

    assert copy == (out / "2026-03-11/supply_gap/2/figures.json").read_bytes()
    assert "speaks of 11 March 2026" in _text(site, "latest/supply_gap/index.html")


def test_the_latest_is_the_newest_that_is_not_withdrawn(copied: Pair) -> None:
    """Once the newest is withdrawn, the one before takes its place; where all are, that is said."""
    out, site = copied
    withdrawals.append(out, Withdrawal("2026-03-11/supply_gap/2", "0f", "2026-11-29", "wrong"))
    withdrawals.append(out, Withdrawal("2026-03-11/fee/1", "0f", "2026-11-29", "wrong"))

    publish(out, site, titles=TITLES)

    assert "speaks of 10 March 2026" in _text(site, "latest/supply_gap/index.html")
    assert "there is no latest one" in _text(site, "latest/fee/index.html")
    assert ["index.html"] == [path.name for path in (site / "latest/fee").iterdir()]


@pytest.mark.parametrize(
    "path",
    [
        "index.html", "days/2026-03-11.html", "briefings/supply_gap.html",
        "editions/2026-03-11/supply_gap/1/index.html",
        "editions/2026-03-11/supply_gap/1/changes.html",
        "editions/2026-03-11/supply_gap/1/briefing.html",
        "editions/2026-03-11/supply_gap/2/index.html",
    ],
)  # fmt: skip
def test_a_withdrawal_is_told_wherever_the_edition_is(published: Pair, path: str) -> None:
    """The edition, its briefing, its day and the one that corrects it say that it is withdrawn."""
    assert "withdrawn" in _text(published[1], path).lower()


def test_a_withdrawn_page_has_a_banner_and_stands_as_issued_beside(published: Pair) -> None:
    """The published page says why at its very top; the original bytes can be downloaded."""
    out, site = published
    folder, original = site / "editions/2026-03-11/supply_gap/1", out / "2026-03-11/supply_gap/1"
    told = LexborHTMLParser((folder / "briefing.html").read_text(encoding="utf-8"))

    first = told.css_first("body > *")

    assert first is not None
    assert first.tag == "aside"
    assert f"Withdrawn on 29 November 2026: {WHY}." in first.text()
    for kind in ("html", "pdf"):
        issued = (folder / f"briefing-as-issued.{kind}").read_bytes()
        assert issued == (original / f"briefing.{kind}").read_bytes()


def test_a_withdrawn_pdf_says_so_on_each_page(published: Pair) -> None:
    """It is a stamped copy, of the same bytes each time, and the library says so to programs."""
    out, site = published
    folder = site / "editions/2026-03-11/supply_gap/1"
    original = (out / "2026-03-11/supply_gap/1/briefing.pdf").read_bytes()
    paper = (folder / "briefing.pdf").read_bytes()
    told = Withdrawal(**json.loads((folder / "withdrawn.json").read_bytes()))

    with pypdfium2.PdfDocument(paper) as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]

    assert [f"Withdrawn on 29 November 2026: {WHY}. Do not rely on it."] == texts
    assert stamp.stamped(original, told) == paper
    assert not (site / "editions/2026-03-11/supply_gap/2/withdrawn.json").exists()


def test_a_corrected_edition_says_what_it_corrects(published: Pair) -> None:
    """The edition that follows a withdrawn one of its day names it and repeats why."""
    text = _text(published[1], "editions/2026-03-11/supply_gap/2/index.html", ".corrects")

    assert text == f"It corrects edition 1 , withdrawn on 29 November 2026: {WHY}"


def test_a_variant_is_shown_as_one(published: Pair) -> None:
    """What was changed by hand stands in its name, and it has a history and a latest of its own."""
    _, site = published
    subject = "Supply gap (variant: half firm)"

    assert subject in _text(site, "index.html", "section[aria-labelledby=variants]")
    assert subject in _text(site, "briefings/supply_gap.html")
    assert subject in _text(site, "latest/supply_gap--half_firm/index.html")


def test_the_static_comparison_tells_what_moved_and_why(published: Pair) -> None:
    """Without a script: moved figures with both values and change, and the evidence by name."""
    text = _text(published[1], "editions/2026-03-11/supply_gap/1/changes.html")

    assert "40,000 chips 30,000 chips −10,000 chips (−25%)" in text
    assert "They speak of different days: 10 March 2026 and 11 March 2026." in text
    assert "New in the evidence: 1 of_2026-03-11" in text
    assert "No longer in the evidence: 1 claims.of_2026-03-10" in text
    revised = _text(published[1], "editions/2026-03-11/supply_gap/2/changes.html")
    assert "Changed since edition 1: the stock." in revised


def test_a_title_that_is_markup_is_text_everywhere(published: Pair) -> None:
    """A title with a script in it runs nowhere: it is escaped in every page and every feed."""
    _, site = published
    pages = [page for page in site.rglob("*.html") if page.name != "briefing.html"]

    for page in pages:
        scripts = LexborHTMLParser(page.read_text(encoding="utf-8")).css("script")
        assert [] == [s for s in scripts if "alert(1)" in s.text()
                      and s.attributes.get("type") != "application/ld+json"], page  # fmt: skip
    assert HOSTILE in _text(site, "editions/2026-03-11/fee/1/index.html", "h1")
    assert b"</title><script>" not in b"".join(page.read_bytes() for page in pages)


def test_structured_data_is_json_that_nothing_can_end(published: Pair) -> None:
    """The data for search engines hold the title as it is, and cannot end their element."""
    page = published[1] / "editions/2026-03-11/fee/1/index.html"
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))

    [element] = tree.css("script[type='application/ld+json']")
    told = json.loads(element.text())

    assert (told["@type"], told["name"]) == ("Report", HOSTILE)
    assert "<" not in element.text()
    [csv, jsn] = told["hasPart"]["distribution"]
    assert (csv["encodingFormat"], jsn["name"]) == ("text/csv", "figures.json")


def test_every_page_says_the_strict_policy_and_has_nothing_inline(published: Pair) -> None:
    """Scripts and styles come from files of the library; no page has a handler or a style in it."""
    for page in published[1].rglob("*.html"):
        if page.name.startswith("briefing") and page.parent.name != "briefings":
            continue  # an edition's own page, with a policy of its own
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        policy = tree.css_first("head meta[http-equiv='Content-Security-Policy']")
        assert policy is not None
        assert policy.attributes["content"] == rendering.POLICY
        assert [] == tree.css("style, [style], script:not([src]):not([type='application/ld+json'])")
        assert [] == [name for e in tree.css("*") for name in e.attributes if name.startswith("on")]
    assert "unsafe" not in rendering.POLICY


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://x.org/a", "https://x.org/a"),
        ("javascript:alert(1)", ""),
        (" javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        (None, ""),
    ],
)
def test_only_addresses_of_the_web_become_links(address: str | None, told: str) -> None:
    """A source whose address is anything else is named without a link."""
    assert rendering.web(address) == told


def test_no_name_leads_out_of_its_folder() -> None:
    """The file of a claim is named so that neither slash nor dot of its id means anything."""
    assert rendering.claim_path("../../x.html") == "claims/%2E%2E%2F%2E%2E%2Fx%2Ehtml.html"


def test_a_claim_has_its_words_its_rivals_and_its_uses(published: Pair) -> None:
    """Who said what, who says otherwise, and which editions rest on it."""
    _, site = published
    text = _text(site, "claims/orders_seed.html")

    assert "“have reportedly placed orders for more than two million”" in text
    assert "Where reports disagree How many H200 chips have Chinese buyers ordered?" in text
    assert "Supply gap 3 editions, the first as of 10 March 2026" in text
    assert "11 March 2026 (withdrawn)" in text


def test_claims_from_outside_stay_text(data_folder: Path, tmp_path: Path, published: Pair) -> None:
    """A paraphrase that is markup prints as the characters it is, on its page and in the list."""
    claims = data_folder / "claims/orders.toml"
    nasty = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    text = claims.read_text(encoding="utf-8")
    start = text.index('paraphrase = "') + len('paraphrase = "')
    end = text.index('"\n', start)
    claims.write_text(f"{text[:start]}{nasty}{text[end:]}", encoding="utf-8")

    publish(published[0], tmp_path / "site")

    held = [page for page in (tmp_path / "site/claims").iterdir() if "alert(1)" in page.read_text()]
    assert [nasty] == [_text(tmp_path / "site", f"claims/{page.name}", ".deck") for page in held]
    assert "<script>alert" not in held[0].read_text(encoding="utf-8")


def test_an_edition_of_another_briefing_is_called_by_its_name(tmp_path: Path) -> None:
    """What the catalogue no longer has is shown by the name of its folder."""
    stand(tmp_path / "editions", "2026-03-10/old_one/1", [figure("x", 1.0)])

    publish(tmp_path / "editions", tmp_path / "site", titles=TITLES)

    assert "Old one" in _text(tmp_path / "site", "index.html")
