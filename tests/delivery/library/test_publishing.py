"""A publication: only what changed is written, nothing is half there, and nobody's files suffer."""

import hashlib
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from h200analysis.delivery.library.publishing import publish
from h200analysis.delivery.library.shelf import HIDDEN, LibraryError
from tests.delivery.library.conftest import TITLES
from tests.delivery.library.fakes import figure, stand

Pair = tuple[Path, Path]
_KILLED = """
import os, signal, sys
from pathlib import Path
from h200analysis.delivery.library.publishing import publish
left, replace = [int(sys.argv[1])], Path.replace
def replaced(path, target):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(path, target)
Path.replace = replaced
publish(Path(sys.argv[2]), Path(sys.argv[3]), titles={"supply_gap": "Supply gap", "fee": "The fee"})
"""
_LIMITED = """
import resource, sys
from pathlib import Path
from h200analysis.delivery.library.publishing import publish
resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, 90_000))
publish(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def _files(site: Path) -> dict[str, bytes]:
    """Return what a reader of a library can see, by path."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and HIDDEN not in path.relative_to(site).parts
    }


def test_every_link_leads_somewhere(published: Pair) -> None:
    """Each link of each page leads to a file of the library, and to a place in it where it says so.

    The records that small editions name are no claims of the ledger, so their links are left out.
    """
    _, site = published
    dead = set()
    for page in site.rglob("*.html"):
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        ids = {element.attributes["id"] for element in tree.css("[id]")}
        for element in tree.css("[href], [src]"):
            link = urlsplit(element.attributes.get("href") or element.attributes.get("src") or "")
            if link.scheme or "claims/of_" in link.path:
                continue
            place = page.parent / unquote(link.path) if link.path else page
            if not place.is_file() or (not link.path and link.fragment not in ids):
                dead.add((page.name, link.geturl()))
    assert set() == dead


def test_a_second_publication_writes_nothing(copied: Pair) -> None:
    """What stands is not touched; a library that was copied elsewhere is at most written anew."""
    out, site = copied
    publish(out, site, titles=TITLES)
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}

    done = publish(out, site, titles=TITLES)

    assert (done.editions, done.written, done.removed) == (5, 0, 0)
    assert before == {path: path.stat().st_mtime_ns for path in site.rglob("*")}


def test_one_more_edition_touches_no_other(copied: Pair) -> None:
    """A new edition brings its own folder; of the others not a byte is written."""
    out, site = copied
    publish(out, site, titles=TITLES)
    stood = {path: path.stat().st_mtime_ns for path in (site / "editions").rglob("*.*")}
    stand(out, "2026-03-12/supply_gap/1", [figure("delivered_chips", 1e4)])

    publish(out, site, titles=TITLES)

    assert stood == {path: path.stat().st_mtime_ns for path in stood}
    assert "2026-03-12" in (site / "index.html").read_text(encoding="utf-8")
    assert "25,000 chips → 10,000 chips" in (site / "index.html").read_text(encoding="utf-8")


def test_the_same_editions_give_the_same_bytes(published: Pair, tmp_path: Path) -> None:
    """A library made at once and one that grew are the same to the byte."""
    out, site = published
    publish(out, tmp_path / "site", titles=TITLES)

    assert _files(site) == _files(tmp_path / "site")


@pytest.mark.parametrize("writes", [1, 3, 40, 480, 530])
def test_a_killed_publication_is_mended(published: Pair, tmp_path: Path, writes: int) -> None:
    """Killed at any write, each file is whole or not there; the next publication is as if none was.

    Files of others are let be.
    """
    out, whole = published
    site = tmp_path / "site"
    command = [sys.executable, "-c", _KILLED, str(writes), str(out), str(site)]
    killed = subprocess.run(command, cwd=Path(__file__).parents[3], check=False)
    assert -signal.SIGKILL == killed.returncode
    expected = _files(whole)
    assert all(expected[path] == content for path, content in _files(site).items())

    (site / "robots.txt").write_text("User-agent: *", encoding="utf-8")
    publish(out, site, titles=TITLES)

    assert _files(site) == {**expected, "robots.txt": b"User-agent: *"}


