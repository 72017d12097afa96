"""The exporters by the names a command line has: `jupyter nbconvert --to briefing-html`.

Jupyter Server finds an exporter by a name of letters, digits and underscores, so JupyterLab's menu
takes `briefing_html`, `briefing_pdf` and `briefing_docx`; these stay out of it.
"""

import sys

from nbconvert.exporters import Exporter
from traitlets import default

from h200analysis.press.exporting import (
    BriefingDocxExporter,
    BriefingHTMLExporter,
    BriefingPDFExporter,
)


class _HyphenatedExporter(Exporter):
    """An exporter that is disabled inside a Jupyter server, whose menu lists what is enabled."""

    @default("enabled")
    def _enabled_default(self) -> bool:
        server = sys.modules.get("jupyter_server.serverapp")
        return server is None or not server.ServerApp.initialized()


class HyphenatedHTMLExporter(_HyphenatedExporter, BriefingHTMLExporter):
    """`jupyter nbconvert --to briefing-html`: the page under its name on a command line."""


class HyphenatedPDFExporter(_HyphenatedExporter, BriefingPDFExporter):
    """`jupyter nbconvert --to briefing-pdf`: the PDF under its name on a command line."""


class HyphenatedDocxExporter(_HyphenatedExporter, BriefingDocxExporter):
    """`jupyter nbconvert --to briefing-docx`: the document under its name on a command line."""
