"""Parts of the site that the package writes itself, each in place of a `made` directive."""

import inspect
from typing import Any

from docutils import nodes
from pydantic import BaseModel
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from docs.made import formulas, gallery, records, surface

PARTS = {
    "formulas": formulas.text,
    "gallery": gallery.text,
    "records": records.text,
    "surface": surface.text,
}


class Made(SphinxDirective):
    """Puts in place what the part named by its argument writes, in Markdown."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the part, parsed as if it stood in the page."""
        text = PARTS[self.arguments[0]]()
        return self.parse_text_to_nodes(text, allow_section_headings=True)


def _without_fields(*event: Any) -> tuple[str, str] | None:
    """Leave out the signature of a record, which the page on data files tells better."""
    member = event[3]
    is_record = inspect.isclass(member) and issubclass(member, BaseModel)
    return ("", "") if is_record else None


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx of the directive, and how signatures are shown."""
    app.add_directive("made", Made)
    app.connect("autodoc-process-signature", _without_fields)
    return {"parallel_read_safe": True}
