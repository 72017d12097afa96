"""An edition as others cite it: BibTeX, CSL-JSON, and what search engines read in its page."""

import re
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from h200analysis.counting import counted
from h200analysis.delivery.library.card import Card
from h200analysis.press.withdrawals import Withdrawal

_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://h200analysis.invalid/")
_UNFIT = re.compile(r"[^a-zA-Z0-9]+")
_TEX = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_{}"},
}  # fmt: skip
_TYPES = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def identity(name: str) -> str:
    """Return an identifier that never changes, wherever the library stands."""
    return f"urn:uuid:{uuid.uuid5(_SPACE, name)}"


def address(base: str, path: str) -> str:
    """Return the address of a path on the web; relative where nobody said where that is."""
    return f"{base}{quote(path)}"


def media_type(file: str) -> str:
    """Return the media type of an edition's file."""
    return next((told for end, told in _TYPES.items() if file.endswith(end)), "text/plain")


def bibtex(card: Card, base: str, withdrawal: Withdrawal | None) -> bytes:
    """Return an edition as an entry of BibTeX, in ASCII but for what its title holds."""
    made = date.fromisoformat(card.made)
    fields = {
        "title": f"{{{_tex(card.title)}}}",
        "author": "{h200analysis}",
        "institution": "h200analysis",
        "type": f"Briefing: {_tex(card.subject)}",
        "number": f"{card.day}/{card.number}",
        "year": str(made.year),
        "month": f"{made:%b}".lower(),
        "note": _tex(_note(card, withdrawal)),
        **({"url": address(base, f"{card.folder}/index.html")} if base else {}),
    }
    lines = "".join(
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
        for name, value in fields.items()
    )
    return f"@techreport{{{_label(card)},\n{lines}}}\n".encode()


def csl(card: Card, base: str, withdrawal: Withdrawal | None) -> list[dict[str, Any]]:
    """Return an edition as CSL-JSON has it, which Zotero, pandoc and Word's add-ins read."""
    made = date.fromisoformat(card.made)
    item = {
        "id": _label(card),
        "type": "report",
        "title": card.title,
        "author": [{"literal": "h200analysis"}],
        "publisher": "h200analysis",
        "genre": "Briefing",
        "collection-title": card.subject,
        "number": f"{card.day}/{card.number}",
        "issued": {"date-parts": [[made.year, made.month, made.day]]},
        "note": _note(card, withdrawal),
    }
    return [item | ({"URL": address(base, f"{card.folder}/index.html")} if base else {})]


def json_ld(card: Card, base: str, withdrawal: Withdrawal | None) -> dict[str, Any]:
    """Return an edition in the words of schema.org: a Report, and the Dataset of its figures."""
    here = f"{base}{quote(card.folder)}/" if base else ""
    organisation = {"@type": "Organization", "name": "h200analysis"}
    data = [_download(name, here, told) for name, told in card.files.items() if "figures" in name]
    report: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": identity(card.address + card.key),
        "name": card.title,
        "abstract": card.answer,
        "about": card.subject,
        "reportNumber": f"{card.day}/{card.number}",
        "version": str(card.number),
        "datePublished": card.made,
        "temporalCoverage": f"../{card.day}",
        "author": organisation,
        "publisher": organisation,
        "inLanguage": "en",
        "citation": card.citation,
        "encoding": [
            _download(name, here, told) for name, told in card.files.items()
            if name.endswith((".pdf", ".html"))
        ],
    }  # fmt: skip
    if data:
        report["hasPart"] = {
            "@type": "Dataset",
            "name": f"Figures of {card.subject}, {card.on}",
            "description": f"The {counted(card.figures, 'figure')} that the briefing prints, "
            "with their units, statistics, formulas, inputs and the claims that they rest on.",
            "creator": organisation,
            "distribution": data,
        }
    if withdrawal is not None:
        report["creativeWorkStatus"] = "Withdrawn"
    return report


def _download(name: str, here: str, told: tuple[str, int]) -> Mapping[str, str]:
    digest, size = told
    return {
        "@type": "DataDownload" if "figures" in name else "MediaObject",
        "name": name,
        "contentUrl": f"{here}{quote(name)}",
        "encodingFormat": media_type(name),
        "contentSize": f"{size} B",
        "sha256": digest,
    }


def _note(card: Card, withdrawal: Withdrawal | None) -> str:
    if withdrawal is None:
        return card.citation
    return f"{card.citation}. Withdrawn on {withdrawal.on}: {withdrawal.why}"


def _label(card: Card) -> str:
    return f"h200-{_UNFIT.sub('-', card.address)}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)
