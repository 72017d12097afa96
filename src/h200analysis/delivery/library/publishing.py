"""Publishing: the library of a folder of editions, brought up to date in its own folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from h200analysis import evidence
from h200analysis.delivery.library import editions, indexes, scoring, shelf, testimony
from h200analysis.delivery.library.holdings import Holdings, held
from h200analysis.delivery.library.leaf import Leaf, mark
from h200analysis.delivery.library.pages import Press
from h200analysis.delivery.library.shelf import LibraryError
from h200analysis.evidence import Ledger
from h200analysis.press import keys


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did: how many editions stand there, and how many files it touched.

    `damaged` are the addresses of editions left out, since they are not as they were made.
    """

    editions: int
    written: int
    removed: int
    damaged: tuple[str, ...]


def publish(
    out: Path,
    folder: Path,
    base_url: str = "",
    titles: Mapping[str, str] | None = None,
    office: bool = False,
    title: str = "Briefings",
) -> Published:
    """Bring the library in a folder up to date with the editions in `out`.

    `base_url` is where the library will stand on the web, for feeds and citations; `titles` are
    what briefings are called, `title` what all of them
    together are. With `office` each edition is offered for Word and Excel too. Raises
    `LibraryError` for a folder that is no library, or one that holds the editions or stands among
    them.
    """
    _check(out, folder)
    base = _base(base_url)
    ledger = evidence.read(evidence.latest_day())
    code = mark(keys.package())
    with shelf.opened(folder) as library:
        holdings = held(out, titles or {}, library.kept, code)
        library.put(_leaves(Press(base, code, office, title), holdings, ledger))
        return Published(len(holdings.every), library.written, library.removed, holdings.damaged)


def _leaves(press: Press, holdings: Holdings, ledger: Ledger) -> Iterator[Leaf]:
    """Yield every file of the library; a page comes after those that it leads to."""
    yield from indexes.shared(press)
    yield from testimony.leaves(press, ledger, holdings.every)
    yield scoring.leaf(press, ledger)
    for holding in holdings.every:
        yield from editions.leaves(press, holding)
    yield from indexes.data(press, holdings, testimony.entries(ledger))
    yield from indexes.latest(press, holdings)
    yield from indexes.briefings(press, holdings)
    yield from indexes.days(press, holdings)
    yield from indexes.front(press, holdings)
    yield from indexes.subscriptions(press, holdings)


def _check(out: Path, folder: Path) -> None:
    if not out.is_dir():
        raise LibraryError(
            f"{out}: there is no such folder of editions; run h200 build first, or name the folder "
            "with --out."
        )
    if shelf.is_within(folder, out) or shelf.is_within(out, folder):
        raise LibraryError(
            f"{folder}: the library cannot stand among the editions in {out}, nor around them; "
            "name a folder beside them."
        )


def _base(url: str) -> str:
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"https", "http"} or not parts.netloc or parts.query or parts.fragment:
        raise LibraryError(
            f"{url!r}: expected the address at which the library will stand, such as "
            "https://example.org/h200/."
        )
    return f"{url.rstrip('/')}/"
