"""The folder of an edition in the library: its files, its page, how it differs from the last."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from h200analysis.delivery import stamp
from h200analysis.delivery.library import citing, comparison
from h200analysis.delivery.library.holdings import Holding
from h200analysis.delivery.library.leaf import Leaf, mark
from h200analysis.delivery.library.pages import Press, copied, script
from h200analysis.delivery.office import exporting
from h200analysis.exhibits import wording
from h200analysis.press import manifest
from h200analysis.press.keys import as_json
from h200analysis.press.withdrawals import Withdrawal

PAGE, PAPER = "briefing.html", "briefing.pdf"
AS_ISSUED = {PAGE: "briefing-as-issued.html", PAPER: "briefing-as-issued.pdf"}
"""What the bytes of a withdrawn edition are kept as, where a marked copy has their name."""
_BODY = re.compile(rb"<body[^>]*>")
LABELS = {
    "briefing.pdf": "The briefing as PDF",
    "briefing.docx": "The briefing for Word (DOCX)",
    "figures.csv": "Figures for a spreadsheet (CSV)",
    "figures.json": "Figures for programs (JSON)",
    "figures.xlsx": "Figures and claims for Excel (XLSX)",
    "claims.json": "The claims that it rests on: who said what, when (JSON)",
    "briefing.ipynb": "The executed notebook",
    "forecasts.json": "Forecasts that it locked (JSON)",
    "manifest.json": "Manifest: what it was made of",
}


_OFFICE = {"briefing.docx": exporting.docx, "figures.xlsx": exporting.xlsx}


def leaves(press: Press, holding: Holding) -> Iterator[Leaf]:
    """Yield the files of an edition's folder, its data for comparisons, and its pages last."""
    folder = holding.card.folder
    yield from _files(press, holding)
    yield from _for_office(press, holding)
    yield Leaf(
        f"data/{holding.card.address}.js",
        mark(press.code, holding.card.key),
        lambda: _data(holding),
    )
    yield press.text(f"{folder}/SHA256SUMS", _sums(holding))
    cited = holding.card, press.base, holding.withdrawal
    yield press.text(f"{folder}/cite.bib", citing.bibtex(*cited))
    yield press.text(f"{folder}/cite.json", as_json(citing.csl(*cited)))
    if holding.previous is not None:
        yield _changes(press, holding)
    yield press.page(
        f"{folder}/index.html",
        "edition.html",
        edition=holding.told(),
        files=[
            {"name": name, "label": LABELS.get(name, name), "sha256": digest, "size": size}
            for name, (digest, size) in _offered(holding).items()
        ],
        sums=[(_kept_as(holding, name), told[0]) for name, told in holding.card.files.items()],
        office=[{"name": name, "label": LABELS[name]} for name in _OFFICE if press.office],
        bibtex=citing.bibtex(*cited).decode(),
        json_ld=citing.json_ld(*cited),
    )


def _files(press: Press, holding: Holding) -> Iterator[Leaf]:
    """Yield its files as they are; of a withdrawn edition copies of page and PDF say so."""
    folder = holding.card.folder
    for name, (digest, _) in holding.card.files.items():
        yield copied(f"{folder}/{_kept_as(holding, name)}", holding.folder / name, digest)
    of = mark(holding.card.key, "manifest")
    yield Leaf(f"{folder}/{manifest.NAME}", of, (holding.folder / manifest.NAME).read_bytes)
    if holding.withdrawal is not None:
        yield from _marked_copies(press, holding, holding.withdrawal)


def _marked_copies(press: Press, holding: Holding, withdrawal: Withdrawal) -> Iterator[Leaf]:
    """Yield page and PDF of a withdrawn edition with when and why, and that for programs."""
    folder, banner = holding.card.folder, _banner(withdrawal)
    marks: dict[str, Callable[[bytes], bytes]] = {
        PAGE: lambda page: marked(page, banner),
        PAPER: lambda paper: stamp.stamped(paper, withdrawal),
    }
    for name, made in marks.items():
        if name in holding.card.files:
            of = mark(press.code, banner, holding.card.files[name])
            yield Leaf(f"{folder}/{name}", of, partial(_made_of, holding.folder / name, made))
    yield press.text(f"{folder}/{stamp.NOTE}", as_json(asdict(withdrawal)))


def _made_of(original: Path, made: Callable[[bytes], bytes]) -> bytes:
    return made(original.read_bytes())


def _kept_as(holding: Holding, name: str) -> str:
    """Return what a file of an edition is called in the library."""
    return name if holding.withdrawal is None else AS_ISSUED.get(name, name)


def _for_office(press: Press, holding: Holding) -> Iterator[Leaf]:
    """Yield it for Word and for Excel, where they are wanted; they take a second to write."""
    if press.office:
        of = mark(press.code, holding.card.key, "office")
        for name, written in _OFFICE.items():
            yield Leaf(f"{holding.card.folder}/{name}", of, partial(written, holding.edition))


def marked(page: bytes, banner: str) -> bytes:
    """Return a page with a banner at its very top, seen on screen and on paper."""
    return _BODY.sub(lambda found: found[0] + banner.encode(), page, count=1)


def _banner(withdrawal: Withdrawal) -> str:
    """Return the banner in inline styles, which is all that the page's own policy allows."""
    style = (
        "background:#a33a00;color:#fff;padding:.8rem 1.25rem;font:600 1rem/1.4 sans-serif;"
        "print-color-adjust:exact;border-bottom:.2rem solid #fff"
    )
    links = " ".join(
        f'<a style="color:#fff" href="{html.escape(href)}">{text}</a>'
        for href, text in (
            ("index.html", "About this edition"),
            (AS_ISSUED[PAGE], "As it was issued"),
        )
    )
    return (
        f'<aside aria-label="Withdrawn" style="{style}">'
        f"{html.escape(stamp.words(withdrawal))} {links}</aside>"
    )


def _offered(holding: Holding) -> dict[str, tuple[str, int]]:
    """Return the files that a page offers, the page itself apart, in the order of `LABELS`."""
    files = holding.card.files
    listed = [name for name in LABELS if name in files]
    return {name: files[name] for name in [*listed, *sorted(files.keys() - {*LABELS, PAGE})]}


def _sums(holding: Holding) -> bytes:
    """Return the checksums of the edition as it was issued, for `sha256sum --check`."""
    lines = (
        f"{digest}  {_kept_as(holding, name)}\n" for name, (digest, _) in holding.card.files.items()
    )
    return "".join(lines).encode()


def _data(holding: Holding) -> bytes:
    """Return what a browser compares the edition by."""
    material = holding.material()
    units = sorted({row.unit for row in material.rows})
    told = {
        "rows": [asdict(row) for row in material.rows],
        "made": comparison.essence(material.manifest),
        "on": holding.card.on,
        "forms": {unit: asdict(wording.form(unit)) for unit in units},
    }
    return script(f"figures/{holding.card.address}", told)


def _changes(press: Press, holding: Holding) -> Leaf:
    edition, previous = holding.told(), holding.previous
    return press.later(
        f"{holding.card.folder}/changes.html",
        "changes.html",
        [edition, previous.key if previous else ""],
        lambda: {"edition": edition, **_compared(holding)},
    )


def _compared(holding: Holding) -> dict[str, Any]:
    earlier, later = holding.earlier(), holding.material()
    return {
        "compared": comparison.compared(earlier.rows, later.rows),
        "why": comparison.differences(earlier.manifest, later.manifest),
    }
