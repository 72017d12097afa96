"""The exporters by the names a command line has: `jupyter nbconvert --to briefing-html`.

Jupyter Server finds an exporter by a name of letters, digits and underscores, so JupyterLab's menu
takes `briefing_html` and `briefing_pdf`; these two stay out of it.
"""

import sys

from nbconvert.exporters import Exporter
from traitlets import default

from h200analysis.press.exporting import BriefingHTMLExporter, BriefingPDFExporter


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