def test_a_disk_that_is_full_is_told_and_mended(published: Pair, tmp_path: Path) -> None:
    """The sentence names the file that could not be written; with room, the work is ended."""
    out, whole = published
    command = [sys.executable, "-c", _LIMITED, str(out), str(tmp_path / "site")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "claims.html: it could not be written (File too large); what stands" in ran.stderr

    publish(out, tmp_path / "site", titles=TITLES)

    assert _files(whole) == _files(tmp_path / "site")


def test_a_killed_update_leaves_each_file_old_or_new(copied: Pair, tmp_path: Path) -> None:
    """A reader meets each file as it was or as it will be; the next publication ends the work."""
    out, site = copied
    stand(out, "2026-03-12/supply_gap/1", [figure("delivered_chips", 1e4)])
    old = _files(site)
    publish(out, tmp_path / "whole", titles=TITLES)
    new = _files(tmp_path / "whole")
    for writes in (2, 12, 25):
        command = [sys.executable, "-c", _KILLED, str(writes), str(out), str(site)]
        killed = subprocess.run(command, cwd=Path(__file__).parents[3], check=False)
        assert -signal.SIGKILL == killed.returncode
        for path, content in _files(site).items():
            assert content in (old.get(path), new.get(path))

    publish(out, site, titles=TITLES)

    assert new == _files(site)


def test_what_a_killed_publication_wrote_is_known_to_the_next(copied: Pair) -> None:
    """Where its edition has left the archive meanwhile, nothing of it stays."""
    out, site = copied
    publish(out, site, titles=TITLES)
    before = _files(site)
    edition = stand(out, "2026-03-12/supply_gap/1", [figure("delivered_chips", 1e4)])
    command = [sys.executable, "-c", _KILLED, "12", str(out), str(site)]
    subprocess.run(command, cwd=Path(__file__).parents[3], check=False)
    assert _files(site).keys() > before.keys()

    shutil.rmtree(edition.parents[1])
    publish(out, site, titles=TITLES)

    assert before == _files(site)


def test_what_is_no_longer_wanted_goes(copied: Pair) -> None:
    """Where an edition has left the archive, its files, pages and empty folders go too."""
    out, site = copied
    (site / "mine.txt").write_text("mine", encoding="utf-8")
    for path in (out / "2026-03-11" / "fee" / "1").iterdir():
        path.unlink()
    (out / "2026-03-11" / "fee" / "1").rmdir()

    publish(out, site, titles=TITLES)

    assert [] == [path for path in _files(site) if "fee/" in path or path == "briefings/fee.html"]
    assert not (site / "editions" / "2026-03-11" / "fee").exists()
    assert (site / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_a_file_that_was_changed_or_lost_is_written_again(copied: Pair) -> None:
    """Whatever became of a file, the library holds what it should."""
    out, site = copied
    expected = _files(site)
    (site / "index.html").write_text("defaced", encoding="utf-8")
    (site / "claims.html").unlink()

    publish(out, site, titles=TITLES)

    assert expected == _files(site)


def test_the_checksums_are_those_of_the_files(published: Pair) -> None:
    """SHA256SUMS names every file but itself; that of an edition names it as it was issued."""
    out, site = published
    lines = (site / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    assert told == {
        path: hashlib.sha256(content).hexdigest()
        for path, content in _files(site).items()
        if path != "SHA256SUMS"
    }
    of_edition = (site / "editions/2026-03-11/supply_gap/1/SHA256SUMS").read_text(encoding="utf-8")
    page = (out / "2026-03-11/supply_gap/1/briefing.html").read_bytes()
    assert f"{hashlib.sha256(page).hexdigest()}  briefing-as-issued.html" in of_edition


def test_a_folder_of_others_is_refused(published: Pair, tmp_path: Path) -> None:
    """Where something else stands, nothing is written, and the sentence says what to do."""
    out, _ = published
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(LibraryError, match="is no library of h200 publish, so nothing was written"):
        publish(out, tmp_path)
    with pytest.raises(LibraryError, match="this is a file; expected a folder"):
        publish(out, tmp_path / "mine.txt")

    assert ["mine.txt"] == [path.name for path in tmp_path.iterdir()]


def test_a_library_among_the_editions_is_refused(published: Pair, tmp_path: Path) -> None:
    """Library and archive stand beside each other; an archive that is not there is told."""
    out, _ = published

    for folder in (out / "site", out, out.parent):
        with pytest.raises(LibraryError, match="name a folder beside them"):
            publish(out, folder)
    with pytest.raises(LibraryError, match="run h200 build first"):
        publish(tmp_path / "none", tmp_path / "site")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    "url", ["ftp://x/", "example.org", "https://", "https://x/?a=1", "http://["]
)
def test_an_address_that_is_none_is_refused(published: Pair, tmp_path: Path, url: str) -> None:
    """The base of all addresses is one of the web, without query; an example is given."""
    with pytest.raises(LibraryError, match=re.escape("such as https://example.org/h200/")):
        publish(published[0], tmp_path / "site", url)


def test_a_damaged_edition_is_left_out_and_named(copied: Pair, tmp_path: Path) -> None:
    """What is not as it was made is not published; the others are."""
    out, _ = copied
    page = out / "2026-03-11/fee/1/briefing.html"
    page.write_text(page.read_text(encoding="utf-8").replace("arrived", "gone") + " ", "utf-8")
    (out / "2026-03-10/supply_gap/1/manifest.json").write_text("[]", encoding="utf-8")
    stand(out, "2026-03-12/supply_gap/1", [figure("x", 1.0, unit=None, text=None)])

    done = publish(out, tmp_path / "new")

    addresses = ("2026-03-10/supply_gap/1", "2026-03-11/fee/1", "2026-03-12/supply_gap/1")
    assert done.damaged == addresses
    assert done.editions == 3
    assert not (tmp_path / "new/editions/2026-03-11/fee").exists()


def test_notes_that_cannot_be_read_are_told(copied: Pair) -> None:
    """A library whose notes are of another version is not guessed at."""
    out, site = copied
    (site / HIDDEN / "notes.json").write_text('{"version": 99}', encoding="utf-8")

    with pytest.raises(LibraryError, match="publish into a new folder"):
        publish(out, site)


def test_no_edition_at_all_gives_a_library_that_says_so(tmp_path: Path) -> None:
    """The first page of an empty archive stands, and its feeds are empty."""
    (tmp_path / "editions").mkdir()

    publish(tmp_path / "editions", tmp_path / "site")

    page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "There is no edition yet." in page
