"""Parts of the site that the package writes itself, each in place of a `made` directive."""

import inspect
from pathlib import Path
from typing import Any

from docutils import nodes
from pydantic import BaseModel
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from docs.made import commands, formulas, gallery, records, surface

PARTS = {
    "commands": commands.text,
    "formulas": formulas.text,
    "gallery": gallery.text,
    "records": records.text,
    "surface": surface.text,
}

_PLACES = {
    "docs/": "/",
    "data/README.md": "/reference/codebook.md",
    "ARCHITECTURE.md": "/explanation/architecture.md",
    "CONTRIBUTING.md": "/contributing.md",
    "#figuresjson": "/reference/figures.md",
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


def _of_the_site(_app: Sphinx, _path: Path, _parent: str, content: list[str]) -> None:
    """Let the links of an included file of the repository lead to pages of the site."""
    for place, page in _PLACES.items():
        content[0] = content[0].replace(f"]({place}", f"]({page}")


def _for_every_reader(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], *_: Any
) -> None:
    """Let the keyboard scroll what is wide, and say the level of the captions beside a page."""
    context["body"] = context.get("body", "").replace("<pre>", '<pre tabindex="0">')
    tree = context.get("furo_navigation_tree", "")
    heading = 'role="heading"'
    context["furo_navigation_tree"] = tree.replace(heading, f'{heading} aria-level="2"')


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx of the directive, and how signatures are shown."""
    app.add_directive("made", Made)
    app.connect("html-page-context", _for_every_reader, priority=900)  # after the theme's own
    app.connect("include-read", _of_the_site)
    app.connect("autodoc-process-signature", _without_fields)
    return {"parallel_read_safe": True}
