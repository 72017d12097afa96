"""A PDF to which somebody adds a page, as programs do that save it once more."""

import io
from typing import Any

from pyhanko.pdf_utils import generic, incremental_writer
from pyhanko.pdf_utils import writer as writers


def grown(content: bytes) -> Any:
    """Return a writer of pyHanko's that adds a blank page behind a PDF."""
    incremental: Any = incremental_writer
    blank: Any = generic.StreamObject(stream_data=b"")
    made: Any = writers
    writer = incremental.IncrementalPdfFileWriter(io.BytesIO(content))
    page = made.PageObject(contents=writer.add_object(blank), media_box=(0, 0, 100, 100))
    writer.insert_page(page)
    return writer


def with_page(content: bytes) -> bytes:
    """Return a PDF with a blank page saved behind it."""
    saved = io.BytesIO()
    grown(content).write(saved)
    return saved.getvalue()
