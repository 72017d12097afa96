"""Page, paper and Word as exporters of nbconvert, with its options; all that lacks is told.

A build imports none of it: nbconvert takes a fifth of a second to load.
"""

from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from nbconvert.exporters import Exporter, TemplateExporter
from nbformat import NotebookNode, ValidationError
from traitlets import default

from h200analysis.press import reading, removal
from h200analysis.press.formats import DOCX, HTML, PDF, Format
from h200analysis.press.reading import Reading

Content = TypeVar("Content", str, bytes)


class BriefingExporter(TemplateExporter, Generic[Content]):
    """An exporter of nbconvert for one of our formats.

    It takes the options of nbconvert's own exporters, --no-input and the removal of tagged cells
    among them, and none of their templates: those leave addresses to be loaded from afar.
    """

    form: ClassVar[Format]

    def __init__(self, **settings: object) -> None:  # typed, as nbconvert's own is not
        super().__init__(**settings)  # type: ignore[no-untyped-call]

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return Path(self.form.file).suffix

    def from_notebook_node(  # type: ignore[override]  # typed as what nbconvert's base returns
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: object
    ) -> tuple[Content, dict[str, Any]]:
        """Return what was written, and the resources with each fault found as a sentence."""
        given, told = Exporter.from_notebook_node(self, nb, resources, **kw)
        excluded = [part for part in removal.EXCLUDABLE if getattr(self, f"exclude_{part}")]
        about = told["metadata"]
        folder = Path(about["path"]) if "path" in about else None
        read: Reading = reading.read(given, about["name"], excluded, folder)
        content: Content
        faults: tuple[str, ...]
        content, faults = self.written(read)
        told["faults"] = [*read.faults, *faults]
        for fault in told["faults"]:
            self.log.warning(fault)
        counted = read.document.outputs
        told["tally"] = {kind: getattr(counted, kind) for kind in ("found", "shown", "lost")}
        (self.log.warning if counted.lost else self.log.info)(str(counted))
        return content, told

    def written(self, read: Reading) -> tuple[Content, tuple[str, ...]]:
        """Return a reading in the exporter's format, and each fault found in writing it."""
        raise NotImplementedError

    def _validate_preprocessor(self, nbc: NotebookNode, preprocessor: object) -> None:
        """Warn where nbconvert would stop: of what is unsound, a cell at most is lost."""
        try:
            super()._validate_preprocessor(nbc, preprocessor)  # type: ignore[no-untyped-call]
        except ValidationError as error:
            self.log.warning("the notebook is unsound: %s", str(error).partition("\n")[0])


class BriefingHTMLExporter(BriefingExporter[str]):
    """`briefing_html` in JupyterLab: one page, charts alive, code folded away."""

    form = HTML
    export_from_notebook = "Briefing (HTML)"
    output_mimetype = "text/html"

    def written(self, read: Reading) -> tuple[str, tuple[str, ...]]:
        """Return the page as text."""
        return HTML.write(read).decode(), ()


class BriefingPDFExporter(BriefingExporter[bytes]):
    """`briefing_pdf` in JupyterLab: set by Typst, from memory, no TeX, no browser."""

    form = PDF
    export_from_notebook = "Briefing (PDF)"
    output_mimetype = "application/pdf"

    def written(self, read: Reading) -> tuple[bytes, tuple[str, ...]]:
        """Return the PDF, in which a cell that cannot be set is printed as code."""
        from h200analysis.press import pdf

        made = pdf.sheet(read.document, read.texts)
        return made.content, made.faults


class BriefingDocxExporter(BriefingExporter[bytes]):
    """`briefing_docx` in JupyterLab: a document of Word's own, charts as pictures."""

    form = DOCX
    export_from_notebook = "Briefing (Word)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def written(self, read: Reading) -> tuple[bytes, tuple[str, ...]]:
        """Return the document."""
        return DOCX.write(read), ()
