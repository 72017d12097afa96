"""Typst, from memory, with the fonts that come in wheels: never what a machine has installed."""

from datetime import datetime
from functools import cache
from pathlib import Path

import font_source_sans_pro
import typst

SANS = "Source Sans Pro"
"""The typeface of charts and tables; the serif of the text, Libertinus, is inside Typst."""


def pdf(sources: dict[str, bytes], moment: datetime | None = None) -> bytes:
    """Return `main.typ` among the sources as PDF/UA-1 and PDF/A-3a at once.

    Raises typst.TypstError where the sources cannot be set, or break either standard.
    """
    made: bytes = typst.compile(  # type: ignore[call-overload]  # its stub knows no named sources
        sources,
        format="pdf",
        font_paths=_shelf(),
        ignore_system_fonts=True,
        pdf_standards=["ua-1", "a-3a"],
        timestamp=moment,
    )
    return made


def folder() -> Path:
    """Return the folder of Source Sans Pro inside its wheel."""
    return Path(font_source_sans_pro.font_directory)


@cache
def _shelf() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[folder()])
