"""Typst, from memory, with the fonts that come in wheels: never what a machine has installed."""

from datetime import datetime
from functools import cache
from pathlib import Path

import font_source_sans_pro
import typst

SANS = "Source Sans Pro"
"""The typeface of charts and tables; the serif of the text, Libertinus, is inside Typst."""


def pdf(
    sources: dict[str, bytes], moment: datetime | None = None, east_asian: bool = False
) -> bytes:
    """Return `main.typ` among the sources as PDF/UA-1 and PDF/A-3a at once.

    Chinese, Japanese and Korean print only where `east_asian` is true. Raises typst.TypstError
    where the sources cannot be set, or break either standard.
    """
    made: bytes = typst.compile(  # type: ignore[call-overload]  # its stub knows no named sources
        sources,
        format="pdf",
        font_paths=_shelf(east_asian),
        ignore_system_fonts=True,
        pdf_standards=["ua-1", "a-3a"],
        timestamp=moment,
    )
    return made


def folder() -> Path:
    """Return the folder of Source Sans Pro inside its wheel."""
    return Path(font_source_sans_pro.font_directory)


def east_asian_folder() -> Path:
    """Return the folder of Noto Sans CJK inside its wheel."""
    import noto_cjk_sans_otc

    return Path(str(noto_cjk_sans_otc.FONT_PATH)).parent


@cache
def _shelf(east_asian: bool) -> typst.Fonts:
    folders = [folder(), east_asian_folder()] if east_asian else [folder()]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)
